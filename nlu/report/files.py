"""Reads the sentence files and the cross-validation; a line that is not as it should be is named."""

import csv
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

from nlu.report.row import TOPIC_OF_TAG, Ranking, Row

SENTENCE = ["text", "label", "difficulty", "tags"]
CROSS_VALIDATED = ["text", "label", "read", "confidence", "second", "second_confidence"]
KINDS = ("near_miss:", "consumer:")


class BrokenFileError(ValueError):
    """A file is not as it should be; the message names its line."""


def sentences(path: Path) -> List[Row]:
    """Sentences that have not been read yet: their rankings are empty.

    Raises:
        BrokenFileError: a line or a tag is not as expected.
    """
    rows = []
    for place, line in _lines(path, SENTENCE):
        tags = tuple(tag for tag in line["tags"].split(",") if tag)
        for tag in tags:
            if tag.startswith(KINDS) and tag not in TOPIC_OF_TAG:
                raise BrokenFileError(
                    f"{path}:{place}: the tag {tag} has no topic; give it one in "
                    "TOPIC_OF_TAG of nlu/report/row.py"
                )
        rows.append(Row(line["text"], line["label"], line["difficulty"], tags, ()))
    return rows


def cross_validated(path: Path) -> List[Row]:
    """What `make encoder` has stored.

    Raises:
        BrokenFileError: a line is not as expected.
    """
    rows = []
    for place, line in _lines(path, CROSS_VALIDATED):
        try:
            ranking = _first_two(line)
        except ValueError as error:
            raise BrokenFileError(f"{path}:{place}: {error}; run `make encoder` again") from error
        rows.append(Row(line["text"], line["label"], "", (), ranking, cut=True))
    return rows


def _first_two(line: Dict[str, str]) -> Ranking:
    """Two topics of what is out of scope count as one intent."""
    first, second = (line["read"], _share(line["confidence"])), line["second"]
    if not second:
        return (first,)
    other = _share(line["second_confidence"])
    if second.partition("/")[0] == first[0].partition("/")[0]:
        return ((first[0], first[1] + other),)
    return (first, (second, other))


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise ValueError(f"the confidence is {text}, not from 0 to 1")
    return share


def _lines(path: Path, header: List[str]) -> Iterator[Tuple[int, Dict[str, str]]]:
    """Each line below the header, with its number; tab-separated, without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = next(reader, [])
        if found != header:
            raise BrokenFileError(f"{path}: the header is {found}; expected {header}")
        for fields in reader:
            if len(fields) != len(header):
                raise BrokenFileError(
                    f"{path}:{reader.line_num}: {len(fields)} columns; expected {len(header)}"
                )
            yield reader.line_num, dict(zip(header, fields))
