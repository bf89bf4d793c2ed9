"""From lines of print to what they state: each label's value, on its line, beside it or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhangfang.slips.figures import Value, read_card_tail, read_code, read_order_number
from zhangfang.slips.labels import Found, find_labels
from zhangfang.slips.layout import Piece, level, overlap, part, rows
from zhangfang.slips.line import Line
from zhangfang.slips.moments import Moment, joined, read_moment
from zhangfang.slips.reading import FieldName
from zhangfang.slips.sums import read_capitals, read_sum, reads_as_money

_LOW_VALUE = 2.6
"""How many heights below its label a value may stand."""
_KINDS = (
    ("消费撤销|撤销|VOID", "void"),
    ("退货|退款|REFUND", "refund"),
    ("预授权|PRE-?AUTH", "preauthorisation"),
    ("消费|收款|支付|付款|SALE|PURCHASE", "sale"),
)
_SHORT_SERIAL = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one fact. Of a field's candidates the least `rank` counts, then the doubts."""

    name: FieldName
    value: str
    label: str
    text: str
    lines: tuple[Line, ...]
    rank: float
    doubt: int
    label_doubt: float

    @property
    def score(self) -> float:
        """The least belief in any of its characters."""
        return min((score for line in self.lines for score in line.scores), default=0.0)


@dataclass(frozen=True, slots=True)
class Statement:
    """A label with its piece, and where its row goes on."""

    found: Found
    piece: Piece
    text: str
    row: int
    end: int
    """Where, in the piece's text, the next label begins."""

    @property
    def label_text(self) -> str:
        """The label as printed."""
        return self.text[self.found.start : self.found.end].strip(" :：.。;；(（")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a picture with their labels."""

    rows: tuple[tuple[Piece, ...], ...]
    statements: tuple[Statement, ...]
    height: float
    """Of a usual line."""


def read_page(lines: Sequence[Line]) -> Page:
    """Put the lines in rows and find their labels."""
    found_rows = rows(level(lines))
    statements = [
        statement
        for number, row in enumerate(found_rows)
        for piece in row
        for statement in _statements(piece, number)
    ]
    heights = sorted(piece.height for row in found_rows for piece in row)
    height = heights[len(heights) // 2] if heights else 1.0
    return Page(tuple(map(tuple, found_rows)), tuple(statements), height)


def candidates(page: Page) -> list[Candidate]:
    """All readings of all facts."""
    year = _year(page)
    found = [one for statement in page.statements for one in _stated(page, statement, year)]
    found += _unlabelled(page, found, year)
    return _joined_moments(found, year)


def written_out(page: Page) -> Decimal | None:
    """The sum in characters, if there is one."""
    sums = (read_capitals(piece.text) for row in page.rows for piece in row)
    return next((one for one in sums if one is not None), None)


def _statements(piece: Piece, row: int) -> Iterator[Statement]:
    found = find_labels(piece.text)
    for index, one in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(piece.text)
        yield Statement(one, piece, piece.text, row, end)


def _stated(page: Page, statement: Statement, year: int | None) -> Iterator[Candidate]:
    """The first place that has a value of the label's form: same line, to the right, below."""
    field = statement.found.label.field
    if field is None:
        return
    for place, pieces in _places(page, statement):
        text = " ".join(piece.text for piece in pieces)
        for name, value in _values(field, text, year):
            yield _candidate(name, statement, value, pieces, place)
            return


def _places(page: Page, statement: Statement) -> Iterator[tuple[int, list[Piece]]]:
    """Where the value may stand, each with what that costs in trust."""
    piece, found = statement.piece, statement.found
    own = part(piece, found.end, statement.end) if found.end < statement.end else None
    goes_on = statement.end == len(statement.text)
    right = list(_to_the_right(page, statement)) if goes_on else []
    if own is not None and own.text.strip():
        if right and own.text.strip()[-1:] not in "，,;；":
            yield 0, [own, *right]
        yield 0, [own, *_continued(page, statement, own)]
        yield 0, [own]
    if right:
        yield 0, [right[0], *_continued(page, statement, right[0])]
        yield 0, right
        yield 0, right[:1]
    below = _below(page, statement)
    for one in below:
        yield 1, [one, *_continued(page, statement, one)]
        yield 1, [one]


