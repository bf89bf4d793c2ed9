"""Local time: China's, whatever the machine's zone. China has had no summer time since 1991."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from zhangfang.desk.errors import BadTimeError

SHOP_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """The time on the shop's wall."""
    return datetime.now(SHOP_ZONE)


def request_time(header: str) -> datetime:
    """The time that a test asks for in X-Now; one without an offset is local.

    Raises:
        BadTimeError: it is no ISO 8601 time.
    """
    try:
        asked = datetime.fromisoformat(header.strip())
        local = asked.replace(tzinfo=SHOP_ZONE) if asked.tzinfo is None else asked
        return local.astimezone(SHOP_ZONE)
    except (ValueError, OverflowError):
        raise BadTimeError from None


def stamp(moment: datetime) -> str:
    """ISO 8601 with offset, to the millisecond: how every time is written down."""
    return moment.astimezone(SHOP_ZONE).isoformat(timespec="milliseconds")
