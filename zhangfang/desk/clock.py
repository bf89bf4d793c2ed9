"""What time it is, and what time a test wants it to be."""

from collections.abc import Callable
from datetime import datetime

from zhangfang.desk.errors import BadTimeError
from zhangfang.store.moments import SHOP_ZONE

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
