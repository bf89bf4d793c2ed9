"""Has every message answered: in order within a conversation, again and again until it is done.

The queue is the table of turns; this is only who works on it. So a desk that died begins where it
stopped.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from anyio.to_thread import run_sync

from zhangfang.cases.view import View
from zhangfang.desk.insist import insist
from zhangfang.desk.metrics import Metrics
from zhangfang.desk.notices import tell_recorded
from zhangfang.desk.settings import Waits
from zhangfang.desk.stream import Stream
from zhangfang.desk.tasks import end
from zhangfang.desk.turn import Means, run_turn
from zhangfang.desk.waiting import Waiting
from zhangfang.store import holds, turns
from zhangfang.store.turns import Turn


class _Owed(NamedTuple):
    """A message to be answered; by a person, if one has the conversation: then the bot only reads."""

    turn: Turn
    to_a_person: bool


class Dispatcher:
    """One worker for each conversation that has something to answer."""

    def __init__(
        self,
        means: Means,
        stream: Stream,
        metrics: Metrics,
        waits: Waits,
        all_answered: Callable[[], None],
    ) -> None:
        self._means = means
        self._all_answered = all_answered
        self._stream = stream
        self._metrics = metrics
        self._waits = waits
        self._waiting = Waiting()
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._accepted: defaultdict[str, dict[int, float]] = defaultdict(dict)

    async def start(self) -> None:
        """Take up what an earlier desk left unanswered."""
        for conversation in await run_sync(self._conversations_waiting):
            self._wake(conversation)

    async def stop(self) -> None:
        """Drop everything; the table of turns knows what was not done."""
        await end(*self._workers.values())

    def let_go(self) -> None:
        """Nobody is to wait for an answer any longer: it will be in the transcript."""
        self._waiting.settle_all()

    def accepted(self, conversation: str, seq: int) -> None:
        """A message is on record: see to its answer."""
        self._accepted[conversation].setdefault(seq, _now())
        self._wake(conversation)

    def withdrawn(self, conversation: str, seq: int) -> None:
        """A message was taken back before it was answered: nobody is to wait for its answer."""
        self._waiting.settle((conversation, seq))

    async def answered(self, conversation: str, seq: int) -> None:
        """Wait until the message has its answer or a notice, but not too long."""
        key = (conversation, seq)
        settled = self._waiting.join(key)
        try:
            if await run_sync(self._is_done, conversation, seq):
                return
            await asyncio.wait_for(settled.wait(), self._waits.answer)
        except TimeoutError:
            return
        finally:
            self._waiting.leave(key, settled)

    def _wake(self, conversation: str) -> None:
        self._woken.add(conversation)
        if conversation not in self._workers:
            self._workers[conversation] = asyncio.create_task(self._work(conversation))

    async def _work(self, conversation: str) -> None:
        began, told = _now(), False
        look = partial(run_sync, self._next, conversation)
        while conversation in self._woken:
            self._woken.discard(conversation)
            while owed := await insist(f"queue of {conversation}", look, self._waits):
                since = self._accepted[conversation].get(owed.turn.seq, began)
                told = await self._see_to(owed, since, told=told)
            told = False  # nothing is owed any more: the outage, if there was one, is over
            self._all_answered()
        del self._workers[conversation]
        self._accepted.pop(conversation, None)

    async def _see_to(self, owed: _Owed, since: float, *, told: bool) -> bool:
        """Have one message answered, whatever it takes.

        Args:
            owed: the message.
            since: when it was accepted, by the loop's clock.
            told: whether the merchant knows of the outage. Returned as it is afterwards.
        """
        turn = owed.turn
        if not owed.to_a_person:
            self._stream.typing(turn.conversation, on=True)
        answering = asyncio.create_task(self._answer(turn))
        try:
            if not told:
                patience = since + self._waits.notice - _now()
                await asyncio.wait({answering}, timeout=max(patience, 0))
                if not answering.done():
                    told = await self._tell_recorded(turn)
            view = await answering
        finally:
            answering.cancel()
        self._stream.messages(turn.conversation)
        self._stream.case(turn.conversation, view)
        self._stream.typing(turn.conversation, on=False)
        self._waiting.settle((turn.conversation, turn.seq))
        return told

    async def _answer(self, turn: Turn) -> View:
        with self._metrics.turn_seconds.time():
            return await insist(
                f"turn {turn.conversation}/{turn.seq}",
                partial(run_turn, self._means, turn),
                self._waits,
                failed=self._metrics.turn_failures.inc,
            )

    async def _tell_recorded(self, turn: Turn) -> bool:
        self._stream.typing(turn.conversation, on=False)
        told = await insist(
            f"notice for {turn.conversation}/{turn.seq}",
            partial(run_sync, tell_recorded, self._means.database, self._means.clock, turn),
            self._waits,
        )
        self._stream.messages(turn.conversation)
        self._waiting.settle((turn.conversation, turn.seq))
        return told

    def _conversations_waiting(self) -> list[str]:
        with self._means.database.read() as connection:
            return turns.conversations_waiting(connection)

    def _next(self, conversation: str) -> _Owed | None:
        with self._means.database.read() as connection:
            turn = turns.next_pending(connection, conversation)
            return _Owed(turn, holds.is_held(connection, conversation)) if turn else None

    def _is_done(self, conversation: str, seq: int) -> bool:
        with self._means.database.read() as connection:
            return turns.result(connection, conversation, seq) is not None


def _now() -> float:
    return asyncio.get_running_loop().time()
