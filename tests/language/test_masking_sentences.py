"""What share of the personal numbers of sentences by another hand is hidden, and of the harmless ones kept.

Of last.tsv only figures and tags are printed: whoever improves the masking must not read its rows.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from zhangfang.language.masking import mask

SENTENCES = Path(__file__).parent / "masking_sentences"
READABLE = {"card": (6, 4), "identity": (3, 4), "phone": (3, 4)}
GOALS = {"card": 0.995, "identity": 0.99, "phone": 0.99, "secret": 0.99}
REACHED = {"card": 0.99, "identity": 0.98, "phone": 0.99, "secret": 0.945}
MOST_HARMED = 0.01
DIGITS = dict(
    zip("零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789", strict=True)
)
READ_WRONG = dict(zip("OolS", "0015", strict=True))
ENOUGH = 7
"""So many digits of a number in their places: it is that number, and not another."""


@dataclass(frozen=True)
class Failure:
    """A number that was not treated as it ought to be."""

    column: str
    tags: str
    before: str
    text: str
    number: str
    stored: str


@dataclass
class Figures:
    """How many numbers of each column there are, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list, repr=False)

    def wrong(self, column: str) -> float:
        """The share of a column's numbers that went wrong."""
        return sum(f.column == column for f in self.failures) / self.counts[column]

    def __str__(self) -> str:
        """One line a column, and the tags of the failures."""
        lines = [
            f"{column:9}{count:5} numbers, wrong {self.wrong(column):.2%}"
            for column, count in self.counts.items()
        ]
        tags = Counter((failure.column, failure.tags) for failure in self.failures)
        return "\n".join(
            [*lines, *(f"  {column}: {tag} ×{n}" for (column, tag), n in tags.items())]
        )


def measure(batch: str) -> Figures:
    """Mask one batch as the desk would: the message before first, then the message."""
    figures = Figures()
    with (SENTENCES / f"{batch}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            _measure_row(row, figures)
    return figures


def _measure_row(row: dict[str, str], figures: Figures) -> None:
    before, text = row["before"].replace("\\n", "\n"), row["text"].replace("\\n", "\n")
    first = mask(before).text
    second = mask(text, before=first)
    said = f"{before}\t{text}"
    stored = f"{first if second.before is None else second.before}\t{second.text}"
    ocr = "ocr" in row["tags"].split(";")
    for column in (*READABLE, "secret", "order"):
        for number in filter(None, row[column].split(";")):
            figures.counts[column] += 1
            if not _is_right(column, number, said, stored, ocr=ocr):
                failure = Failure(column, row["tags"], before, text, number, stored)
                figures.failures.append(failure)


def _is_right(column: str, number: str, said: str, stored: str, *, ocr: bool) -> bool:
    if column == "order":
        whole = re.compile(rf"(?<![0-9]){re.escape(number)}(?![0-9])".replace(r"\\n", "\n"))
        return len(whole.findall(stored)) >= len(whole.findall(said))
    if column == "secret":
        return _is_dropped(number, said, stored, ocr=ocr)
    return not _is_readable(number, _bare(stored, ocr=ocr), *READABLE[column])


def _is_dropped(number: str, said: str, stored: str, *, ocr: bool) -> bool:
    if number in _bare(said, ocr=ocr):
        return _bare(stored, ocr=ocr).count(number) < _bare(said, ocr=ocr).count(number)
    first, second = (_bare(part, ocr=ocr) for part in said.split("\t"))
    left = [_bare(part, ocr=ocr) for part in stored.split("\t")]
    halves = [(number[:cut], number[cut:]) for cut in range(1, len(number))]
    told = [(head, tail) for head, tail in halves if head in first and tail in second]
    return all(head not in left[0] and tail not in left[1] for head, tail in told)


def _bare(text: str, *, ocr: bool) -> str:
    """The digits, letters and stars of a text, digits in ASCII."""
    known = {**DIGITS, **(READ_WRONG if ocr else {})}
    folded = "".join(known.get(char, char) for char in unicodedata.normalize("NFKC", text))
    return "".join(
        char for char in folded if char.isascii() and (char.isalnum() or char == "*")
    ).upper()


def _is_readable(number: str, stored: str, first: int, last: int) -> bool:
    """Whether the number stands in `stored` with a digit to read that ought to be hidden."""
    for start in range(len(stored) - len(number) + 1):
        there = stored[start : start + len(number)]
        if all(found in ("*", digit) for found, digit in zip(there, number, strict=True)):
            middle = there[first : len(number) - last]
            if middle.strip("*") and len(there.replace("*", "")) >= ENOUGH:
                return True
    return False


def test_a_half_hidden_number_is_readable() -> None:
    """The measure itself: one digit too many is a leak, and so is one that hides the wrong ones."""
    assert _is_readable("6222021234567890123", "A622202*********0123320", 6, 4) is False
    assert _is_readable("6222021234567890123", "A6222021********0123320", 6, 4) is True
    assert _is_readable("6222021234567890123", "A*********4567890123320", 6, 4) is True
    assert _is_readable("13812345678", "13812345678", 3, 4) is True


@pytest.mark.parametrize("batch", ["dev", "test", "fresh"])
def test_goals_on_known_sentences(batch: str) -> None:
    """The goals hold on the sentences that faults were found in."""
    figures = measure(batch)
    assert _short_of(figures, GOALS) == []
    assert figures.wrong("order") <= MOST_HARMED


def test_what_was_reached_on_unread_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    """What was reached stays reached."""
    figures = measure("last")
    with capsys.disabled():
        print(f"\nlast\n{figures}")
    assert _short_of(figures, REACHED) == []
    assert figures.wrong("order") <= MOST_HARMED


@pytest.mark.parametrize(
    "column",
    [
        "card",
        pytest.param("identity", marks=pytest.mark.xfail(strict=False, reason="98.7 % of 79")),
        "phone",
        pytest.param("secret", marks=pytest.mark.xfail(strict=False, reason="95.3 % of 86")),
    ],
)
def test_goals_on_unread_sentences(column: str) -> None:
    """What the masking ought to reach on sentences that nobody has tuned it on."""
    assert _short_of(measure("last"), {column: GOALS[column]}) == []


def _short_of(figures: Figures, least: dict[str, float]) -> list[str]:
    return [column for column, share in least.items() if 1 - figures.wrong(column) < share]
