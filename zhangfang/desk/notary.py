"""Signs checkpoints of the log in time, and has others vouch for them.

A checkpoint is at most a minute behind. Time stamps and witnesses are asked afterwards: whether
they answer holds up nobody.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from anyio.to_thread import run_sync

from zhangfang.desk.clock import Clock
from zhangfang.desk.tasks import end
from zhangfang.desk.time_stamps import Authority, stamped
from zhangfang.desk.witnesses import Witness, cosigned
from zhangfang.store import checkpoints, tree
from zhangfang.store.checkpoints import Issued
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys

EVERY = 30.0
"""Seconds between two looks: what was just missed is covered within a minute."""

STAMP_EVERY = timedelta(hours=1)

PATIENCE = 5.0
"""Seconds that an authority or a witness has."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Who vouches for checkpoints beside the log itself. Both may be missing."""

    authority: Authority | None
    witness: Witness | None


class Notary:
    """The one task of a desk that signs its log.

    Args:
        database: where the log is.
        keys: the log's.
        vouchers: who vouches for it beside us.
        client: to ask them by.
        clock: local time.
        every: seconds between two looks.
    """

    def __init__(
        self,
        database: Database,
        keys: Keys,
        vouchers: Vouchers,
        client: httpx.AsyncClient,
        clock: Clock,
        every: float = EVERY,
    ) -> None:
        self._database = database
        self._keys = keys
        self._vouchers = vouchers
        self._client = client
        self._clock = clock
        self._every = every
        self._stamped_at: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look now, and again and again."""
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Sign nothing more."""
        await end(self._task)

    async def vouch(self, size: int) -> None:
        """Have the checkpoint of this size stamped and cosigned, as far as it is not."""
        issued = await run_sync(self._of_size, size)
        if issued:
            await self._vouch(issued, stamp=True)

    async def _vouch(self, issued: Issued, *, stamp: bool) -> None:
        authority, witness = self._vouchers.authority, self._vouchers.witness
        if authority and stamp and issued.timestamp is None:
            token = await stamped(self._client, authority, issued.note, PATIENCE)
            if token:
                self._stamped_at = self._clock()
                await run_sync(self._keep_timestamp, issued.size, token)
        if witness and f" {witness.key.name} " not in issued.note:
            lines = await cosigned(self._client, witness, self._database, issued, PATIENCE)
            if lines:
                await run_sync(self._keep_signatures, issued.size, lines)

    async def _watch(self) -> None:
        while True:
            try:
                await self._look()
            except Exception as error:  # noqa: BLE001 - the next look signs what this one missed
                logger.warning("checkpoint: %s; tried again", type(error).__name__)
            await asyncio.sleep(self._every)

    async def _look(self) -> None:
        issued = await run_sync(self._catch_up)
        if issued is None:
            return
        stamp_is_due = self._stamped_at is None or self._clock() - self._stamped_at >= STAMP_EVERY
        await self._vouch(issued, stamp=stamp_is_due)

    def _catch_up(self) -> Issued | None:
        """The new checkpoint, if events were written since the last one."""
        with self._database.read() as connection:
            last, size = checkpoints.latest(connection), tree.size(connection)
        if size == 0 or (last and last.size == size):
            return None
        with self._database.write() as connection:
            return checkpoints.make(connection, self._keys.current)

    def _of_size(self, size: int) -> Issued | None:
        with self._database.read() as connection:
            return checkpoints.of_size(connection, size)

    def _keep_timestamp(self, size: int, token: bytes) -> None:
        with self._database.write() as connection:
            checkpoints.put_timestamp(connection, size, token)

    def _keep_signatures(self, size: int, lines: str) -> None:
        with self._database.write() as connection:
            checkpoints.add_signatures(connection, size, lines)
