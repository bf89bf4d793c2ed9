"""How often the intent is right, and what is wrongly taken for a family, on sentences.tsv."""

from collections.abc import Callable, Sequence
from typing import Any

from bench.figures import Share, share
from bench.samples import Row, tags
from zhangfang.cases.reading import SURE
from zhangfang.guides.model import FAMILIES

DIFFICULTIES = ("easy", "medium", "hard")
OFFERED = 2
"""Families put to the merchant when none is sure."""
CONSUMERS = (
    "consumer:",
    "near_miss:consumer_credit",
    "near_miss:transfer",
    "near_miss:other_platform",
    "near_miss:other_bank",
)
"""Beginnings of the tags of those who complain as consumers; the names differ between the sets."""
Reading = dict[str, Any]


def score_sentences(rows: Sequence[Row], readings: Sequence[Reading]) -> dict[str, Share]:
    """Shares as a whole and by kind of sentence; those `…_as_family` are of mistakes.

    Args:
        rows: of sentences.tsv.
        readings: what the pipeline read, in the same order.
    """
    pairs = list(zip(rows, readings, strict=True))

    def right(among: Callable[[Row], bool]) -> Share:
        return share(read["intent"] == row["label"] for row, read in pairs if among(row))

    def as_family(among: Callable[[Row], bool]) -> Share:
        return share(read["intent"] in FAMILIES for row, read in pairs if among(row))

    return {
        "families": right(is_family),
        **{f"families_{level}": right(family_at(level)) for level in DIFFICULTIES},
        **{family: right(labelled(family)) for family in FAMILIES},
        "families_offered": share(
            chosen_or_offered(row["label"], read) for row, read in pairs if is_family(row)
        ),
        "other_labels": right(lambda row: not is_family(row) and not is_outside(row)),
        "out_of_scope": right(is_outside),
        "near_miss": right(is_near_miss),
        "consumer": right(is_consumer),
        "all": right(lambda _row: True),
        "out_of_scope_as_family": as_family(is_outside),
        "near_miss_as_family": as_family(is_near_miss),
        "consumer_as_family": as_family(is_consumer),
    }


def chosen_or_offered(family: str, read: Reading) -> bool:
    """Whether the merchant gets to the right family, at once or as one of those asked about."""
    if read["confidence"] >= SURE:
        return bool(read["intent"] == family)
    likeliest = [name for name, _ in read["ranking"] if name in FAMILIES]
    return family in likeliest[:OFFERED]


def labelled(label: str) -> Callable[[Row], bool]:
    """What has this label."""
    return lambda row: row["label"] == label


def family_at(level: str) -> Callable[[Row], bool]:
    """A complaint that is this hard to read."""
    return lambda row: is_family(row) and row["difficulty"] == level


def is_family(row: Row) -> bool:
    """A complaint of one of the five families."""
    return row["label"] in FAMILIES


def is_outside(row: Row) -> bool:
    """Nothing that the bot is for."""
    return row["label"] == "out_of_scope"


def is_consumer(row: Row) -> bool:
    """Out of scope, and as near to a family as a consumer's own trouble with money."""
    return any(tag.startswith(CONSUMERS) for tag in tags(row))


def is_near_miss(row: Row) -> bool:
    """Out of scope, and as near to a family as a merchant's question."""
    return not is_consumer(row) and any(tag.startswith("near_miss:") for tag in tags(row))
