"""Overwrites the traces of what was erased, and does so until it is done.

A reader, such as an audit, may hold it up for a minute; nobody waits for that.
"""

import asyncio
import logging

from anyio.to_thread import run_sync

from zhangfang.desk.tasks import end
from zhangfang.store.database import Database
from zhangfang.store.erase import wipe_traces, wipes_at_start

PAUSE = 5.0
"""Seconds until it is tried again."""

logger = logging.getLogger(__name__)


class Wiper:
    """The one task of a desk that cleans up behind erasures.

    Args:
        database: what is cleaned.
        pause: seconds until it is tried again.
    """

    def __init__(self, database: Database, pause: float = PAUSE) -> None:
        self._database = database
        self._pause = pause
        self._held_up = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Finish what an earlier desk may have left, and go on with what is held up."""
        if wipes_at_start(self._database):
            await self.wipe()
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Leave the rest to the next start."""
        await end(self._task)

    async def wipe(self) -> None:
        """Now; and later again, if a reader holds it up."""
        if not await run_sync(wipe_traces, self._database):
            logger.warning(
                "erased, but a reader keeps traces of it in the database's files for now"
            )
            self._held_up.set()

    async def _watch(self) -> None:
        while True:
            await self._held_up.wait()
            await asyncio.sleep(self._pause)
            if await run_sync(wipe_traces, self._database):
                self._held_up.clear()
