"""Finds when the transaction was, to the precision it was said. Texts are normalised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from zhangfang.language.clock import APPROXIMATE_AFTER, CLOCK, DAYPART, Clock, placed, read_clock
from zhangfang.language.corrections import withdrawn
from zhangfang.language.dates import FORMS, Day
from zhangfang.language.labels import read_labelled
from zhangfang.language.span import Span, overlaps


@dataclass(frozen=True)
class Moment:
    """A time said: YYYY-MM, YYYY-MM-DD, YYYY-MM-DDTHH:MM[:SS], or THH:MM without a date."""

    value: str
    approximate: bool
    start: int
    end: int
    said: str


@dataclass(frozen=True)
class _Word:
    """One time word found in the text; `day`, `daypart` or `clock`, or none when discarded."""

    start: int
    end: int
    day: Day | None = None
    daypart: str = ""
    clock: Clock | None = None

    @property
    def discarded(self) -> bool:
        return self.day is None and not self.daypart and self.clock is None


@dataclass(frozen=True)
class _Phrase:
    """Neighbouring time words that tell one time together."""

    words: tuple[_Word, ...]
    approximate: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def day(self) -> Day | None:
        return next((word.day for word in self.words if word.day is not None), None)

    @property
    def clock(self) -> Clock | None:
        return next((word.clock for word in self.words if word.clock is not None), None)

    @property
    def daypart(self) -> str:
        return next((word.daypart for word in self.words if word.daypart), "")

    @property
    def discarded(self) -> bool:
        return any(word.discarded for word in self.words)


_FORM_OF = {form.name: form for form in FORMS}
_PATTERN_OF = {form.name: re.compile(form.pattern) for form in FORMS}
_UNNAMED = re.compile(r"\(\?P<\w+>|\(\?P=sep\)")
_COMPACT_CLOCK = re.compile(r"[\sT_-]?(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<s>[0-5]\d)?(?!\d)")
_CLOCK = re.compile(CLOCK, re.IGNORECASE)
_DAYPART = re.compile(DAYPART)
_FIRST = re.compile(
    r"[\d零〇一二两三四五六七八九十廿半明后下每天周星礼去今本前上这当昨大刚方适才月过改待等回稍晚早夜凌深午晌中正头傍黄擦清差]"
)
_GLUE = re.compile(
    r"[\s,的()/T那-]*(?:大概|大约|差不多|约|也就|应该|好像|可能|快|将近|是|在|就|当天|时间|日期|:){0,3}\s*"
)
_ABOUT = re.compile(r"(?:大概|大约|差不多|约|好像|可能|左右|估计|将近|快)(?:是|在|就是)?\s*$")
_RANGE = re.compile(r"\s?(?:到|至|-|~|--)\s?$")
_OFFICE_HOURS = re.compile(r"营业|上班|工作时间|服务时间|客服|受理")
_DEADLINE = re.compile(r"(?:之|以)?前(?!后|面|天|台|几)|内|才能|再|会给|给我退|能到")
_PROMISED = re.compile(
    r"(?:说好|说是|预计|承诺|答应|最晚|最迟|等到|要到|得到|要等|说要?|应该|会在|将在|通知)(?:是|在|的)?\s*$"
)
_SPENDING = re.compile(
    r"刷|扣|收了?[款钱]?|付|扫|交易|消费|结账|买|支付|下单|划|转|退|那笔|这笔|的单|的账|来吃|成交|充|营业款|卖"
)
_LATER = re.compile(
    r"发现|看到|才知道|查|对账|核对|盘账|打电话|打给|联系|来问|去银行|客服|投诉|反映|还没|还不|仍|没到|没收到|没退|未到"
    r"|顾客来|客人来|客户来|来找|来闹|说|报|问|换了?新?机|装机|装的|激活|开通|办的|申请|寄|签"
)


def time_spans(text: str, taken: Sequence[Span] = ()) -> list[Span]:
    """Where time words stand, whatever they mean."""
    return [(word.start, word.end) for word in _words(text, datetime(2000, 1, 1), taken)]  # noqa: DTZ001


def read_times(text: str, now: datetime, taken: Sequence[Span] | None = None) -> list[Moment]:
    """The times of a normalised text, the transaction's first. `now` is Shanghai time."""
    if taken is None:
        taken = [item.span for item in read_labelled(text) if item.kind != "time"]
    phrases = _without_ranges(text, _phrases(text, _words(text, now, taken)))
    phrases = [phrase for phrase in phrases if _counts(text, phrase)]
    dropped = withdrawn(text, [(phrase.start, phrase.end) for phrase in phrases])
    phrases = [phrase for index, phrase in enumerate(phrases) if index not in dropped]
    ranked = sorted(_merged(text, phrases), key=lambda phrase: -_score(text, phrase, phrases))
    return _refined(_distinct(_moment(text, phrase) for phrase in ranked))


def _refined(moments: list[Moment]) -> list[Moment]:
    """The same day told again with its hour stands for the day: 上周日, 也就是15号中午十一点半."""
    if not moments:
        return moments
    closer = [one for one in moments[1:] if one.value.startswith(moments[0].value + "T")]
    return [*closer[:1], *(one for one in moments if one not in closer[:1])]


def _distinct(moments: Iterable[Moment]) -> list[Moment]:
    return list({moment.value: moment for moment in reversed(list(moments))}.values())[::-1]


def _words(text: str, now: datetime, taken: Sequence[Span]) -> list[_Word]:
    found: list[_Word] = []
    position = 0
    while (first := _FIRST.search(text, position)) is not None:
        word = _word_at(text, first.start(), now)
        if word is None or overlaps((word.start, word.end), taken):
            position = first.start() + 1
            continue
        found.append(word)
        position = word.end
    return found


