"""The rows of a slip with their labels, without what is printed across it again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from zhangfang.slips.labels import Found, find_labels
from zhangfang.slips.layout import Piece, level, part, rows
from zhangfang.slips.line import Line

_REPEATED = 4
"""Times that a word stands alone to be taken for a watermark."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A label with its piece; what is said of it begins at `found.end` and ends before `end`."""

    found: Found
    piece: Piece
    row: int
    end: int

    @property
    def label_text(self) -> str:
        """The label as printed."""
        return self.piece.text[self.found.start : self.found.end].strip(" :：.。;；(（")

    @property
    def label(self) -> Piece:
        """The label alone, where it stands."""
        return part(self.piece, self.found.start, max(self.found.end, 1))

    @property
    def own(self) -> Piece | None:
        """What follows the label on its own line, before the next label."""
        if not self.piece.text[self.found.end : self.end].strip():
            return None
        return part(self.piece, self.found.end, self.end)

    @property
    def goes_on(self) -> bool:
        """Whether no other label follows on the line, so that its row may say more."""
        return self.end == len(self.piece.text)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a picture in rows, with their labels; `height` of a usual line, in pixels."""

    rows: tuple[tuple[Piece, ...], ...]
    statements: tuple[Statement, ...]
    height: float
    right: float
    """Where the print ends at the right."""
    pitch: float
    """From one row to the next, usually."""


def read_page(lines: Sequence[Line]) -> Page:
    """Put the lines in rows and find their labels."""
    found = rows(_without_watermark(level(lines)))
    pieces = [piece for row in found for piece in row]
    middles = [median(piece.middle for piece in row) for row in found]
    steps = [below - above for above, below in pairwise(middles)]
    return Page(
        rows=tuple(map(tuple, found)),
        statements=tuple(
            statement
            for number, row in enumerate(found)
            for piece in row
            for statement in _statements(piece, number)
        ),
        height=median(piece.height for piece in pieces) if pieces else 1.0,
        right=max((piece.right for piece in pieces), default=0.0),
        pitch=median(steps) if steps else 1.0,
    )


def _statements(piece: Piece, row: int) -> Iterator[Statement]:
    found = find_labels(piece.text)
    for index, one in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(piece.text)
        yield Statement(one, piece, row, end)


def _without_watermark(pieces: Sequence[Piece]) -> list[Piece]:
    counts = Counter(word for piece in pieces for word in piece.text.split())
    marks = [
        re.escape(word)
        for word, count in counts.items()
        if count >= _REPEATED and re.fullmatch(r"[^\W\d_]{2,}", word)
    ]
    if not marks:
        return list(pieces)
    mark = "|".join(marks)
    print_between = re.compile(rf"(?:\s*(?:{mark}))*\s*(?P<rest>.*?)(?:\s*(?:{mark}))*\s*")
    return [rest for piece in pieces if (rest := _between(piece, print_between)) is not None]


def _between(piece: Piece, pattern: re.Pattern[str]) -> Piece | None:
    """A piece without the watermark before and behind it."""
    match = pattern.fullmatch(piece.text)
    if match is None or not match["rest"]:
        return None
    return part(piece, *match.span("rest"))
