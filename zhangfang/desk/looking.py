"""Has every file that arrives looked at: one at a time, each conversation in its turn.

A look makes what is shown of the file, reads what is printed on it, and tells the merchant. The
file itself was on record before; whatever goes wrong here, it stays there.
"""

import asyncio
import logging
from collections import deque
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from anyio.to_thread import run_sync
from sqlalchemy.exc import SQLAlchemyError

from zhangfang.cases.view import View
from zhangfang.desk.clock import Clock
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.insist import insist
from zhangfang.desk.record import case_now
from zhangfang.desk.settings import Waits
from zhangfang.desk.slip_offers import put_reading
from zhangfang.desk.stream import Stream
from zhangfang.desk.tasks import end
from zhangfang.pictures.looked import Looked, LookError
from zhangfang.slips.reading import SlipReading
from zhangfang.store import file_views, files, log, sealing

PDF = "application/pdf"

logger = logging.getLogger(__name__)


class Looks(Protocol):
    """Who looks: in production, a process of its own."""

    async def look(self, content: bytes, media: str, *, read: bool) -> Looked:
        """What there is to see in a file."""

    async def stop(self) -> None:
        """Nothing more will be asked."""


class Arrived(NamedTuple):
    """A file that is to be looked at."""

    file: files.Filed
    content: bytes
    at: datetime
    recorded: datetime


class Looking:
    """The one task of a desk that has files looked at.

    Args:
        sources: where files lie, and the words for what was found.
        worker: who looks.
        stream: who is told.
        clock: local time.
        waits: patience with the database.
    """

    def __init__(
        self, sources: Sources, worker: Looks, stream: Stream, clock: Clock, waits: Waits
    ) -> None:
        self._sources = sources
        self._worker = worker
        self._stream = stream
        self._clock = clock
        self._waits = waits
        self._queues: dict[str, deque[int]] = {}
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take up what an earlier desk left of the last day."""
        for conversation, seq in await run_sync(self._left_over):
            self.arrived(conversation, seq)
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Leave the rest to the next start."""
        await end(self._task)
        await self._worker.stop()

    def arrived(self, conversation: str, seq: int) -> None:
        """A file is on record: have it looked at."""
        self._queues.setdefault(conversation, deque()).append(seq)
        self._news.set()

    async def _work(self) -> None:
        while True:
            await self._news.wait()
            while self._queues:
                conversation, seq = self._next()
                look = partial(self._look_at, conversation, seq)
                await insist(f"look at {conversation}/{seq}", look, self._waits)
            self._news.clear()

    def _next(self) -> tuple[str, int]:
        """The conversations take turns: twenty photos of one keep nobody else waiting."""
        conversation = next(iter(self._queues))
        queue = self._queues.pop(conversation)
        seq = queue.popleft()
        if queue:
            self._queues[conversation] = queue
        return conversation, seq

    async def _look_at(self, conversation: str, seq: int) -> None:
        arrived = await run_sync(self._arrived, conversation, seq)
        if arrived is None:
            return
        looked = await self._looked(conversation, arrived)
        if looked is not None:
            await run_sync(self._keep, conversation, arrived.file, looked)
        is_page = arrived.file.about["media"] == PDF
        reading = looked.slip if looked is not None and not is_page else None
        view = await run_sync(self._put, conversation, arrived, reading)
        self._stream.messages(conversation)
        if view is not None:
            self._stream.case(conversation, view)

    async def _looked(self, conversation: str, arrived: Arrived) -> Looked | None:
        file = arrived.file
        try:
            return await self._worker.look(arrived.content, file.about["media"], read=True)
        except LookError as error:
            logger.info("file %s/%d has no picture: %s", conversation, file.seq, error)
            return None

    def _left_over(self) -> list[tuple[str, int]]:
        with self._sources.database.read() as connection:
            return file_views.not_looked_at(connection)

    def _arrived(self, conversation: str, seq: int) -> Arrived | None:
        """The file, unless it was taken back, erased, lost, or looked at by another desk."""
        with self._sources.database.read() as connection:
            if seq in file_views.looked_at(connection, conversation):
                return None
            found = files.filed(connection, conversation)
            file = next((it for it in found if it.seq == seq), None)
            entry = log.at(connection, conversation, seq)
            content = files.content_of(connection, conversation, file) if file else None
        if file is None or entry is None or content is None:
            return None
        event = entry.event
        at, recorded = (datetime.fromisoformat(it) for it in (event.at, event.recorded_at))
        return Arrived(file, content, at, recorded)

    def _keep(self, conversation: str, file: files.Filed, looked: Looked) -> None:
        """Put the views under lock; without room for them, there are none."""
        views: dict[file_views.ViewSize, bytes] = {"small": looked.small, "large": looked.large}
        with self._sources.database.read() as connection:
            key = sealing.key_of(connection, conversation)
            folder = files.folder_of(connection, conversation)
        if key is None:
            return
        try:
            file_views.write_views(folder, key, file.box, views)
        except OSError as error:
            logger.warning("no room for a view in %s: %s", conversation, type(error).__name__)
        with self._sources.database.read() as connection:
            was_erased = sealing.key_of(connection, conversation) is None
        if was_erased:
            files.remove_all(folder)

    def _put(self, conversation: str, arrived: Arrived, reading: SlipReading | None) -> View | None:
        """Have it on record and told, as long after the file as the desk's clock has run.

        What is read off one picture must not hold up all that come after it: if it can't be told,
        the file is on record as one that says nothing.
        """
        waited = max(self._clock() - arrived.recorded, timedelta(0))
        at = arrived.at + waited
        sources, seq = self._sources, arrived.file.seq
        try:
            was_told = put_reading(*sources, conversation, seq, reading, at)
        except SQLAlchemyError:
            raise  # of the database, which will be back
        except Exception as error:
            if reading is None:
                raise
            logger.error("reading of %s/%d: %s", conversation, seq, type(error).__name__)  # noqa: TRY400
            was_told = put_reading(*sources, conversation, seq, None, at)
        if not was_told:
            return None
        return case_now(sources.database, sources.knowledge, conversation, at)