def _to_the_right(page: Page, statement: Statement) -> Iterator[Piece]:
    for piece in page.rows[statement.row]:
        if piece.left < statement.piece.right - piece.height:
            continue
        labels = find_labels(piece.text)
        if labels:
            if labels[0].start > 0 and labels[0].label.field is not None:
                yield part(piece, 0, labels[0].start)
            return
        yield piece


def _below(page: Page, statement: Statement) -> list[Piece]:
    """What stands under the label, in words of their own, the nearest in breadth first."""
    label = part(statement.piece, statement.found.start, max(statement.found.end, 1))
    for row in page.rows[statement.row + 1 : statement.row + 3]:
        near = [one for one in row if one.middle - label.middle < _LOW_VALUE * label.height]
        words = [word for one in near for word in _words(one)]
        free = [word for word in words if not find_labels(word.text)]
        under = [word for word in free if overlap(word, label) > 0.2]
        if under:
            return under
        if free and len(free) == 1 and len(row) == 1 and _alone(page, statement):
            return free  # 金额 at the left, its value set at the right of the next line
        if words:
            return []
    return []


def _alone(page: Page, statement: Statement) -> bool:
    return len(page.rows[statement.row]) == 1 and statement.found.start == 0


def _words(piece: Piece) -> Iterator[Piece]:
    """A line of several values in columns, word by word."""
    parts = list(re.finditer(r"\S+(?: \S+)*", piece.text))
    if len(parts) < 2:
        yield piece
        return
    for match in parts:
        yield part(piece, *match.span())


def _continued(page: Page, statement: Statement, value: Piece) -> list[Piece]:
    """The rest of a long number, on the next line at the same edge and with nothing beside it."""
    if statement.found.label.field != "order_number":
        return []
    text = re.sub(r"\s", "", value.text)
    number = next(
        (index for index, row in enumerate(page.rows) if any(_holds(one, value) for one in row)),
        None,
    )
    if number is None or number + 1 >= len(page.rows) or not re.search(r"\d{6,}$", text):
        return []
    following = page.rows[number + 1]
    rest = re.sub(r"\s", "", following[0].text)
    fits = (
        len(following) == 1
        and re.fullmatch(r"\d{2,16}", rest) is not None
        and len(rest) <= len(text)
        and following[0].middle - value.middle < 2 * value.height
        and (
            abs(following[0].left - value.left) < 1.5 * value.height
            or abs(following[0].right - value.right) < 1.5 * value.height
        )
    )
    return [following[0]] if fits else []


def _holds(piece: Piece, value: Piece) -> bool:
    return abs(piece.middle - value.middle) < 1e-6 and overlap(piece, value) > 0.9


def _values(field: FieldName, text: str, year: int | None) -> Iterator[tuple[FieldName, Value]]:
    """What a text says as a value of a field, if it is one."""
    value: Value | None
    name = field
    if field == "order_number":
        value = read_order_number(text)
        short = read_code("voucher_number", text)
        if value is None and short is not None and len(short.value) == _SHORT_SERIAL:
            name, value = "voucher_number", short  # 流水号 of a card slip
    elif field == "amount":
        value = read_sum(text)
    elif field == "transaction_time":
        moment = read_moment(text, year)
        value = _moment_value(moment) if moment else None
    elif field == "card_tail":
        value = read_card_tail(text)
    elif field == "kind_of_sale":
        value = _kind(text)
    else:
        value = read_code(field, text)
    if value is not None:
        yield name, value


