"""Finds when the transaction was, to the precision it was said. Texts are normalised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from zhangfang.language.clock import placed
from zhangfang.language.corrections import withdrawn
from zhangfang.language.labels import read_labelled
from zhangfang.language.span import Span
from zhangfang.language.time_phrases import (
    Phrase,
    is_habit,
    time_phrases,
    with_parts_of_day,
    without_ranges,
)
from zhangfang.language.time_words import Word, time_words


@dataclass(frozen=True)
class Moment:
    """A time said: YYYY-MM, YYYY-MM-DD, YYYY-MM-DDTHH:MM[:SS], or THH:MM without a date."""

    value: str
    approximate: bool
    start: int
    end: int
    said: str


_DEADLINE = re.compile(r"(?:之|以)?前(?!后|面|天|台|几)|内|才能|再|会给|给我退|能到")
_SINCE = re.compile(r"(?:从|打|自|整个?|一)\s?$")
_PERIOD = re.compile(
    r"\s?(?:份|初|底|中旬|的)?(?:开始|起(?!码)|以来|至今|到现在|到今天|一直|就一直|都|就?没|每|整个|经常|老是?|总是|总共|一共"
    r"|的?(?:流水|营业额|生意|收入|业绩|账单?(?!户)|对账)|好几|到处|才(?:办|换|装|开)|(?:突然|又|就)?[涨升调]|(?:刚)?(?:办|换|装|签|开)(?:的|了))"
)
_SIGNED = re.compile(r"\s?签的?")
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


def read_times(text: str, now: datetime, words: Sequence[Word] | None = None) -> list[Moment]:
    """The times of a normalised text, the transaction's first.

    Args:
        text: the normalised text.
        now: when it was sent, Shanghai time.
        words: its time words, where they are known already.
    """
    if words is None:
        words = time_words(text, now, labelled_spans(text))
    phrases = without_ranges(text, with_parts_of_day(time_phrases(text, words)))
    phrases = [phrase for phrase in phrases if _counts(text, phrase)]
    phrases = _corrected(text, phrases)
    ranked = sorted(_merged(text, phrases), key=lambda phrase: -_score(text, phrase, phrases))
    return _refined(_distinct(_moment(text, phrase, now) for phrase in ranked))


def _corrected(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """昨天3点多，不，4点多: what is corrected goes, but its day stays where only the hour was wrong."""
    dropped = withdrawn(text, [(phrase.start, phrase.end) for phrase in phrases])
    return [
        _with_day_of(phrases[index - 1], phrase) if index - 1 in dropped else phrase
        for index, phrase in enumerate(phrases)
        if index not in dropped
    ]


def _with_day_of(wrong: Phrase, right: Phrase) -> Phrase:
    if right.day is not None or wrong.clock is None:
        return right
    return replace(right, words=(*_kept_words(wrong, right), *right.words))


def _kept_words(wrong: Phrase, right: Phrase) -> list[Word]:
    """The day, and the part of the day unless another one is named."""
    lacks_part = right.clock is not None and not right.daypart
    return [word for word in wrong.words if word.day or (word.daypart and lacks_part)]


def labelled_spans(text: str) -> list[Span]:
    """Where labelled numbers stand that are no times."""
    return [item.span for item in read_labelled(text) if item.kind != "time"]


def _refined(moments: list[Moment]) -> list[Moment]:
    """The same day told again with its hour stands for the day: 上周日, 也就是15号中午十一点半."""
    if not moments:
        return moments
    closer = [one for one in moments[1:] if one.value.startswith(moments[0].value + "T")]
    return [*closer[:1], *(one for one in moments if one not in closer[:1])]


def _distinct(moments: Iterable[Moment]) -> list[Moment]:
    return list({moment.value: moment for moment in reversed(list(moments))}.values())[::-1]


def _counts(text: str, phrase: Phrase) -> bool:
    if phrase.discarded or (phrase.day is None and phrase.clock is None):
        return False
    if is_habit(text, phrase):
        return False
    after = text[phrase.end :]
    if phrase.day is None:
        return phrase.clock is not None and (phrase.clock.certain or bool(phrase.daypart))
    if _DEADLINE.match(after) and phrase.day.clock is None:
        return False
    if _SIGNED.match(after) or (phrase.day.to_month and _is_period(text, phrase)):
        return False
    promised = _PROMISED.search(text[max(0, phrase.start - 6) : phrase.start]) is not None
    return not (promised and (phrase.day.guessed_year or phrase.day.to_month))


def _is_period(text: str, phrase: Phrase) -> bool:
    """上个月开始就这样, 这个月流水一分没动: how long it has been so, not when it happened."""
    before = text[max(0, phrase.start - 3) : phrase.start]
    return _SINCE.search(before) is not None or _PERIOD.match(text, phrase.end) is not None


def _merged(text: str, phrases: list[Phrase]) -> list[Phrase]:
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
    whole = Phrase((*day.words, *clock.words), day.approximate or clock.approximate)
    return [whole if one is day else one for one in phrases if one is not clock]


def _score(text: str, phrase: Phrase, phrases: Sequence[Phrase]) -> int:
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


def _moment(text: str, phrase: Phrase, now: datetime) -> Moment:
    start, end = min(word.start for word in phrase.words), max(word.end for word in phrase.words)
    said = (
        text[start:end] if end - start <= 40 else text[phrase.words[0].start : phrase.words[0].end]
    )
    return Moment(_value(phrase, now), phrase.approximate, start, start + len(said), said)


def _value(phrase: Phrase, now: datetime) -> str:
    day, clock = phrase.day, phrase.clock
    if clock is None:
        return "" if day is None else _day_value(day.value, to_month=day.to_month)
    hour, shift = placed(clock, phrase.daypart)
    if day is not None and day.just and not phrase.daypart and hour + 12 <= now.hour:
        hour += 12  # 刚才一点半, said in the afternoon
    seconds = "" if clock.second is None else f":{clock.second:02d}"
    time = f"T{hour:02d}:{clock.minute:02d}{seconds}"
    if day is None:
        return time
    return _day_value(day.value + timedelta(days=shift), to_month=day.to_month) + (
        "" if day.to_month else time
    )


def _day_value(day: date, *, to_month: bool) -> str:
    return day.isoformat()[:7] if to_month else day.isoformat()
