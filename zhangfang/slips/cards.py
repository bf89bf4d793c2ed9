"""Card numbers that stand in full in a picture: where they are, so that they can be covered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhangfang.language.identifiers import issued_card, looks_like_card
from zhangfang.slips.fields import cut
from zhangfang.slips.label_table import Label
from zhangfang.slips.labels import find_labels
from zhangfang.slips.layout import Piece, overlap
from zhangfang.slips.line import Line
from zhangfang.slips.page import Page

_RUN = re.compile(r"(?<!\d)\d(?:[ \-_.]?\d){11,22}(?!\d)")
_GROUPS = re.compile(r"\d{4}(?:[ \-]{1,3}\d{4}){2,3}(?:[ \-]{1,3}\d{1,4})?")
_MISREAD = re.compile(r"(?<=\d)[OoDIl|SB](?=\d)")
_AS_FIGURES = str.maketrans("OoDIl|SB", "00011158")
_FEWEST_IN_GROUPS = 15
_GAP, _GAP_OF_FOURS = 1.2, 2.5
"""Heights between two pieces of one number; groups of four may stand well apart."""


def card_lines(page: Page) -> list[list[Line]]:
    """The lines, or parts of lines, of each number of 12 or more digits that is a card's."""
    return [
        lines
        for number, row in enumerate(page.rows)
        for stretch in _stretches(row)
        for lines in _in_stretch(page, number, stretch)
    ]


def _in_stretch(page: Page, row: int, stretch: Sequence[Piece]) -> Iterator[list[Line]]:
    """Numbers that stand under the label of a card, or that have no label and look like one."""
    text = " ".join(piece.text for piece in stretch)
    figures = _MISREAD.sub(lambda match: match.group().translate(_AS_FIGURES), text)
    for match in _RUN.finditer(figures):
        label = _label_of(page, row, stretch, text[: match.start()])
        field = label.field if label else None
        if field == "card_tail" or (label is None and _is_card(match.group())):
            yield list(cut(stretch, *match.span()))


def _label_of(page: Page, row: int, stretch: Sequence[Piece], before: str) -> Label | None:
    """The label that a number follows in its row, or else stands under."""
    if labels := find_labels(before):
        return labels[-1].label
    in_row = [one for one in page.statements if one.row == row]
    left = [one for one in in_row if one.label.right <= stretch[0].left + stretch[0].height]
    if left:
        return max(left, key=lambda one: one.label.right).found.label
    above = [one for one in page.statements if one.row == row - 1 and one.own is None]
    over = [one for one in above if overlap(one.label, stretch[0]) > 0.2]
    return max(over, key=lambda one: overlap(one.label, stretch[0])).found.label if over else None


def _stretches(row: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of a row that stand close together: 批次号 and 参考号 are not one number."""
    stretch: list[Piece] = []
    for piece in row:
        if stretch and piece.left - stretch[-1].right > _reach(stretch[-1], piece):
            yield stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield stretch


def _reach(left: Piece, right: Piece) -> float:
    """How far apart, in pixels, two pieces of one number may be."""
    fours = re.search(r"(?<!\d)\d{4}$", left.text) and re.match(r"\d{4}(?!\d)", right.text)
    return (_GAP_OF_FOURS if fours else _GAP) * right.height


def _is_card(said: str) -> bool:
    digits = re.sub(r"\D", "", said)
    in_groups = _GROUPS.fullmatch(said) is not None and len(digits) >= _FEWEST_IN_GROUPS
    return in_groups or looks_like_card(digits) or issued_card(digits)
