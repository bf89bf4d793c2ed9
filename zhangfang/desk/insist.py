"""Does a thing again until it is done."""

import logging
from collections.abc import Awaitable, Callable
from itertools import count
from typing import TypeVar

import anyio

from zhangfang.desk.rasa import NoAnswerError
from zhangfang.desk.settings import Waits

logger = logging.getLogger(__name__)

Done = TypeVar("Done")


async def insist(
    what: str,
    action: Callable[[], Awaitable[Done]],
    waits: Waits,
    failed: Callable[[], None] | None = None,
) -> Done:
    """The outcome of the first attempt that succeeds, with growing pauses between them.

    Args:
        what: names it in the log.
        action: one attempt, which must leave nothing behind when it fails.
        waits: how long to pause.
        failed: called after each attempt that failed.
    """
    for failures in count(1):
        try:
            return await action()
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the merchant is still owed it
            logger.warning("%s: attempt %d failed: %s", what, failures, _told(error))
        if failed:
            failed()
        await anyio.sleep(waits.pause(failures))
    raise AssertionError("count() does not end")


def _told(error: Exception) -> str:
    """Only our own error may speak: another's message may quote the merchant."""
    return str(error) if isinstance(error, NoAnswerError) else type(error).__name__
