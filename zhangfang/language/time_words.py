"""Finds the words of a text that tell a day, a part of the day or a clock. Texts are normalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhangfang.language.clock import CLOCK, DAYPART, Clock, read_clock
from zhangfang.language.date_forms import FORMS
from zhangfang.language.dates import Day
from zhangfang.language.span import Span, overlaps


@dataclass(frozen=True)
class Word:
    """One time word found in the text; `day`, `daypart` or `clock`, or none when discarded."""

    start: int
    end: int
    day: Day | None = None
    daypart: str = ""
    clock: Clock | None = None

    @property
    def discarded(self) -> bool:
        """Whether the word tells of no time in the past: 明天, 每周三."""
        return self.day is None and not self.daypart and self.clock is None


_FORM_OF = {form.name: form for form in FORMS}
_PATTERN_OF = {form.name: re.compile(form.pattern) for form in FORMS}
_COMPACT_CLOCK = re.compile(r"[\sT_-]?(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<s>[0-5]\d)?(?!\d)")
_CLOCK = re.compile(CLOCK, re.IGNORECASE)
_DAYPART = re.compile(DAYPART)
_FIRST = re.compile(
    r"[\d零〇一二两三四五六七八九十廿半明后下每天周星礼去今本前上这当昨大刚方适才月过改待等回稍晚早夜凌深午晌中正头傍黄擦清差寻噚㖊琴头啱将才元情三妇五劳青六儿建教国双光平圣几多黑]"
)


def time_words(text: str, now: datetime, taken: Sequence[Span]) -> list[Word]:
    """The time words of a normalised text, outside of what is `taken` already."""
    found: list[Word] = []
    position = 0
    while (first := _FIRST.search(text, position)) is not None:
        word = _word_at(text, first.start(), now)
        if word is None or overlaps((word.start, word.end), taken):
            position = first.start() + 1
            continue
        found.append(word)
        position = word.end
    return found


def _word_at(text: str, start: int, now: datetime) -> Word | None:
    for name, pattern in _PATTERN_OF.items():
        match = pattern.match(text, start)
        if match is not None:
            word = _day_word(text, match, name, now)
            if word is not None:
                return word
    clock = _CLOCK.match(text, start)
    if clock is not None and (read := read_clock(clock)) is not None:
        return Word(*clock.span(), clock=read)
    daypart = _DAYPART.match(text, start)
    return None if daypart is None else Word(*daypart.span(), daypart=daypart.group())


def _day_word(text: str, match: re.Match[str], name: str, now: datetime) -> Word | None:
    if _FORM_OF[name].discarded:
        return Word(*match.span())
    day = _FORM_OF[name].resolve(match, now)
    if day is None:
        return Word(*match.span()) if name in ("weekday", "ago") else None
    clock = None if day.clock is None else Clock(*day.clock)
    end = match.end()
    if name == "compact" and (rest := _COMPACT_CLOCK.match(text, end)) is not None:
        hour, minute, second = rest.group("h", "m", "s")
        clock, end = Clock(int(hour), int(minute), int(second) if second else None), rest.end()
    return Word(match.start(), end, day=day, clock=clock)
