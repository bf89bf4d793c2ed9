"""Puts neighbouring time words together: 昨天 + 下午 + 三点 is one time. Texts are normalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhangfang.language.clock import APPROXIMATE_AFTER, Clock
from zhangfang.language.dates import Day
from zhangfang.language.time_words import Word


@dataclass(frozen=True)
class Phrase:
    """Neighbouring time words that tell one time together."""

    words: tuple[Word, ...]
    approximate: bool = False

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end

    @property
    def day(self) -> Day | None:
        """The day named, if any."""
        return next((word.day for word in self.words if word.day is not None), None)

    @property
    def clock(self) -> Clock | None:
        """The time of day named, if any."""
        return next((word.clock for word in self.words if word.clock is not None), None)

    @property
    def daypart(self) -> str:
        """The part of the day named, or nothing."""
        return next((word.daypart for word in self.words if word.daypart), "")

    @property
    def discarded(self) -> bool:
        """Whether it tells of no time in the past."""
        return any(word.discarded for word in self.words)


_GLUE = re.compile(
    r"[\s,的()/T那-]*(?:大概|大约|差不多|约|也就|应该|好像|可能|快|将近|是|在|就|当天|时间|日期|:){0,3}\s*"
)
_TOO_MUCH = re.compile(r"多[扣收划刷退打算付]")
"""20号多扣了我200: what was too much is the sum, not the day."""
_ABOUT = re.compile(r"(?:大概|大约|差不多|约|好像|可能|左右|估计|将近|快)(?:是|在|就是)?\s*$")
_NEAR = 8
_RANGE = re.compile(r"\s?(?:到|至|-|~|--)\s?$")
_OFFICE_HOURS = re.compile(r"营业|上班|工作时间|服务时间|客服|受理|开门|关门|打烊|有人|在店")
_HABIT = re.compile(
    r"营业|[开关]门|打烊|[上下]班|[收出]摊|进货|上货|(?:就|才)起来|起床|排队|(?<!没)休息|放假|平时|平常|一般|通常|往常|每|总是|最忙|人最多|(?:才|都|就)有人|有人(?:在|值班|接)|工作日"
    r"|都在|在店|开到|从[早晚]"
)
_DONE = re.compile(
    r"刷|扣|付|划|碌|嘟|扫|打了|用卡|收[了的款钱到]|交易|消费|转|退|卖[了的]|买|充|[那这一][单笔]|之间|期间|到账|没到|出票|打票"
)
_WEEKDAY = re.compile(r"周|星期|礼拜")
_CLAUSE_END = re.compile(r"[,。;!?\s]")
_WIDE_RANGE = re.compile(r"(?:早|上午)[^,。;!?]*[到至-][^,。;!?]*[晚夜]")


def time_phrases(text: str, words: Sequence[Word]) -> list[Phrase]:
    """The words of a text, those that tell one time together."""
    phrases: list[Phrase] = []
    for word in words:
        if phrases and _joins(text, phrases[-1], word):
            phrases[-1] = replace(phrases[-1], words=(*phrases[-1].words, word))
        else:
            phrases.append(Phrase((word,)))
    return [replace(phrase, approximate=_is_approximate(text, phrase)) for phrase in phrases]


def _joins(text: str, phrase: Phrase, word: Word) -> bool:
    gap = text[phrase.end : word.start]
    if _GLUE.fullmatch(gap) is None:
        return False
    if word.discarded:
        return False
    if phrase.discarded:
        return word.day is None and "," not in gap
    if word.day is not None:
        return _same_day(phrase, word) or _follows_clock(phrase, gap)
    return phrase.clock is None and not (word.daypart and phrase.daypart)


def _same_day(phrase: Phrase, word: Word) -> bool:
    return (
        phrase.day is not None
        and word.day is not None
        and phrase.clock is None
        and phrase.day.value == word.day.value
    )


def _follows_clock(phrase: Phrase, gap: str) -> bool:
    """6:05pm 11/9: the date after the clock."""
    return phrase.day is None and phrase.clock is not None and not gap.strip()


def _is_approximate(text: str, phrase: Phrase) -> bool:
    said_about = any(
        _ABOUT.search(text[max(0, word.start - 5) : word.start]) for word in phrase.words
    )
    after = APPROXIMATE_AFTER.match(text, phrase.end) is not None
    if phrase.clock is None and _TOO_MUCH.match(text, phrase.end):
        after = False
    day_is = phrase.day is not None and phrase.day.approximate
    return said_about or after or day_is


def without_ranges(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """8点到9点 is about eight; opening hours are no time at all."""
    kept: list[Phrase] = []
    in_range = False
    for phrase in phrases:
        joined = bool(kept) and _RANGE.fullmatch(text[kept[-1].end : phrase.start]) is not None
        if joined and not in_range and kept[-1].clock is not None and phrase.clock is not None:
            in_range = True
            kept[-1] = replace(kept[-1], approximate=True)
            if _OFFICE_HOURS.search(text[max(0, kept[-1].start - 8) : phrase.end + 4]):
                kept.pop()
            continue
        in_range = False
        kept.append(phrase)
    return kept


def is_habit(text: str, phrase: Phrase) -> bool:
    """早上七点开门, 周日不上班: what is always so is no time of a transaction."""
    if phrase.day is not None and _WEEKDAY.search(text[phrase.start : phrase.end]) is None:
        return False
    before = max((end.end() for end in _CLAUSE_END.finditer(text, 0, phrase.start)), default=0)
    after = _CLAUSE_END.search(text, phrase.end)
    clause = text[before : len(text) if after is None else after.start()]
    if _DONE.search(clause):
        return False
    return _HABIT.search(clause) is not None or (
        phrase.day is None and _WIDE_RANGE.search(clause) is not None
    )


def with_parts_of_day(phrases: Sequence[Phrase]) -> list[Phrase]:
    """天擦黑的时候，六点吧: a part of the day alone belongs to the clock that follows it."""
    kept: list[Phrase] = []
    for phrase in phrases:
        alone = kept and kept[-1].daypart and kept[-1].day is None and kept[-1].clock is None
        if alone and _is_lone_clock(phrase) and phrase.start - kept[-1].end <= _NEAR:
            kept[-1] = replace(phrase, words=(*kept[-1].words, *phrase.words))
        else:
            kept.append(phrase)
    return kept


def _is_lone_clock(phrase: Phrase) -> bool:
    return phrase.clock is not None and phrase.day is None and not phrase.daypart
