"""Values that say themselves what they are, when their label is cut off, covered or not printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhangfang.language.identifiers import looks_like_card
from zhangfang.slips.fields import Candidate, candidate, moment_value, year_of
from zhangfang.slips.figures import Value, read_card_tail
from zhangfang.slips.layout import Piece, part
from zhangfang.slips.moments import read_moment
from zhangfang.slips.page import Page
from zhangfang.slips.reading import FieldName
from zhangfang.slips.sums import read_sum, reads_as_money

_BIG = 1.35
"""Times the usual height: the sum at the head of a payment's screen."""
_CODES: tuple[tuple[FieldName, re.Pattern[str]], ...] = (
    ("reference_number", re.compile(r"\d{12}")),
    ("merchant_number", re.compile(r"8\d{14}")),
    ("order_number", re.compile(r"\d{20,32}")),
)
_STUMP = re.compile(r"[\u4e00-\u9fff]{0,2}\s?[:：]\s*(?=\S)")
_HEAD, _ELSEWHERE, _GUESSED = 4, 5, 6


def unlabelled(page: Page, found: Sequence[Candidate]) -> list[Candidate]:
    """What stands without a label and is wanting among what was found under one."""
    has = {one.name for one in found}
    labelled = {id(statement.piece) for statement in page.statements}
    free = [piece for row in page.rows for piece in row if id(piece) not in labelled]
    taken = {line.source for one in found for line in one.lines}
    others = [piece for piece in free if piece.line.source not in taken]
    year = year_of(page)
    return [
        one
        for piece in free
        for one in (*_sums(page, piece), *_moments(piece, year), *_cards(piece))
        if one.name == "amount" or one.name not in has
    ] + [one for piece in others for one in _codes(piece) if one.name not in has]


def _sums(page: Page, piece: Piece) -> Iterator[Candidate]:
    big = piece.height > _BIG * page.height
    piece = _without_stump(piece)
    value = read_sum(piece.text)
    if value is not None and reads_as_money(piece.text, marked=not big):
        yield candidate("amount", value, [piece], rank=_HEAD if big else _ELSEWHERE)


def _moments(piece: Piece, year: int | None) -> Iterator[Candidate]:
    moment = read_moment(piece.text, year)
    if moment and moment.day and moment.clock:
        yield candidate("transaction_time", moment_value(moment), [piece], rank=_HEAD)


def _cards(piece: Piece) -> Iterator[Candidate]:
    value = read_card_tail(piece.text) if "**" in piece.text else None
    if value is not None:
        yield candidate("card_tail", value, [piece], rank=_HEAD)


def _codes(piece: Piece) -> Iterator[Candidate]:
    """A number whose length tells its name: never offered as sure."""
    piece = _without_stump(piece)
    text = piece.text.strip()
    for name, form in _CODES:
        if form.fullmatch(text) and not looks_like_card(text):
            start = piece.text.index(text)
            value = Value(text, start, start + len(text), 1)
            yield replace(candidate(name, value, [piece], rank=_GUESSED), label_doubt=1.0)


def _without_stump(piece: Piece) -> Piece:
    """Without what a cut has left of a label: 号：, 额:."""
    stump = _STUMP.match(piece.text)
    return part(piece, stump.end(), len(piece.text)) if stump else piece