def _moment_value(moment: Moment) -> Value:
    """A clock alone is kept for the day that is printed elsewhere."""
    whole = moment.as_value()
    return whole or Value(f"T{moment.clock}", moment.start, moment.end, moment.doubt)


def _kind(text: str) -> Value | None:
    for pattern, kind in _KINDS:
        if match := re.search(pattern, text, re.IGNORECASE):
            return Value(kind, match.start(), match.end(), 0)
    return None


def _candidate(
    name: FieldName, statement: Statement, value: Value, pieces: Sequence[Piece], place: int
) -> Candidate:
    lines = tuple(_cut(pieces, value.start, value.end))
    return Candidate(
        name=name,
        value=value.value,
        label=statement.label_text,
        text="".join(line.text for line in lines).strip(),
        lines=lines,
        rank=statement.found.label.rank + statement.found.doubt + place * 0.1,
        doubt=value.doubt,
        label_doubt=statement.found.doubt,
    )


def _cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Line]:
    """The lines of characters `start` to `end` of pieces that were joined by a space."""
    position = 0
    for piece in pieces:
        low, high = max(start - position, 0), min(end - position, len(piece.text))
        if low < high:
            yield piece.line.part(low, high)
        position += len(piece.text) + 1


def _unlabelled(page: Page, found: Sequence[Candidate], year: int | None) -> Iterator[Candidate]:
    """A sum with its currency, a full date with its clock, a starred card: they need no label."""
    has = {candidate.name for candidate in found}
    labelled = {id(statement.piece) for statement in page.statements}
    for row in page.rows:
        for piece in row:
            if id(piece) in labelled:
                continue
            if reads_as_money(piece.text) and (value := read_sum(piece.text)):
                larger = piece.height > 1.3 * page.height
                yield _bare("amount", value, piece, 4 if larger else 5)
            moment = read_moment(piece.text, year)
            if "transaction_time" not in has and moment and moment.day and moment.clock:
                yield _bare("transaction_time", _moment_value(moment), piece, 4)
            starred = "**" in piece.text and read_card_tail(piece.text)
            if "card_tail" not in has and starred:
                yield _bare("card_tail", starred, piece, 4)


def _bare(name: FieldName, value: Value, piece: Piece, rank: float) -> Candidate:
    line = piece.line.part(value.start, value.end)
    return Candidate(name, value.value, "", line.text.strip(), (line,), rank, value.doubt, 0.0)


def _year(page: Page) -> int | None:
    """The year that a full date somewhere on the slip has."""
    for row in page.rows:
        for piece in row:
            moment = read_moment(piece.text)
            if moment and moment.day:
                return int(moment.day[:4])
    return None


def _joined_moments(found: list[Candidate], year: int | None) -> list[Candidate]:
    """日期 and 时间 under labels of their own become one moment."""
    times = [one for one in found if one.name == "transaction_time"]
    others = [one for one in found if one.name != "transaction_time"]
    days = [one for one in times if "T" not in one.value]
    clocks = [one for one in times if one.value.startswith("T")]
    whole = [one for one in times if one not in days and one not in clocks]
    for day in days:
        clock = min(clocks, key=lambda one: one.rank, default=None)
        whole.append(_with_clock(day, clock, year) if clock else day)
    return others + whole


def _with_clock(day: Candidate, clock: Candidate, year: int | None) -> Candidate:
    first = read_moment(day.value, year)
    second = read_moment(clock.value[1:])
    moment = joined(first, second) if first and second else None
    return Candidate(
        name="transaction_time",
        value=f"{moment.day}T{moment.clock}" if moment else day.value,
        label=f"{day.label} {clock.label}".strip(),
        text=f"{day.text} {clock.text}",
        lines=(*day.lines, *clock.lines),
        rank=max(day.rank, clock.rank) - 0.05,
        doubt=max(day.doubt, clock.doubt),
        label_doubt=max(day.label_doubt, clock.label_doubt),
    )
