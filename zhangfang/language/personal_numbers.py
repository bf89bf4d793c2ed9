"""Finds card, identity and mobile numbers in a folded text, and leaves order numbers alone.

A window is some whole groups of a run of digits. The surest reading of a window wins: a right check
digit first, then what the words beside it call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Literal

from zhangfang.language.digit_runs import Run, check_letter_end, digit_runs
from zhangfang.language.identifiers import (
    card_shaped,
    identity_shaped,
    identity_valid,
    issued_card,
    luhn_valid,
)
from zhangfang.language.number_names import Name, name_before, name_of
from zhangfang.language.starring import digit_places

Kind = Literal["card", "identity", "phone"]
KEPT: dict[Kind, tuple[int, int]] = {"card": (6, 4), "identity": (3, 4), "phone": (3, 4)}
"""How many digits may be read at the beginning and at the end of a number."""

_LONGEST = 24
_MOBILE = re.compile(r"1[3-9]\d{9}")
_ABROAD = re.compile(r"(?:(?:00|0)?86|0)1[3-9]\d{9}")
_COUNTRY = ("86", "086", "0086", "0")
_IN_A_PROVINCE = re.compile(r"[1-6][1-7](?:\d{13}|\d{15}[\dX])")
_NEARLY_MOBILE = re.compile(r"1[3-9]\d{8,10}")
_UNIONPAY = re.compile(r"62(?:\d{14}|\d{17})")
_CARD_BEGINNING = re.compile(r"[3-9]")
_DAY = re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_UNIT = re.compile(r"\s?(?:[元块毛%]|(?:¥|rmb)(?!\s?\d))|\.\d\d(?!\d)", re.IGNORECASE)
_COUNTED = re.compile(r"[元块毛年月日点次笔天]|号(?!码)")
_LATIN_BEFORE = re.compile(r"[A-Za-z]+[-_]?$")
_LATIN_NAME = re.compile(
    r"(?:card|(?:ka|yinhang)?(?:ka)?hao|ka|kh|zh|yhk|no|tel|phone|mobile|vx?|wx|dh|sjh?|sfz(?:h|hao)?|id|x"
    r"|icbc|abc|boc|ccb|cmbc?|psbc|spdb|ceb|cib|visa|master(?:card)?|jcb|amex|unionpay|cup)[-_]?",
    re.IGNORECASE,
)
# 13912345678-01, 13912345678A; a word, as in 6222…icbc, is no part of a code.
_CODE_GOES_ON = re.compile(r"(?![A-Za-z]{2,}(?![A-Za-z0-9]))[A-Za-z]|[-_][A-Za-z]?[0-9]")


@dataclass(frozen=True)
class PersonalNumber:
    """One number to hide: where it stands, its digits, how many may stay at each end."""

    kind: Kind
    start: int
    end: int
    code: str
    kept: tuple[int, int]


@dataclass(frozen=True)
class Window:
    """The groups `first` to `last` of a run, read as one number; `end` may be behind an X."""

    run: Run
    first: int
    last: int
    code: str
    end: int

    @property
    def start(self) -> int:
        """Where its first digit stands."""
        return self.run.groups[self.first].start

    @property
    def alone(self) -> bool:
        """Whether it is a single group, long enough to be a whole number."""
        return self.first == self.last and len(self.code) >= 15


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """The personal numbers of a folded text, in order, none overlapping."""
    for run in _parted(digit_runs(text)):
        position = 0
        while position < len(run.groups):
            found = _at(text, run, position)
            if found is None:
                position += 1
                continue
            yield found
            position = next(
                (i for i, group in enumerate(run.groups) if group.start >= found.end),
                len(run.groups),
            )


def _parted(runs: Iterable[Run]) -> Iterator[Run]:
    """A mobile number 138 1234 5678 ends what stands before it, and is ended by what follows."""
    for run in runs:
        start = 0
        for place in range(len(run.groups) - 2):
            three = run.groups[place : place + 3]
            if [len(group.code) for group in three] == [3, 4, 4] and _MOBILE.fullmatch(
                "".join(group.code for group in three)
            ):
                if place > start:
                    yield run.part(start, place)
                yield run.part(place, place + 3)
                start = place + 3
        if start < len(run.groups):
            yield run.part(start, len(run.groups))


def fragment_of(code: str, name: Name | None) -> Kind | None:
    """What a number is that is called a card or an identity number and is too short to be whole."""
    if name is None or not name.close or _DAY.match(code) is not None:
        return None
    if 7 <= len(code) <= 12 and (
        name.kind == "card_number" or (name.kind == "card" and code.startswith("62"))
    ):
        return "card"
    return "identity" if name.kind == "identity" and 7 <= len(code) <= 17 else None


FRAGMENT_KEPT: dict[Kind, tuple[int, int]] = {"card": (6, 0), "identity": (3, 0)}
"""What may be read of a number that has only begun: the rest may still come."""


def _at(text: str, run: Run, first: int) -> PersonalNumber | None:
    """The surest number that begins with the group `first`."""
    windows = list(_windows(text, run, first))
    readings = [(reading, window) for window in windows if (reading := _reading(text, window))]
    if prefix := _latin_prefix(text, run.groups[first].start):
        windows = []
        # 130… after shouji, a card after yinhangka: pinyin is no part of a code
        readings = [item for item in readings if prefix.islower() and _fits_pinyin(prefix, item[0])]
    readings = [item for item in readings if item[1].alone] or readings
    if not readings:
        return _before_a_sum(text, windows) or _fragment(text, windows)
    (_, kind), window = min(readings, key=lambda item: item[0][0])
    if kind == "phone" and _ABROAD.fullmatch(window.code):
        code = window.code[-11:]
        start = digit_places(text, (window.start, window.end))[-len(code)]
        return PersonalNumber(kind, start, window.end, code, KEPT[kind])
    return PersonalNumber(kind, window.start, window.end, window.code, KEPT[kind])


def _fits_pinyin(word: str, reading: tuple[int, Kind]) -> bool:
    return reading[1] == "phone" or (reading[0] == 0 and len(word) >= 5)


def _windows(text: str, run: Run, first: int) -> Iterator[Window]:
    """From the longest to the shortest."""
    whole = run.code(first, min(len(run.groups), first + _LONGEST) - 1)
    sizes = accumulate(len(group.code) for group in run.groups[first : first + _LONGEST])
    for last, size in reversed([*enumerate(takewhile(_LONGEST.__ge__, sizes), first)]):
        code, end = whole[:size], run.groups[last].end
        letter_end = check_letter_end(text, end) if len(code) == 17 else None
        if letter_end is not None:
            yield Window(run, first, last, code + "X", letter_end)
            if identity_shaped(code + "X"):
                continue
        yield Window(run, first, last, code, end)


def _reading(text: str, window: Window) -> tuple[int, Kind] | None:
    """What the window is, and how unsure that is: from 0, a right check digit, to 4."""
    if len(window.code) < 10 or _is_part_of_longer(window):
        return None
    begun = window.run.groups[window.first].code
    if begun in _COUNTRY and window.first != window.last and _ABROAD.fullmatch(window.code):
        return None  # the number begins with the next group
    name = name_of(text, window.start, window.end)
    if name is not None and name.kind == "other" and name.close:
        return None
    reading = by_digits(window.code, name) or _by_name(window.code, name)
    is_told = name is not None and name.close and name.kind != "unsure"
    if not is_told and not (reading and reading[0] == 0) and _is_something_else(text, window.end):
        return None
    if reading is None or not _holds_together(text, window, name, sure=reading[0] == 0):
        return None
    return reading


def _is_something_else(text: str, end: int) -> bool:
    """A sum, or the beginning of a longer code."""
    return bool(_CODE_GOES_ON.match(text, end) or _UNIT.match(text, end))


def _is_part_of_longer(window: Window) -> bool:
    """Four groups of a number in seven are no card; but 6222 0212 3456 7894 5000 holds one."""
    stretch = window.run.longer(window.first, window.last)
    if stretch is None:
        return False
    is_card = issued_card(window.code)
    if stretch[1] - stretch[0] >= _LONGEST:
        return not (is_card and window.code.startswith("62"))
    whole = window.run.code(*stretch)
    if len(whole) <= 19:
        return _MOBILE.fullmatch(window.code) is None or issued_card(whole) or card_shaped(whole)
    if is_card and window.code.startswith("62"):
        return False
    return len(whole) > _LONGEST or not (is_card or card_shaped(window.code))


def by_digits(code: str, name: Name | None) -> tuple[int, Kind] | None:
    """What the digits themselves say."""
    if _MOBILE.fullmatch(code):
        return 1, "phone"
    if name is not None and name.kind == "other" and name.spoken_of:
        return None
    if _ABROAD.fullmatch(code):
        return 1, "phone"
    called_person = name is not None and name.close and name.kind == "identity"
    if identity_valid(code) or (called_person and identity_shaped(code)):
        return 0, "identity"
    if issued_card(code) and not (called_person and len(code) in (15, 18)):
        return 0, "card"
    called_card = name is not None and name.kind in ("card", "card_number")
    is_free = name is None or called_card or name.kind == "phone"
    if card_shaped(code) and (is_free or (_UNIONPAY.fullmatch(code) and name and not name.close)):
        return 2, "card"
    is_card = called_card and name is not None and name.close
    return (2, "identity") if identity_shaped(code) and not is_card else None


def _by_name(code: str, name: Name | None) -> tuple[int, Kind] | None:
    """What a number is for being called so."""
    if name is None or name.kind in ("other", "unsure"):
        return None
    length = len(code)
    if name.kind == "identity" and (
        (name.close and length in (15, 18, 19, 20)) or _IN_A_PROVINCE.fullmatch(code)
    ):
        return 3 if length in (15, 18) else 4, "identity"
    if name.kind == "phone" and (
        _ABROAD.fullmatch(code) or (name.close and _NEARLY_MOBILE.fullmatch(code))
    ):
        return 3, "phone"
    if name.kind == "card_number" and name.close and length >= 13 and code.isdigit():
        return 3 if length <= 19 else 4, "card"
    if name.kind in ("card", "card_number") and 13 <= length <= 19 and code.isdigit():
        sure = name.close and _DAY.match(code) is None
        sure = sure or (_CARD_BEGINNING.match(code) is not None and luhn_valid(code))
        return (3, "card") if sure else None
    return None


def _holds_together(text: str, window: Window, name: Name | None, *, sure: bool) -> bool:
    """Whether what parts the groups within the window parts one number, and not two."""
    run, first, last = window.run, window.first, window.last
    groups = run.groups[first : last + 1]
    begins_62 = window.code.startswith("62")
    is_named = name is not None and name.close
    if run.has_day(first, last) and not sure:
        return False
    sizes = [len(group.code) for group in groups]
    if set(sizes) == {1} and len(sizes) > 1 and len(run.groups) == len(groups):
        return True
    in_fours = sizes == [3, 4, 4] or (set(sizes[:-1]) == {4} and sizes[-1] <= 4)
    if run.marks(first, last) > 1 and not (in_fours or (is_named and (sure or begins_62))):
        return False
    marks = run.breaks(first, last) - {"\r"}
    if not marks:
        return True
    if len(marks) > 1 or any(_DAY.match(group.code) for group in groups):
        return False
    return (
        sure
        or (is_named and (begins_62 or len(window.code) == 11))
        or ((in_fours or run.is_even(first, last)) and len(groups) >= 3)
        or (begins_62 and len(window.code) in (16, 19) and min(len(g.code) for g in groups) >= 6)
        or (_is_whole_message(text, window) and by_digits(window.code, None) is not None)
    )


def _before_a_sum(text: str, windows: list[Window]) -> PersonalNumber | None:
    """A number that runs into a sum or a day, 138…678320元: no sum is as long as both."""
    for window in windows:
        units = [(_COUNTED, (19, 18, 16)), (_UNIT, (11,))]
        lengths = [n for unit, those in units if unit.match(text, window.end) for n in those]
        for length in lengths:
            number, rest = window.code[:length], window.code[length:]
            reading = by_digits(number, None) if 1 <= len(rest) <= 5 else None
            if reading is not None and reading[0] <= 1 and not _is_of_another(text, window):
                end = digit_places(text, (window.start, window.end))[length - 1] + 1
                return PersonalNumber(reading[1], window.start, end, number, KEPT[reading[1]])
    return None


def _is_of_another(text: str, window: Window) -> bool:
    name = name_of(text, window.start, window.end)
    is_other = name is not None and name.kind == "other" and name.close
    return is_other or bool(window.run.breaks(window.first, window.last))


def _is_whole_message(text: str, window: Window) -> bool:
    return not re.sub(r"[\W_]", "", text[: window.start] + text[window.end :])


def _fragment(text: str, windows: list[Window]) -> PersonalNumber | None:
    """A beginning only: 卡号 6222 0212."""
    begun = [window for window in windows if 7 <= len(window.code) <= 17]
    name = name_before(text, begun[0].start) if begun else None
    for window in begun:
        kind = fragment_of(window.code, name)
        if kind is None:
            continue
        together = window.first == window.last or window.run.is_even(window.first, window.last)
        parted = window.run.breaks(window.first, window.last) or _UNIT.match(text, window.end)
        if together and not parted:
            return PersonalNumber(kind, window.start, window.end, window.code, FRAGMENT_KEPT[kind])
    return None


def _latin_prefix(text: str, start: int) -> str:
    """The letters of a code such as TK2026…, unless they name the number: kahao, tel."""
    before = _LATIN_BEFORE.search(text, max(0, start - 12), start)
    if before is None or _LATIN_NAME.fullmatch(before.group()):
        return ""
    name = name_before(text, before.start())
    is_personal = name is not None and name.close and name.kind not in ("other", "unsure")
    return "" if is_personal else before.group()
