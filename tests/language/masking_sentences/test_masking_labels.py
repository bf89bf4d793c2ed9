"""The labels of the masking sentences are true: each number is in its sentence, and only once."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# The batches, and how many sentences each has at least
BATCHES = {"dev": 700, "test": 700, "fresh": 600, "last": 300}
COLUMNS = ["text", "card", "identity", "phone", "secret", "order", "before", "tags"]
PERSONAL = ("card", "identity", "phone", "secret")
SHAPES = {
    "card": r"\d{15,19}",
    "identity": r"\d{15}|\d{17}[\dX]",
    "phone": r"1[3-9]\d{9}",
    "secret": r"\d{3,8}",
}
DIGITS = str.maketrans("零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789")
READ_WRONG = str.maketrans("OolS", "0015")
DROPPED = re.compile(r"[^0-9A-Za-z]")


def rows(batch: str) -> list[dict[str, str]]:
    """One batch, as it stands."""
    with (HERE / f"{batch}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def numbers(row: dict[str, str], column: str) -> list[str]:
    """The numbers of one column of a row."""
    return row[column].split(";") if row[column] else []


def bare(text: str, tags: list[str]) -> str:
    """A text with its digits in ASCII, and nothing between them."""
    plain = unicodedata.normalize("NFKC", text.replace("\\n", "\n")).translate(DIGITS)
    if "ocr" in tags:
        plain = plain.translate(READ_WRONG)
    return DROPPED.sub("", plain).upper()


def stands_in(number: str, row: dict[str, str]) -> bool:
    """Whether a number is in the text, or begins in the message before and ends in the text."""
    tags = row["tags"].split(";")
    before, text = bare(row["before"], tags), bare(row["text"], tags)
    if "split" not in tags:
        return number in text
    halves = ((number[:cut], number[cut:]) for cut in range(1, len(number)))
    return number in text or any(head in before and tail in text for head, tail in halves)


@pytest.mark.parametrize("batch", BATCHES)
def test_every_number_is_in_its_sentence(batch: str) -> None:
    """A label that can't be found would count as masked, whatever the masking does."""
    lost = [
        (row["text"], number)
        for row in rows(batch)
        for column in PERSONAL
        for number in numbers(row, column)
        if not re.fullmatch(SHAPES[column], number) or not stands_in(number, row)
    ]
    assert lost == []


@pytest.mark.parametrize("batch", BATCHES)
def test_every_harmless_number_stands_as_typed(batch: str) -> None:
    """What must stay is looked for letter by letter."""
    lost = [
        (row["text"], number)
        for row in rows(batch)
        for number in numbers(row, "order")
        if number not in row["before"] + "\t" + row["text"]
    ]
    assert lost == []


@pytest.mark.parametrize("batch", BATCHES)
def test_the_batch_is_large_and_well_formed(batch: str) -> None:
    """As many sentences as promised, none twice, the columns as README.md names them."""
    found = rows(batch)
    assert len(found) >= BATCHES[batch]
    assert list(found[0]) == COLUMNS
    assert all(None not in row.values() and row["text"] and row["tags"] for row in found)
    assert len({(row["before"], row["text"]) for row in found}) == len(found)


def test_no_personal_number_is_used_twice() -> None:
    """Nor in another batch: what was learned by heart from one says nothing about the other."""
    # A code of three or four digits can't help meeting itself
    used = Counter(
        number
        for batch in BATCHES
        for row in rows(batch)
        for column in PERSONAL
        for number in numbers(row, column)
        if len(number) > 4
    )
    assert [number for number, times in used.items() if times > 1] == []
