"""Wakes when a day has come that a conversation waits for, and has it said there."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime

from anyio.to_thread import run_sync
from starlette.concurrency import iterate_in_threadpool

from zhangfang.desk.clock import Clock
from zhangfang.desk.follow_ups import Sources, Told, follow_up_on, run_due
from zhangfang.desk.stream import Stream
from zhangfang.desk.tasks import end
from zhangfang.store import conversations

LONGEST_SLEEP = 30.0
"""Seconds: what another desk on the same data has set, or what failed, is looked at by then."""

logger = logging.getLogger(__name__)


class Alarm:
    """The one task of a desk that speaks without having been spoken to.

    Args:
        sources: what follow-ups are made from.
        stream: who is to hear of them.
        clock: local time.
        dev: requests may set their own time, and with it that of their conversation.
    """

    def __init__(self, sources: Sources, stream: Stream, clock: Clock, *, dev: bool) -> None:
        self._sources = sources
        self._stream = stream
        self._clock = clock
        self._dev = dev
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look now, at every due moment, and now and then."""
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Begin no other follow-up; one that is being written is finished, or undone."""
        await end(self._task)

    def wake(self) -> None:
        """A conversation was answered: it may have set an earlier moment, or held up a follow-up."""
        self._woken.set()

    async def catch_up(self, conversation: str, now: datetime) -> None:
        """Follow up one conversation as if it were that time."""
        done = await run_sync(follow_up_on, self._sources, conversation, now)
        if done:
            self._tell(done)

    async def _watch(self) -> None:
        while True:
            self._woken.clear()
            try:
                sleep = await self._look()
            except Exception as error:  # noqa: BLE001 - a day that was missed is told by the next look
                logger.warning("follow-ups: %s; looked at again", type(error).__name__)
                sleep = LONGEST_SLEEP
            # not wait_for: Python 3.11's loses a cancellation that comes together with the wake
            with suppress(TimeoutError):
                async with asyncio.timeout(sleep):
                    await self._woken.wait()

    async def _look(self) -> float:
        """Say all that is due. Returns for how many seconds there is nothing to do."""
        now = self._clock()
        async for done in iterate_in_threadpool(run_due(self._sources, now, own_times=self._dev)):
            self._tell(done)
        following = await run_sync(self._next_after, now)
        if following is None:
            return LONGEST_SLEEP
        return min((following - self._clock()).total_seconds(), LONGEST_SLEEP)

    def _next_after(self, now: datetime) -> datetime | None:
        with self._sources.database.read() as connection:
            return conversations.next_due_after(connection, now)

    def _tell(self, done: Told) -> None:
        self._stream.messages(done.conversation)
        self._stream.case(done.conversation, done.case)
