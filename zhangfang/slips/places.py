"""Where the value of a label may stand: on its line, to the right, below; and where it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhangfang.slips.labels import find_labels
from zhangfang.slips.layout import Piece, overlap, part
from zhangfang.slips.page import Page, Statement

_BELOW = 2.6
"""Heights of the label within which a value may stand below it."""
_GAP = 1.5
"""Times the usual way from row to row: one between is missing."""
_IN_PARTS = {"card_tail", "transaction_time"}
"""Fields whose value the detector may find in parts: before and after stars, day and clock."""
_SIDE = 1.6
"""Heights within which two edges count as one."""


def places(page: Page, statement: Statement) -> Iterator[tuple[int, list[Piece]]]:
    """Pieces that may be the value, the likeliest first, with how far off the place is."""
    own = statement.own
    right = list(_to_the_right(page, statement)) if statement.goes_on else []
    if own is not None:
        rest = _rest(page, statement, own)
        if rest is not None and not right:
            yield 0, [own, rest]
        yield 0, [own, *right]
        yield 0, [own]
    if right:
        rest = _rest(page, statement, right[0])
        if rest is not None and len(right) == 1:
            yield 0, [right[0], rest]
        yield 0, right
        yield from ((0, [piece]) for piece in right)
    below = list(_below(page, statement))
    if len(below) > 1 and statement.found.label.field in _IN_PARTS:
        yield 1, below
    for piece in below:
        rest = _rest(page, statement, piece, statement.row + 1)
        if rest is not None:
            yield 1, [piece, rest]
        yield 1, [piece]


def may_go_on(page: Page, pieces: Sequence[Piece]) -> bool:
    """Whether the row that should follow a value is missing.

    A long number goes on in the next line; when glare or a cut took that line, what is left looks
    whole.
    """
    last = pieces[-1]
    below = [row[0].middle for row in page.rows if row[0].middle > last.middle + last.height / 2]
    if not below:
        return page.right - last.right < _SIDE * page.height
    return min(below) - last.middle > _GAP * page.pitch


def _to_the_right(page: Page, statement: Statement) -> Iterator[Piece]:
    """The pieces of the row up to its next label."""
    for piece in page.rows[statement.row]:
        if piece.left < statement.piece.right - piece.height:
            continue
        labels = find_labels(piece.text)
        if not labels:
            yield piece
            continue
        if labels[0].start > 0 and piece.text[: labels[0].start].strip():
            yield part(piece, 0, labels[0].start)
        return


def _below(page: Page, statement: Statement) -> Iterator[Piece]:
    """What stands under the label, and right of that up to where the next label's column begins."""
    label = statement.label
    row = page.rows[statement.row + 1] if statement.row + 1 < len(page.rows) else ()
    near = [piece for piece in row if piece.middle - label.middle < _BELOW * label.height]
    words = [word for piece in near for word in _words(piece)]
    free = [word for word in words if not find_labels(word.text)]
    under = [word for word in free if overlap(word, label) > 0.2]
    if not under:
        lone = len(free) == len(words) and len(page.rows[statement.row]) == 1
        yield from free if lone and statement.found.start == 0 else ()
        return
    yield from under
    column = _next_column(page, statement)
    last = max(word.right for word in under)
    yield from (
        word
        for word in free
        if word not in under and (word.left + word.right) / 2 > last and word.right < column
    )


def _next_column(page: Page, statement: Statement) -> float:
    """Where the next label of the row begins."""
    others = [one.label.left for one in page.statements if one.row == statement.row]
    return min((left for left in others if left > statement.label.right), default=float("inf"))


def _words(piece: Piece) -> Iterator[Piece]:
    """A line with a value in each column, word by word."""
    for match in re.finditer(r"\S+(?: \S+)*?(?=\s{2,}|$)|\S+", piece.text):
        yield part(piece, *match.span())


def _rest(page: Page, statement: Statement, value: Piece, row: int | None = None) -> Piece | None:
    """The rest of a long number: alone in the next row, under the value or under its label."""
    number = (statement.row if row is None else row) + 1
    said = re.sub(r"\s", "", value.text)
    if number >= len(page.rows) or re.search(r"\d{6,}$", said) is None:
        return None
    following = page.rows[number]
    rest = re.sub(r"\s", "", following[0].text)
    if len(following) != 1 or re.fullmatch(r"\d{1,16}", rest) is None or len(rest) > len(said):
        return None
    if following[0].middle - value.middle > 2 * max(value.height, page.pitch / 1.5):
        return None
    if value.right < page.right - 3 * page.height:
        return None  # there was room for it on the line
    edges = (
        following[0].left - statement.piece.left,
        following[0].left - value.left,
        following[0].right - value.right,
    )
    return following[0] if min(map(abs, edges)) < _SIDE * value.height else None
