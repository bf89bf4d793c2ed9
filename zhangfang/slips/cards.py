"""Card numbers that stand in full in a picture: where they are, so that they can be covered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhangfang.language.identifiers import issued_card, looks_like_card
from zhangfang.slips.fields import cut
from zhangfang.slips.labels import find_labels
from zhangfang.slips.layout import Piece
from zhangfang.slips.line import Line
from zhangfang.slips.page import Page

_RUN = re.compile(r"(?<![0-9A-Za-z])\d(?:[ \-_.]?\d){11,22}(?![0-9A-Za-z])")
_GROUPS = re.compile(
    r"(?<![0-9A-Za-z])\d{4}(?:[ \-]{1,3}\d{4}){2,3}(?:[ \-]{1,3}\d{1,4})?(?![0-9A-Za-z])"
)
_LOOSE = str.maketrans("OoDIl|SB", "00011158")
_SHORTEST_BARE = 16


def card_lines(page: Page) -> list[list[Line]]:
    """The lines, or parts of lines, of each number of 12 or more digits that is a card's."""
    found: list[list[Line]] = []
    for index, row in enumerate(page.rows):
        above = page.rows[index - 1] if index else ()
        found += _in_row(row, under_label=_ends_with_card_label(above))
    return found


def _in_row(row: Sequence[Piece], *, under_label: bool) -> Iterator[list[Line]]:
    """Numbers of a row, over the gaps between its pieces."""
    text = " ".join(piece.text for piece in row).translate(_LOOSE)
    labels = find_labels(" ".join(piece.text for piece in row))
    for match in _RUN.finditer(text):
        before = [label for label in labels if label.end <= match.start() + 1]
        field = before[-1].label.field if before else None
        named = field == "card_tail" or (under_label and not before)
        if named or (not before and _is_card(match.group())):
            yield list(cut(row, *match.span()))


def _is_card(said: str) -> bool:
    digits = re.sub(r"\D", "", said)
    in_groups = _GROUPS.fullmatch(said) is not None and len(digits) >= _SHORTEST_BARE - 1
    return in_groups or looks_like_card(digits) or issued_card(digits)


def _ends_with_card_label(row: Sequence[Piece]) -> bool:
    if not row:
        return False
    labels = find_labels(row[-1].text)
    last = labels[-1] if labels else None
    return last is not None and last.label.field == "card_tail" and last.end >= len(row[-1].text)
