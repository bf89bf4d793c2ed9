"""Erases conversations that have been over for longer than the setup keeps them; off unless it is set.

What is under way is never erased: an open case, a message without its answer, a conversation that
waits for a person or has one. Each erasure is on record in its conversation, as `erased` by the
operator; how long is kept, and who has set it, is on record as `setup_changed`.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

from anyio.to_thread import run_sync

from zhangfang.console.console import Console
from zhangfang.desk.erasure import erase_if
from zhangfang.store import retention, setup, turns
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

AFTER_START = 90.0
EVERY = 3600.0
"""Seconds: the desk serves first, then it is looked at every hour."""

PAUSE = 0.1
"""Seconds between two erasures: the desk has others to serve."""

AT_ONCE = 200

logger = logging.getLogger(__name__)


async def keep_retention(console: Console) -> None:
    """Look now and then, as long as the desk runs."""
    await asyncio.sleep(AFTER_START)
    while True:
        more = False
        try:
            desk = console.desk
            more = await erase_what_is_over(console, desk.clock(), own_times=desk.settings.dev)
        except Exception as error:  # noqa: BLE001 - the next look takes what this one left
            logger.warning("retention: %s; tried again", type(error).__name__)
        await asyncio.sleep(PAUSE if more else EVERY)


async def erase_what_is_over(
    console: Console, now: datetime, *, own_times: bool = False, most: int = AT_ONCE
) -> bool:
    """Erase what has been over for too long at that time. Returns whether there may be more.

    Args:
        console: the desk, and who is to be told.
        now: local time.
        own_times: leave alone the conversations whose messages set a time of their own, as tests do.
        most: so many at most.
    """
    database = console.desk.database
    until, due = await run_sync(partial(_due, database, now, own_times=own_times, most=most))
    erased = 0
    for conversation in due:
        is_due = partial(retention.is_over_since, conversation=conversation, until=until)
        if await run_sync(erase_if, database, conversation, is_due, now):
            erased += 1
            console.live.changed(conversation)
        await asyncio.sleep(PAUSE if erased else 0)
    if erased:
        await console.desk.wiper.wipe()
    return len(due) == most and erased > 0


def _due(database: Database, now: datetime, *, own_times: bool, most: int) -> tuple[str, list[str]]:
    with database.read() as connection:
        days = setup.latest(connection).setup.retention_days
        if days is None:
            return "", []
        until = stamp(now - timedelta(days=days))
        found = retention.over_since(connection, until, most)
        if own_times:
            found = [it for it in found if not turns.time_was_set(connection, it)]
    return until, found
