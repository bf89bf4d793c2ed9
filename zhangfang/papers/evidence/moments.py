"""Moments as a document writes them: Beijing time with seconds, whatever the machine's zone."""

from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
"""China has had no summer time since 1991."""

NOTABLE = timedelta(minutes=1)


def second(iso: str) -> str:
    """`2026-11-22 10:00:05`; what is no moment stays as it is."""
    moment = _read(iso)
    return of(moment) if moment else iso


def of(moment: datetime) -> str:
    """The same of a moment already read."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def day(iso: str) -> str:
    """`2026-11-22`."""
    return second(iso)[:10]


def differ(one: str, other: str) -> bool:
    """Whether two moments lie more than a minute apart."""
    first, last = _read(one), _read(other)
    return first is not None and last is not None and abs(last - first) > NOTABLE


def _read(iso: str) -> datetime | None:
    """A moment without an offset is Beijing's."""
    try:
        moment = datetime.fromisoformat(iso)
        local = moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
        return local.astimezone(BEIJING)
    except (ValueError, OverflowError):
        return None
