"""Has the bot take over again where the merchant has waited too long for a person's answer.

Since when they wait stands in the table, so a restart changes nothing; whether it is too long is
asked again in the transaction that gives the conversation back, so of two desks only one does it.
"""

import asyncio
import logging
from datetime import datetime

from anyio.to_thread import run_sync

from zhangfang.console.console import Console
from zhangfang.console.conversation.telling import tell
from zhangfang.desk.giving_back import bring_back, patience
from zhangfang.store import holds, turns

LONGEST_SLEEP, SHORTEST_SLEEP = 15.0, 0.2
"""Seconds: another desk, or the setup, may have changed what is to be done."""

logger = logging.getLogger(__name__)


async def come_back(console: Console) -> None:
    """Look at every due moment, and now and then."""
    while True:
        try:
            now = console.desk.clock()
            await bring_all_back(console, now, own_times=console.desk.settings.dev)
            sleep = await run_sync(_sleep, console, now)
        except Exception as error:  # noqa: BLE001 - what was missed is done by the next look
            logger.warning("coming back: %s; looked at again", type(error).__name__)
            sleep = LONGEST_SLEEP
        await asyncio.sleep(sleep)


async def bring_all_back(console: Console, now: datetime, *, own_times: bool = False) -> None:
    """Bring the bot back wherever it is due at that time.

    Args:
        console: the desk, and who is to be told.
        now: local time.
        own_times: leave alone the conversations whose messages set a time of their own, as tests
            do.
    """
    for conversation in await run_sync(_due, console, now, own_times):
        if await run_sync(_bring_back, console, conversation, now):
            await tell(console, conversation, now)


def _due(console: Console, now: datetime, own_times: bool) -> list[str]:  # noqa: FBT001
    with console.desk.database.read() as connection:
        due = holds.left_silent(connection, now - patience(connection))
        return [it for it in due if not (own_times and turns.time_was_set(connection, it))]


def _bring_back(console: Console, conversation: str, now: datetime) -> bool:
    with console.desk.database.write() as connection:
        return bring_back(connection, console.desk.sources, conversation, now)


def _sleep(console: Console, now: datetime) -> float:
    with console.desk.database.read() as connection:
        first = holds.first_silence(connection)
        if first is None:
            return LONGEST_SLEEP
        left = (first + patience(connection) - now).total_seconds()
    return min(max(left, SHORTEST_SLEEP), LONGEST_SLEEP)
