"""Moments as text: local, as they are written down, and in UTC, as they are compared."""

from datetime import UTC, datetime, timedelta, timezone

SHOP_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China's time, whatever the machine's zone. China has had no summer time since 1991."""


def stamp(moment: datetime) -> str:
    """ISO 8601 with offset, to the millisecond: how every time is written down."""
    return moment.astimezone(SHOP_ZONE).isoformat(timespec="milliseconds")


def sortable(moment: datetime) -> str:
    """The moment, to be compared in a query: all in UTC, all of one length."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def sortable_of(stamped: str) -> str:
    """The moment of a stamp, to be compared in a query."""
    return sortable(datetime.fromisoformat(stamped))
