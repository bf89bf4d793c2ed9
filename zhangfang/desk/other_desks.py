"""Tells pages that are open here of what other desks put on record.

Each desk tells its own pages at once. What another one on the same database has written is found by
looking at the end of the log now and then, which costs one look-up in an index. What is on no record,
who types and who looks on, is known at the desk where it happens.
"""

import asyncio
import logging
from collections.abc import Sequence

from anyio.to_thread import run_sync
from sqlalchemy import func, select

from zhangfang.desk.clock import Clock
from zhangfang.desk.record import case_now
from zhangfang.desk.stream import Stream
from zhangfang.desk.tasks import end
from zhangfang.evidence.event import SYSTEM
from zhangfang.guides.model import Knowledge
from zhangfang.store.agent_tables import agents
from zhangfang.store.database import Database
from zhangfang.store.tables import events

LOOKED_EVERY = 1.0
"""Seconds."""

logger = logging.getLogger(__name__)


class OtherDesks:
    """The one task of a desk that looks for what others have written.

    What this desk has written itself is found as well, and told again: whoever is woken for nothing
    reads nothing new.

    Args:
        database: the record.
        knowledge: for how a case stands.
        stream: who is to hear of it.
        clock: local time.
    """

    def __init__(
        self, database: Database, knowledge: Knowledge, stream: Stream, clock: Clock
    ) -> None:
        self._database = database
        self._knowledge = knowledge
        self._stream = stream
        self._clock = clock
        self._seen = -1
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Look from now on, where there may be other desks: embedded, the database is one's own."""
        if self._database.engine.dialect.name != "postgresql":
            return
        await self.begin()
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Look no more."""
        await end(self._task)

    async def begin(self) -> None:
        """What is on record by now was told by whoever wrote it."""
        self._seen, _ = await run_sync(self._written)

    async def look(self) -> None:
        """Tell of what has come since the last look."""
        self._seen, changed = await run_sync(self._written)
        for conversation in changed:
            self._stream.messages(conversation)
            if self._stream.is_heard(conversation):
                view = await run_sync(
                    case_now, self._database, self._knowledge, conversation, self._clock()
                )
                self._stream.case(conversation, view)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOKED_EVERY)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - the next look finds it
                logger.warning("other desks: %s; looked at again", type(error).__name__)

    def _written(self) -> tuple[int, Sequence[str]]:
        """The end of the log, and the merchants' conversations that have come into it since."""
        with self._database.read() as connection:
            last = connection.scalars(select(func.max(events.c.log_index))).one()
            if last is None or last == self._seen:
                return self._seen, ()
            found = connection.scalars(
                select(events.c.conversation)
                .distinct()
                .outerjoin(agents, agents.c.id == events.c.conversation)
                .where(events.c.log_index > self._seen, agents.c.id.is_(None))
                .where(events.c.conversation != SYSTEM)
            )
            return last, list(found)
