"""The sets in tests/data: only measured with, never trained on."""

import csv
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

Row = dict[str, str]
SHANGHAI = timezone(timedelta(hours=8))
FOLDER = Path("tests") / "data"
NAMES = ("samples", "heldout")


class SampleSet(NamedTuple):
    """One folder of tests/data."""

    name: str
    sentences: list[Row]
    facts: list[Row]


def read_sets(root: Path) -> list[SampleSet]:
    """Every set, in the order in which they are shown."""
    return [
        SampleSet(
            name,
            sentences=read_rows(root / FOLDER / name / "sentences.tsv"),
            facts=read_rows(root / FOLDER / name / "facts.tsv"),
        )
        for name in NAMES
    ]


def read_rows(path: Path) -> list[Row]:
    """A tab-separated file without quoting."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def tags(row: Row) -> list[str]:
    """What the row was marked with."""
    return [tag for tag in row["tags"].split(",") if tag]


def tagged(row: Row, key: str) -> str | None:
    """The value of a tag such as `main=800`."""
    marked = (tag.partition("=") for tag in tags(row))
    return next((value for name, _, value in marked if name == key), None)


def said_at(row: Row) -> str:
    """When a row of facts.tsv was said; without an offset it is what a clock in Shanghai shows."""
    moment = datetime.fromisoformat(row["reference_now"])
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).isoformat()
