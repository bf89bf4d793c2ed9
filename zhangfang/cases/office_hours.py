"""Whether somebody is there: office hours by the week, the State Council's holidays, single days."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import chinese_calendar

Span = tuple[str, str]
"""From and to, HH:MM of local time. One that does not end after it begins ends on the next day;
24:00 is midnight."""

SATURDAY = 5
LOOK_AHEAD = 60
"""Days; nobody closes for longer without saying so elsewhere."""


class OfficeHours(NamedTuple):
    """When somebody is there.

    Attributes:
        weekly: spans by weekday, Monday first.
        holidays_closed: whether the calendar of public holidays counts: closed on them, and open on
            the weekends that are worked instead (调休).
        closed_on: days, ISO 8601; they win over everything.
        open_on: days that are open whatever the calendar says.
    """

    weekly: tuple[tuple[Span, ...], ...]
    holidays_closed: bool = True
    closed_on: frozenset[str] = frozenset()
    open_on: frozenset[str] = frozenset()


class Office(NamedTuple):
    """Whether somebody is there, and until when it stays so; None: for as long as can be seen."""

    is_open: bool
    until: datetime | None


class _Opening(NamedTuple):
    begins: datetime
    ends: datetime


def office_at(hours: OfficeHours, now: datetime) -> Office:
    """Whether somebody is there at a moment.

    Args:
        hours: when they are.
        now: local time; the answer is in the same zone.
    """
    is_open, until = False, None
    for opening in _openings(hours, now):
        if opening.ends <= now:
            continue
        if is_open and until is not None and opening.begins > until:
            break
        if not is_open and opening.begins > now:
            return Office(is_open=False, until=opening.begins)
        is_open = True
        until = max(until or opening.ends, opening.ends)
    if is_open and until is not None and until - now > timedelta(days=LOOK_AHEAD - 1):
        return Office(is_open=True, until=None)
    return Office(is_open, until)


def spans_of(hours: OfficeHours, day: date) -> tuple[Span, ...]:
    """The hours of a day.

    A weekend that is worked, or a single day that is open, has its weekday's hours; if there are
    none, those of the working day before it in the week.
    """
    if day.isoformat() in hours.closed_on:
        return ()
    usual = hours.weekly[day.weekday()]
    if day.isoformat() in hours.open_on:
        return usual or _of_a_working_day(hours, day)
    if not hours.holidays_closed:
        return usual
    try:
        is_off, occasion = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return usual  # the year's holidays are not published
    if occasion is None:
        return usual
    if is_off:
        return ()
    return usual or _of_a_working_day(hours, day)


def _of_a_working_day(hours: OfficeHours, day: date) -> tuple[Span, ...]:
    last = min(day.weekday(), SATURDAY - 1)
    working = [hours.weekly[place] for place in range(last, -1, -1)]
    return next((spans for spans in working if spans), ())


def _openings(hours: OfficeHours, now: datetime) -> Iterator[_Opening]:
    """All spans in order, from those of the day before, which may reach into today."""
    first = now.date() - timedelta(days=1)
    for days in range(LOOK_AHEAD + 2):
        day = first + timedelta(days=days)
        yield from sorted(_opening(span, day, now) for span in spans_of(hours, day))


def _opening(span: Span, day: date, now: datetime) -> _Opening:
    midnight = datetime.combine(day, time(), tzinfo=now.tzinfo)
    begins, ends = (midnight + _since_midnight(clock) for clock in span)
    return _Opening(begins, ends if ends > begins else ends + timedelta(days=1))


def _since_midnight(clock: str) -> timedelta:
    hour, _, minute = clock.partition(":")
    return timedelta(hours=int(hour), minutes=int(minute))
