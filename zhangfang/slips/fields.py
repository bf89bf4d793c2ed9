"""From lines of print to what they state: each label's value, in the form that the label wants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zhangfang.language.starring import digit_places, middle, star_out
from zhangfang.slips.figures import Value, read_card_tail, read_code, read_order_number
from zhangfang.slips.layout import Piece
from zhangfang.slips.line import Line
from zhangfang.slips.moments import Moment, joined, read_moment
from zhangfang.slips.page import Page, Statement
from zhangfang.slips.places import may_go_on, places
from zhangfang.slips.reading import FieldName
from zhangfang.slips.sums import read_capitals, read_sum

_KINDS = (
    ("撤销|VOID", "void"),
    ("退货|退款|REFUND", "refund"),
    ("预授权|PRE-?AUTH", "preauthorisation"),
    ("消费|收款|支付|付款|SALE|PURCHASE", "sale"),
)
_SHORT_SERIAL = 6
_KEPT_OF_CARD = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one fact. Of a field's candidates the least `rank` counts, then the doubts.

    `belief` is the recogniser's in the weakest letter or figure of the value.
    """

    name: FieldName
    value: str
    label: str
    text: str
    lines: tuple[Line, ...]
    rank: float
    doubt: int
    label_doubt: float
    belief: float


def candidates(page: Page) -> list[Candidate]:
    """All readings of all facts under labels, days and clocks joined."""
    year = year_of(page)
    found = [one for statement in page.statements for one in _stated(page, statement, year)]
    return _joined_moments(found, year)


def written_out(page: Page) -> Decimal | None:
    """The sum in characters, if there is one."""
    sums = (read_capitals(piece.text) for row in page.rows for piece in row)
    return next((one for one in sums if one is not None), None)


def year_of(page: Page) -> int | None:
    """The year that a full date somewhere on the slip has."""
    moments = (read_moment(piece.text) for row in page.rows for piece in row)
    return next((int(one.day[:4]) for one in moments if one and one.day), None)


def candidate(
    name: FieldName, value: Value, pieces: Sequence[Piece], *, rank: float, label: str = ""
) -> Candidate:
    """A value that was read in some pieces."""
    core = value.core if value.core >= 0 else value.start
    lines = tuple(cut(pieces, value.start, value.end))
    judged = [
        score
        for line in cut(pieces, core, value.end)
        for char, score in zip(line.text, line.scores, strict=True)
        if char.isalnum() or (char == "." and name == "amount")
    ]
    return Candidate(
        name=name,
        value=value.value,
        label=label,
        text=_as_printed(name, " ".join(line.text for line in lines).strip()),
        lines=lines,
        rank=rank,
        doubt=value.doubt,
        label_doubt=0.0,
        belief=min(judged, default=0.0),
    )


def cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Line]:
    """The lines of characters `start` to `end` of pieces that were joined by a space."""
    position = 0
    for piece in pieces:
        low, high = max(start - position, 0), min(end - position, len(piece.text))
        if low < high:
            yield piece.line.part(low, high)
        position += len(piece.text) + 1


def _as_printed(name: FieldName, text: str) -> str:
    """A card number that stands in full is given on with its first six and last four alone."""
    if name != "card_tail":
        return text
    places = digit_places(text, (0, len(text)))
    return star_out(text, middle(places, (6, 4)) if len(places) > _KEPT_OF_CARD else set())


def moment_value(moment: Moment) -> Value:
    """A clock alone, `T18:15:33`, is kept for the day that is printed elsewhere."""
    whole = moment.as_value()
    return whole or Value(f"T{moment.clock}", moment.start, moment.end, moment.doubt)


def _stated(page: Page, statement: Statement, year: int | None) -> Iterator[Candidate]:
    """The first place that has a value in the label's form; a nearly fitting one if none has."""
    field, label = statement.found.label.field, statement.found
    if field is None:
        return
    nearly: Candidate | None = None
    for distance, pieces in places(page, statement):
        named = _value(field, " ".join(piece.text for piece in pieces), year)
        if named is None:
            continue
        name, value = named
        if name == "order_number" and may_go_on(page, pieces):
            value = replace(value, doubt=max(value.doubt, 1))
        rank = label.label.rank + label.doubt + distance * 0.1
        one = candidate(name, value, pieces, rank=rank, label=statement.label_text)
        one = replace(one, label_doubt=label.doubt)
        if value.doubt < 2:
            yield one
            return
        nearly = nearly or one
    if nearly is not None:
        yield nearly


def _value(field: FieldName, text: str, year: int | None) -> tuple[FieldName, Value] | None:
    """What a text says as a value of a field, if it is one."""
    value: Value | None
    match field:
        case "order_number":
            return _order_or_serial(text)
        case "amount":
            value = read_sum(text)
        case "transaction_time":
            moment = read_moment(text, year)
            value = moment_value(moment) if moment else None
        case "card_tail":
            value = read_card_tail(text)
        case "kind_of_sale":
            value = _kind(text)
        case _:
            value = read_code(field, text)
    return None if value is None else (field, value)


def _order_or_serial(text: str) -> tuple[FieldName, Value] | None:
    """流水号 of a card slip has six figures and is its voucher number."""
    if (value := read_order_number(text)) is not None:
        return "order_number", value
    short = read_code("voucher_number", text)
    if short is None or len(short.value) != _SHORT_SERIAL:
        return None
    return "voucher_number", short


def _kind(text: str) -> Value | None:
    for pattern, kind in _KINDS:
        if match := re.search(pattern, text, re.IGNORECASE):
            return Value(kind, *match.span(), 0)
    return None


def _joined_moments(found: list[Candidate], year: int | None) -> list[Candidate]:
    """日期 and 时间 under labels of their own become one moment."""
    times = [one for one in found if one.name == "transaction_time"]
    clocks = [one for one in times if one.value.startswith("T")]
    clock = min(clocks, key=lambda one: one.rank, default=None)
    others = [one for one in found if one not in clocks]
    if clock is None:
        return others
    return [
        _with_clock(one, clock, year)
        if one.name == "transaction_time" and "T" not in one.value
        else one
        for one in others
    ]


def _with_clock(day: Candidate, clock: Candidate, year: int | None) -> Candidate:
    first, second = read_moment(day.value, year), read_moment(clock.value[1:])
    moment = joined(first, second) if first and second else None
    if moment is None:
        return day
    return replace(
        day,
        value=f"{moment.day}T{moment.clock}",
        label=f"{day.label} {clock.label}".strip(),
        text=f"{day.text} {clock.text}",
        lines=(*day.lines, *clock.lines),
        doubt=max(day.doubt, clock.doubt),
        label_doubt=max(day.label_doubt, clock.label_doubt),
        belief=min(day.belief, clock.belief),
    )
