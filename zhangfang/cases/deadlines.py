"""When somebody else's time is up, in working days."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import chinese_calendar

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
    return Due(now.replace(
        year=day.year, month=day.month, day=day.day,
        hour=END_OF_BUSINESS, minute=0, second=0, microsecond=0,
    ), estimated)  # fmt: skip


def _is_workday(day: date) -> tuple[bool, bool]:
    """Whether people work that day, and whether that is known rather than guessed."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False
