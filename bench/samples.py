"""The acceptance set in tests/data/samples: only measured with, never trained on."""

import csv
from pathlib import Path

Row = dict[str, str]
FOLDER = Path("tests") / "data" / "samples"


def read_rows(path: Path) -> list[Row]:
    """A tab-separated file without quoting."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def tags(row: Row) -> list[str]:
    """What the row was marked with."""
    return [tag for tag in row["tags"].split(",") if tag]