def _word_at(text: str, start: int, now: datetime) -> _Word | None:
    for name, pattern in _PATTERN_OF.items():
        match = pattern.match(text, start)
        if match is not None:
            word = _day_word(text, match, name, now)
            if word is not None:
                return word
    clock = _CLOCK.match(text, start)
    if clock is not None and (read := read_clock(clock)) is not None:
        return _Word(*clock.span(), clock=read)
    daypart = _DAYPART.match(text, start)
    return None if daypart is None else _Word(*daypart.span(), daypart=daypart.group())


def _day_word(text: str, match: re.Match[str], name: str, now: datetime) -> _Word | None:
    if _FORM_OF[name].discarded:
        return _Word(*match.span())
    day = _FORM_OF[name].resolve(match, now)
    if day is None:
        return _Word(*match.span()) if name in ("weekday", "ago") else None
    clock = None if day.clock is None else Clock(*day.clock)
    end = match.end()
    if name == "compact" and (rest := _COMPACT_CLOCK.match(text, end)) is not None:
        hour, minute, second = rest.group("h", "m", "s")
        clock, end = Clock(int(hour), int(minute), int(second) if second else None), rest.end()
    return _Word(match.start(), end, day=day, clock=clock)


def _phrases(text: str, words: Sequence[_Word]) -> list[_Phrase]:
    phrases: list[_Phrase] = []
    for word in words:
        if phrases and _joins(text, phrases[-1], word):
            phrases[-1] = replace(phrases[-1], words=(*phrases[-1].words, word))
        else:
            phrases.append(_Phrase((word,)))
    return [replace(phrase, approximate=_is_approximate(text, phrase)) for phrase in phrases]


def _joins(text: str, phrase: _Phrase, word: _Word) -> bool:
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


def _same_day(phrase: _Phrase, word: _Word) -> bool:
    return (
        phrase.day is not None
        and word.day is not None
        and phrase.clock is None
        and phrase.day.value == word.day.value
    )


def _follows_clock(phrase: _Phrase, gap: str) -> bool:
    """6:05pm 11/9: the date after the clock."""
    return phrase.day is None and phrase.clock is not None and not gap.strip()


def _is_approximate(text: str, phrase: _Phrase) -> bool:
    said_about = any(
        _ABOUT.search(text[max(0, word.start - 5) : word.start]) for word in phrase.words
    )
    after = APPROXIMATE_AFTER.match(text, phrase.end) is not None
    day_is = phrase.day is not None and phrase.day.approximate
    return said_about or after or day_is


def _without_ranges(text: str, phrases: list[_Phrase]) -> list[_Phrase]:
    """8点到9点 is about eight; opening hours are no time at all."""
    kept: list[_Phrase] = []
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


def _counts(text: str, phrase: _Phrase) -> bool:
    if phrase.discarded or (phrase.day is None and phrase.clock is None):
        return False
    after = text[phrase.end :]
    if phrase.day is None:
        return phrase.clock is not None and (phrase.clock.certain or bool(phrase.daypart))
    if _DEADLINE.match(after) and phrase.day.clock is None:
        return False
    promised = _PROMISED.search(text[max(0, phrase.start - 6) : phrase.start]) is not None
    return not (promised and phrase.day.guessed_year)


def _merged(text: str, phrases: list[_Phrase]) -> list[_Phrase]:
    """昨天刷的，下午三点左右: a day and a lone clock elsewhere are one time."""
    days = [one for one in phrases if one.day and not one.clock and not one.day.to_month]
    clocks = [one for one in phrases if one.clock and not one.day]
    if len(days) == 0 or len(clocks) != 1:
        return phrases
    day = max(days, key=lambda one: (_score(text, one, phrases), -one.start))
    clock = clocks[0]
    gap = max(clock.start - day.end, day.start - clock.end)
    if gap > 40 or _score(text, clock, phrases) < 0:
        return phrases
    whole = _Phrase((*day.words, *clock.words), day.approximate or clock.approximate)
    return [whole if one is day else one for one in phrases if one is not clock]


def _score(text: str, phrase: _Phrase, phrases: Sequence[_Phrase]) -> int:
    """High for the transaction's own time, low for its discovery or for a promise."""
    last = phrase.words[-1].end
    later_starts = [one.start for one in phrases if one.start >= last]
    after = text[last : min([*later_starts, last + 16])]
    clause = re.split(r"[,。;!?\n]", after)[0]
    before = text[max(0, phrase.start - 6) : phrase.start]
    score = 1 if _SPENDING.search(after) else 0
    if phrase.day is not None and phrase.day.to_month:
        score -= 3  # a month tells when the story began, a day when it happened
    if _LATER.search(clause):
        score -= 2
    return score - 2 if _PROMISED.search(before) else score


def _moment(text: str, phrase: _Phrase) -> Moment:
    start, end = min(word.start for word in phrase.words), max(word.end for word in phrase.words)
    said = (
        text[start:end] if end - start <= 40 else text[phrase.words[0].start : phrase.words[0].end]
    )
    return Moment(_value(phrase), phrase.approximate, start, start + len(said), said)


def _value(phrase: _Phrase) -> str:
    day, clock = phrase.day, phrase.clock
    if clock is None:
        return "" if day is None else _day_value(day.value, to_month=day.to_month)
    hour, shift = placed(clock, phrase.daypart)
    seconds = "" if clock.second is None else f":{clock.second:02d}"
    time = f"T{hour:02d}:{clock.minute:02d}{seconds}"
    if day is None:
        return time
    return _day_value(day.value + timedelta(days=shift), to_month=day.to_month) + (
        "" if day.to_month else time
    )


def _day_value(day: date, *, to_month: bool) -> str:
    return day.isoformat()[:7] if to_month else day.isoformat()
