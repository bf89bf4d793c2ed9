"""A span of days in Shanghai time, as supervisors choose it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from zhangfang.store.moments import SHOP_ZONE, sortable

USUAL = 30
"""Days, if none are chosen."""

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)

MOST = 3660
"""Days; a longer span is cut: first what is yet to come, then its beginning."""


class Days(NamedTuple):
    """From the first to the last day, both of them included."""

    first: date
    last: date

    @property
    def begins(self) -> str:
        """The first moment, sortable."""
        return sortable(datetime.combine(self.first, time(), SHOP_ZONE))

    @property
    def ends(self) -> str:
        """The first moment after it, sortable."""
        return sortable(datetime.combine(self.last + timedelta(days=1), time(), SHOP_ZONE))

    @property
    def every(self) -> list[date]:
        """Each day, in order."""
        count = (self.last - self.first).days + 1
        return [self.first + timedelta(days=place) for place in range(count)]


def _is_written_as_a_day(value: object) -> object:
    if isinstance(value, str) and not _DAY(value):
        raise ValueError("a day is written 2026-11-22")
    return value


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch

WrittenDay = Annotated[date, BeforeValidator(_is_written_as_a_day)]
"""A day in a query. A mere number is none: it would be taken for seconds since 1970."""


def days_between(since: date | None, until: date | None, now: datetime) -> Days:
    """What was chosen; else up to today, 30 days. Days the wrong way round are turned round."""
    today = now.astimezone(SHOP_ZONE).date()
    last = _known(until or max(today, since or today))
    first = _known(since or last - timedelta(days=USUAL - 1))
    first, last = sorted((first, last))
    if (last - first).days > MOST:
        last = min(last, max(first, today))
    return Days(max(first, last - timedelta(days=MOST)), last)


def _known(day: date) -> date:
    """A day of which something may be on record."""
    return min(max(day, EARLIEST), LATEST)


def day_of(moment: str) -> date:
    """The Shanghai day of a sortable moment."""
    return datetime.fromisoformat(moment).astimezone(SHOP_ZONE).date()
