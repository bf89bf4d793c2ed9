"""How much of a stretch of time somebody was there."""

from datetime import date, datetime, time, timedelta

from zhangfang.cases.office_hours import OfficeHours, spans_of

MOST_DAYS = 400
"""Whoever has waited longer than that is not measured to the minute."""


def open_time(hours: OfficeHours, begins: datetime, ends: datetime) -> timedelta:
    """The office hours between two moments.

    Args:
        hours: when somebody is there.
        begins: local time.
        ends: local time, of the same zone.
    """
    found = timedelta(0)
    day = begins.date() - timedelta(days=1)  # its last span may reach into the next day
    for _ in range(MOST_DAYS):
        if day > ends.date():
            break
        for opens, closes in _spans(hours, day, begins):
            found += max(min(closes, ends) - max(opens, begins), timedelta(0))
        day += timedelta(days=1)
    return found


def _spans(hours: OfficeHours, day: date, like: datetime) -> list[tuple[datetime, datetime]]:
    midnight = datetime.combine(day, time(), tzinfo=like.tzinfo)
    spans = []
    for begins, ends in spans_of(hours, day):
        opens, closes = midnight + _clock(begins), midnight + _clock(ends)
        spans.append((opens, closes if closes > opens else closes + timedelta(days=1)))
    return spans


def _clock(clock: str) -> timedelta:
    hour, _, minute = clock.partition(":")
    return timedelta(hours=int(hour), minutes=int(minute))
