"""A day that somebody has promised: 说三个工作日答复, 下周五前给信, 25 号之前. It lies ahead."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from zhangfang.language.durations import Duration, read_durations
from zhangfang.language.normalise import normalise
from zhangfang.language.numerals import DIGITS, read_number

_PROMISED = re.compile(
    r"说|讲|答应|承诺|保证|叫我|让我|让等|要等|需要|最多|最迟|最晚|最快|之内|以内|内|给答复|答复|回复|回话|给信|给结果|处理|解决|办好|退|到账"
)
_WAITED = re.compile(r"等了|过了|过去|已经|都|拖了|好几|整整")
_NUMBER = rf"(?:\d{{1,2}}|[{DIGITS}十廿卅]{{1,3}})"
_DATE = re.compile(
    rf"(?:(?P<next>下个?月)|(?P<month>{_NUMBER})月|(?P<this>这个月|本月))?(?P<day>{_NUMBER})[号日]"
)
_WEEKDAY = re.compile(
    r"(?P<next>下{0,2})(?:个|一)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?!天)"
)
_NEAR_DAYS = {"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "今天": 0}
_MONTH_END = re.compile(r"(?P<next>下个?)?月(?:底|末)")


@dataclass(frozen=True)
class Promise:
    """Either a length of time or a day."""

    days: int | None = None
    working: bool = False
    day: date | None = None


def read_promise(text: str, today: date, *, asked: bool = False) -> Promise | None:
    """The day or the span that the other side has named.

    Args:
        text: what the merchant typed.
        today: the day it was typed.
        asked: whether the promise was asked for, so that a bare 三天 or 下周五 is one.
    """
    plain = normalise(text).replace(" ", "")
    if not asked and not _PROMISED.search(plain):
        return None
    for duration in read_durations(plain):
        if not duration.ordinal and not _is_waited(plain, duration):
            return Promise(days=duration.days, working=duration.working)
    day = _day(plain, today)
    return Promise(day=day) if day and day >= today else None


def _is_waited(text: str, duration: Duration) -> bool:
    """等了三天 and 都十二天了 tell what has passed."""
    before = text[max(0, duration.start - 4) : duration.start]
    after = text[duration.end : duration.end + 1]
    return bool(_WAITED.search(before)) or after in ("了", "前") or before.endswith("第")


def _day(text: str, today: date) -> date | None:
    near = next((days for word, days in _NEAR_DAYS.items() if word in text), None)
    if near is not None:
        return today + timedelta(days=near)
    if weekday := _WEEKDAY.search(text):
        place = "一二三四五六日".find(weekday["day"].replace("天", "日"))
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=place, weeks=len(weekday["next"]))
        return day if day >= today else day + timedelta(weeks=1)
    if end := _MONTH_END.search(text):
        return _month_end(_month_after(today) if end["next"] else today)
    return _date(text, today)


def _date(text: str, today: date) -> date | None:
    found = _DATE.search(text)
    number = read_number(found["day"]) if found else None
    if found is None or number is None:
        return None
    month = today
    if found["next"]:
        month = _month_after(today)
    elif found["month"]:
        named = read_number(found["month"])
        if named is None or not 1 <= named.value <= 12:
            return None
        month = date(today.year + (named.value < today.month), int(named.value), 1)
    bare = not (found["next"] or found["month"] or found["this"])
    day = _day_of(month, int(number.value))
    if bare and (day is None or day < today):
        return _day_of(_month_after(today), int(number.value))
    return day


def _day_of(month: date, day: int) -> date | None:
    return month.replace(day=day) if 1 <= day <= monthrange(month.year, month.month)[1] else None


def _month_after(day: date) -> date:
    return _month_end(day) + timedelta(days=1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
