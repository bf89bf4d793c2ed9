"""Tells those that wait for a person when their place in the queue has become another one.

Whatever takes a conversation out of the queue gives the others their places in the same transaction.
Here they are told, all at once and once a second at most: only who has their page open, and not
by a message. When the office opens, those that came before get their first place; when it closes,
those that still wait are told so.
"""

import asyncio
import logging
from collections.abc import Mapping

from anyio.to_thread import run_sync

from zhangfang.console.console import Console
from zhangfang.desk.office import office_now
from zhangfang.desk.queueing import give_places
from zhangfang.desk.record import case_now
from zhangfang.store import holds

LONGEST_SLEEP, SHORTEST_SLEEP = 15.0, 1.0
"""Seconds: the office may have opened, or another desk has taken one."""

Places = Mapping[str, tuple[int | None, bool]]
"""By conversation: its place, and whether the office is open."""

logger = logging.getLogger(__name__)


async def tell_places(console: Console) -> None:
    """Tell them, as long as the desk runs."""
    told: Places = {}
    with console.live.listening() as ear:
        while not ear.closed:
            try:
                told = await _tell_moved(console, told)
            except Exception as error:  # noqa: BLE001 - the next look tells it
                logger.warning("places: %s; looked at again", type(error).__name__)
            try:
                async with asyncio.timeout(LONGEST_SLEEP):
                    await ear.changed()
            except TimeoutError:
                continue
            await asyncio.sleep(SHORTEST_SLEEP)


async def _tell_moved(console: Console, told: Places) -> Places:
    """Who has begun to wait is told once more: others may have been taken since their turn."""
    desk = console.desk
    places = await run_sync(_places, console)
    for conversation, place in places.items():
        if place == told.get(conversation):
            continue
        console.live.changed(conversation)
        if desk.stream.is_heard(conversation):
            now = desk.clock()
            view = await run_sync(case_now, desk.database, desk.knowledge, conversation, now)
            desk.stream.case(conversation, view)
    return places


def _places(console: Console) -> Places:
    """Where each is; with --dev the requests set the time, so here it opens no office."""
    desk = console.desk
    with desk.database.read() as connection:
        found = holds.waiting(connection)
        office = office_now(connection, desk.knowledge.handing, desk.clock())
    is_behind = any(
        held.told_position is None or held.told_position > place
        for place, held in enumerate(found, start=1)
    )
    if is_behind and office.is_open and not desk.settings.dev:
        with desk.database.write() as connection:
            give_places(connection, office)
            found = holds.waiting(connection)
    return {held.conversation: (held.told_position, office.is_open) for held in found}
