"""Finds a number that a merchant sent in two messages: 「卡号62220212」, then 「34567890123」.

The first message is read as it was stored, so some of its digits may be stars already. A join needs
a name in either message, or, between two bare numbers, a check digit or a mobile's shape.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from zhangfang.language.digit_runs import HAN_DIGITS, Run, as_digits, check_letter_end, digit_runs
from zhangfang.language.identifiers import identity_valid, issued_card
from zhangfang.language.number_names import Name, name_before, name_of
from zhangfang.language.personal_numbers import KEPT, Kind
from zhangfang.language.span import Span
from zhangfang.language.starring import digit_places, middle

_DIGIT = f"[0-9{HAN_DIGITS}]"
_TAIL = re.compile(
    rf"(?P<number>(?:[0-9*]|{_DIGIT}(?={_DIGIT}|[ \u200b.·_-]{{1,3}}{_DIGIT}|$)|(?<={_DIGIT}){_DIGIT})"
    rf"(?:[ \t\u200b.·_-]{{0,3}}[0-9*{HAN_DIGITS}])*)(?P<trail>(?:[^0-9*{HAN_DIGITS}]|[{HAN_DIGITS}](?![{HAN_DIGITS}])){{0,10}})$"
)
_BARE = re.compile(r"[\W_]*")
_GOES_ON = re.compile(
    r"接|后面|后半|后边|剩|下半|还有|然后|续|再|没打完|没发完|没完|未完|前半|前面|等下|等等|分[两二]"
)
_UNIT = re.compile(r"\s?(?:[元块毛%年月日点个笔次天万千百]|号(?!码)|:\d|rmb)", re.IGNORECASE)
_DAY = re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MOBILE = re.compile(r"1[3-9][0-9*]{9}")
_COMPLETE_CARD = re.compile(r"3[47]\d{4}\*{5}\d{4}|\d{6}\*{6}\d{4}|\d{6}\*{9}\d{4}")
_HIDDEN_CARD = re.compile(r"\d{6}\*+\d{0,4}")
_HIDDEN_PERSON = re.compile(r"\d{3}\*+\d{0,4}")
_BEGINS_LIKE_A_CARD = re.compile(r"62\d{2,}|\d{6,}")
_LONGEST_GLUE = 10


@dataclass(frozen=True)
class SplitNumber:
    """A number in two messages: what to hide in each, and where its second half stands.

    Attributes:
        kind: what it is.
        before: the places to star out in the first message.
        text: the places to star out in the second.
        span: where the second half stands.
        said: its digits; of a number whose first half is hidden already, those of the second half.
    """

    kind: Kind
    before: frozenset[int]
    text: frozenset[int]
    span: Span
    said: str


@dataclass(frozen=True)
class _Tail:
    """The number that ends the first message; `bare`: it is the whole message."""

    span: Span
    code: str
    name: Name | None
    bare: bool
    goes_on: bool


@dataclass(frozen=True)
class _Head:
    """The number that begins the second message, as far as the groups are taken."""

    span: Span
    code: str
    name: Name | None
    bare: bool
    goes_on: bool


def split_number(before: str, text: str) -> SplitNumber | None:
    """The number that the end of `before` and the beginning of `text` are, if they are one."""
    tail = _tail(before)
    if tail is None:
        return None
    for head in _heads(text):
        found = _joined(tail, head)
        if found is not None:
            kind, kept = found
            return _split(before, tail, text, head, kind, kept)
    return None


def _tail(before: str) -> _Tail | None:
    match = _TAIL.search(before)
    if match is None or _UNIT.match(match["trail"]):
        return None
    start, end = match.span("number")
    if re.search(r"[A-Za-z][-_]?$", before[:start]) and name_before(before, start) is None:
        return None
    code = "".join("*" if char == "*" else as_digits(char) for char in match["number"])
    return _Tail(
        span=(start, end),
        code=code,
        name=name_of(before, start, end),
        bare=_BARE.fullmatch(before[:start] + match["trail"]) is not None,
        goes_on=_GOES_ON.search(match["trail"]) is not None,
    )


def _heads(text: str) -> list[_Head]:
    """The first groups of the message: all of them, then fewer."""
    run = next(digit_runs(text), None)
    if run is None or run.groups[0].start > _LONGEST_GLUE or "*" in text[: run.groups[0].start]:
        return []
    return [head for last in reversed(range(len(run.groups))) for head in _head(text, run, last)]


def _head(text: str, run: Run, last: int) -> list[_Head]:
    start, end = run.span(0, last)
    if run.breaks(0, last):
        return []
    name = name_of(text, start, end)
    glue = text[:start]

    def head(code: str, end: int) -> _Head:
        rest = glue + text[end:]
        return _Head(
            (start, end),
            code,
            name,
            _BARE.fullmatch(rest) is not None,
            _GOES_ON.search(glue) is not None,
        )

    letter_end = check_letter_end(text, end)
    with_letter = [head(run.code(0, last) + "X", letter_end)] if letter_end is not None else []
    if _UNIT.match(text, end) or re.match(r"\.\d", text[end:]) or re.match(r"[A-Za-z]", text[end:]):
        return with_letter
    return [*with_letter, head(run.code(0, last), end)]


def _joined(tail: _Tail, head: _Head) -> tuple[Kind, tuple[int, int]] | None:
    """What the two are together, and what may be read of it."""
    names = [name.kind for name in (tail.name, head.name) if name is not None and name.close]
    if "other" in names or not tail.code:
        return None
    glued = head.bare or head.goes_on or tail.goes_on or bool(head.name and head.name.close)
    if not glued:
        return None
    return _named(tail, head, names) or _hidden(tail, head) or _by_digits(tail, head)


def _named(tail: _Tail, head: _Head, names: Collection[str]) -> tuple[Kind, tuple[int, int]] | None:
    length = len(tail.code) + len(head.code)
    if "identity" in names:
        if length in (15, 18):
            return "identity", KEPT["identity"]
        return ("identity", (3, 0)) if length < 15 else None
    if "card_number" in names or ("card" in names and _BEGINS_LIKE_A_CARD.match(tail.code)):
        return _card(tail, head)
    if "phone" in names and _MOBILE.fullmatch(tail.code + head.code):
        return "phone", KEPT["phone"]
    return None


def _card(tail: _Tail, head: _Head) -> tuple[Kind, tuple[int, int]] | None:
    length = len(tail.code) + len(head.code)
    if length > 19 or not head.code.isdigit():
        return None
    if _COMPLETE_CARD.fullmatch(tail.code) and not (head.goes_on or tail.goes_on):
        return None
    return "card", KEPT["card"] if length >= 13 else (6, 0)


def _hidden(tail: _Tail, head: _Head) -> tuple[Kind, tuple[int, int]] | None:
    """The second half of a number whose first half was hidden when it came."""
    if "*" not in tail.code or not (tail.bare or tail.goes_on or head.goes_on):
        return None
    length = len(tail.code) + len(head.code)
    if _HIDDEN_CARD.fullmatch(tail.code):
        return _card(tail, head)
    if _HIDDEN_PERSON.fullmatch(tail.code):
        if length == 11:
            return "phone", KEPT["phone"]
        return ("identity", KEPT["identity"]) if length == 18 else None
    is_middle = set(tail.code) == {"*"} and length <= 19 and head.code.isdigit()
    return ("card", (0, 4)) if is_middle else None


def _by_digits(tail: _Tail, head: _Head) -> tuple[Kind, tuple[int, int]] | None:
    """Two bare numbers that are one by their check digit, or a mobile's."""
    code = tail.code + head.code
    if "*" in code or not tail.bare or not head.bare:
        return None
    if identity_valid(code):
        return "identity", KEPT["identity"]
    if _DAY.match(head.code) or _DAY.match(tail.code):
        return None
    if _BEGINS_LIKE_A_CARD.match(tail.code) and issued_card(code):
        return "card", KEPT["card"]
    return ("phone", KEPT["phone"]) if _MOBILE.fullmatch(code) else None


def _split(
    before: str, tail: _Tail, text: str, head: _Head, kind: Kind, kept: tuple[int, int]
) -> SplitNumber | None:
    first, second = digit_places(before, tail.span), digit_places(text, head.span)
    shift = len(before)
    hidden = middle([*first, *(shift + place for place in second)], kept)
    in_before = frozenset(place for place in hidden if place < shift and before[place] != "*")
    in_text = frozenset(place - shift for place in hidden if place >= shift)
    if not in_before and not in_text:
        return None
    said = head.code if "*" in tail.code else tail.code + head.code
    return SplitNumber(kind, in_before, in_text, head.span, said)
