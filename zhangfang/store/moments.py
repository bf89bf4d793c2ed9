"""Moments as text that sorts as time does: all in UTC, all of one length."""

from datetime import UTC, datetime


def sortable(moment: datetime) -> str:
    """The moment, to be compared in a query."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
