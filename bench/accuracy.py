"""How often the intent is right, on sentences.tsv."""

from collections.abc import Callable, Sequence
from typing import Any

from bench.figures import Share, share
from bench.samples import Row, tags

FAMILIES = (
    "overcharged",
    "not_arrived",
    "wrong_refund",
    "no_receipt_charged",
    "migration_charge",
)
DIFFICULTIES = ("easy", "medium", "hard")


def score_sentences(rows: Sequence[Row], readings: Sequence[dict[str, Any]]) -> dict[str, Share]:
    """Shares of right intents, as a whole and by kind of sentence.

    Args:
        rows: of sentences.tsv.
        readings: what the pipeline read, in the same order.
    """

    def right(among: Callable[[Row], bool]) -> Share:
        pairs = zip(rows, readings, strict=True)
        return share(read["intent"] == row["label"] for row, read in pairs if among(row))

    def family(row: Row) -> bool:
        return row["label"] in FAMILIES

    def outside(row: Row) -> bool:
        return row["label"] == "out_of_scope"

    def near_miss(row: Row) -> bool:
        return any(tag.startswith("near_miss") for tag in tags(row))

    return {
        "families": right(family),
        **{
            f"families_{level}": right(
                lambda row, level=level: family(row) and row["difficulty"] == level
            )
            for level in DIFFICULTIES
        },
        **{name: right(lambda row, name=name: row["label"] == name) for name in FAMILIES},
        "other_labels": right(lambda row: not family(row) and not outside(row)),
        "out_of_scope": right(outside),
        "near_miss": right(near_miss),
        "all": right(lambda _row: True),
    }
