"""Keeps open consoles' lists up to date: a row is made once for each change, whoever looks.

Each console has a feed. What a feed has not been asked for yet is kept once for each conversation,
the latest only: so a slow console costs no memory, and is up to date with its next look.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from anyio.to_thread import run_sync

from zhangfang.console.conversation.hold_shown import house, sees
from zhangfang.console.live import Live
from zhangfang.console.queue.rows import MOST_KEPT, Rows
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.views import Row
from zhangfang.desk.clock import Clock
from zhangfang.store import holds
from zhangfang.store.database import Database

GATHER = 0.05
"""Seconds in which changes are gathered, so that a burst of them is one look at the database."""

Change = tuple[Row, str] | None
"""A row, and the same as JSON; None: it is no longer there to be seen."""

logger = logging.getLogger(__name__)


class Feed:
    """What one open console has not been told yet."""

    def __init__(self, who: SignedIn) -> None:
        self._who = who
        self._news: dict[str, Change] = {}
        self._hidden: set[str] = set()
        self._woken = asyncio.Event()
        self.in_doubt = False
        self.closed = False

    @property
    def agent(self) -> str:
        """Whose console it is."""
        return self._who.id

    def hide(self, hidden: set[str]) -> None:
        """These are not to be seen from the beginning, so nothing is told when they change."""
        self._hidden |= hidden

    def take(self, conversation: str, change: Change) -> None:
        """This one is otherwise now."""
        if change is not None and sees(self._who, change[0].hold):
            self._hidden.discard(conversation)
        elif conversation in self._hidden:
            return
        else:
            self._hidden.add(conversation)
            change = None
        self._news[conversation] = change
        self._woken.set()

    def doubt(self) -> None:
        """A session of this agent was ended: it may be this one."""
        self.in_doubt = True
        self._woken.set()

    def close(self) -> None:
        """Nothing more will come."""
        self.closed = True
        self._woken.set()

    async def news(self, patience: float) -> dict[str, Change]:
        """What is new, by conversation; empty if that is nothing for so many seconds."""
        try:
            async with asyncio.timeout(patience):
                await self._woken.wait()
        except TimeoutError:
            return {}
        self._woken.clear()
        found, self._news = self._news, {}
        return found


class Lists:
    """The feeds of all consoles that are open at this desk.

    Args:
        database: where conversations are.
        rows: makes their rows.
        clock: local time.
    """

    def __init__(self, database: Database, rows: Rows, clock: Clock) -> None:
        self._database = database
        self._rows = rows
        self._clock = clock
        self._feeds: set[Feed] = set()
        self._told: dict[str, str | None] = {}

    @contextmanager
    def feed(self, who: SignedIn) -> Iterator[Feed]:
        """A feed for as long as the block lasts."""
        feed = Feed(who)
        self._feeds.add(feed)
        self._told.clear()  # what came while nobody listened was told to nobody
        try:
            yield feed
        finally:
            self._feeds.discard(feed)

    async def keep(self, live: Live) -> None:
        """Pass on what changes, as long as the desk runs."""
        with live.listening() as ear:
            while not ear.closed:
                changed = await ear.changed()
                signed_out = ear.signed_out()
                for feed in self._feeds:
                    if feed.agent in signed_out:
                        feed.doubt()
                if self._feeds and changed:
                    await self._pass_on(changed)
                    await asyncio.sleep(GATHER)
        for feed in self._feeds:
            feed.close()

    async def _pass_on(self, changed: set[str]) -> None:
        try:
            rows = await run_sync(self._read, changed)
        except Exception as error:  # noqa: BLE001 - the next change of it tells it
            logger.warning("lists: %s; read again with the next change", type(error).__name__)
            return
        for conversation in changed:
            change = rows.get(conversation)
            if self._is_news(conversation, change):
                for feed in self._feeds:
                    feed.take(conversation, change)

    def _is_news(self, conversation: str, change: Change) -> bool:
        """Whether it reads otherwise than when it was passed on last."""
        text = change[1] if change else None
        if conversation in self._told and self._told[conversation] == text:
            return False
        self._told.pop(conversation, None)
        self._told[conversation] = text
        while len(self._told) > MOST_KEPT:
            del self._told[next(iter(self._told))]
        return True

    def _read(self, changed: set[str]) -> Mapping[str, Change]:
        with self._database.read() as connection:
            rows = self._rows.of(connection, changed, self._clock())
        return {each: (row, row.model_dump_json()) for each, row in rows.items()}

    def hidden_from(self, who: SignedIn) -> set[str]:
        """The conversations that this agent may not see now."""
        with self._database.read() as connection:
            known = house(connection)
            found = holds.of_all(connection)
        return {each for each, held in found.items() if not sees(who, known.shown(held))}
