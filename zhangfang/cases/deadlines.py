"""When somebody else's time is up, in working days."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import chinese_calendar

from zhangfang.language.promises import Promise

END_OF_BUSINESS = 18
"""A deadline falls due at 18:00 local time on its day."""


class Due(NamedTuple):
    """A moment; `estimated` when the State Council has not yet published that year's holidays."""

    at: datetime
    estimated: bool


def due_after(now: datetime, working_days: int) -> Due:
    """The end of the last of so many working days, the first being the next one after today."""
    day, left, estimated = now.date(), working_days, False
    while left:
        day += timedelta(days=1)
        works, known = _is_workday(day)
        estimated = estimated or not known
        left -= works
    return Due(_closing_time(now, day), estimated)


def due_as_promised(now: datetime, promise: Promise) -> Due:
    """The end of the day that somebody has named, or of the last day of the span."""
    if promise.day is not None:
        return Due(_closing_time(now, promise.day), estimated=False)
    if promise.working:
        return due_after(now, promise.days or 1)
    return Due(_closing_time(now, now.date() + timedelta(days=promise.days or 1)), estimated=False)


def _closing_time(now: datetime, day: date) -> datetime:
    return datetime.combine(day, time(END_OF_BUSINESS), tzinfo=now.tzinfo)


def _is_workday(day: date) -> tuple[bool, bool]:
    """Whether people work that day, and whether that is known rather than guessed."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False
