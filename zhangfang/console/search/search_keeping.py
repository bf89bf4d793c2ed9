"""Keeps the search index up with the log: what is said is found, what is taken back is found no more."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial

from anyio.to_thread import run_sync
from sqlalchemy import Connection, select

from zhangfang.console.console import Console
from zhangfang.console.live import Ear
from zhangfang.console.search.search_terms import Term, terms
from zhangfang.console.search.searchable import KINDS, searchable
from zhangfang.console.search.word_cutter import WordCutter
from zhangfang.evidence.event import SYSTEM, Event
from zhangfang.guides.model import Knowledge
from zhangfang.store import log, search_index
from zhangfang.store.agent_tables import agents
from zhangfang.store.database import Database
from zhangfang.store.following import follow
from zhangfang.store.recalls import RECALLED

FOLLOWER = "search-1"
"""Name of the follower. Another number has the index made anew, from the first event on."""

BATCH = 40
"""Entries at once: nobody else writes meanwhile, about 15 ms."""

PAUSE = 0.02
"""Seconds between two batches while there are more: the desk has others to serve."""

EVERY = 5.0
"""Seconds after which the log is looked at, whether or not this desk knows of news."""

GATHER = 1.0
"""Seconds that news are gathered for, so that not each message costs a write of its own. Who
searches meanwhile has it indexed at once (searching.py)."""

logger = logging.getLogger(__name__)


async def keep_search(console: Console) -> None:
    """Follow the log as long as the desk runs; only once there is an agent who could search."""
    with console.live.listening() as ear:
        while not ear.closed:
            try:
                taken = await run_sync(_catch_up, console)
            except Exception as error:  # noqa: BLE001 - the next look takes what this one left
                logger.warning("search index: %s; tried again", type(error).__name__)
                taken = 0
            await (asyncio.sleep(PAUSE) if taken else _news(ear))


def index_next(database: Database, knowledge: Knowledge, cutter: WordCutter) -> int:
    """Index the next entries of the log. Returns how many there were; 0 if the index is up to date."""
    return follow(database, FOLLOWER, partial(_take, knowledge, cutter), BATCH)


def _catch_up(console: Console) -> int:
    desk = console.desk
    with desk.database.read() as connection:
        if connection.execute(select(agents.c.id).limit(1)).one_or_none() is None:
            return 0
    return index_next(desk.database, desk.knowledge, console.word_cutter)


async def _news(ear: Ear) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(EVERY):
            await ear.changed()
    await asyncio.sleep(GATHER)


def _take(
    knowledge: Knowledge, cutter: WordCutter, connection: Connection, found: Sequence[Event]
) -> None:
    """Index these events, and those earlier ones that they take back or replace, as they are now."""
    staff = set(connection.scalars(select(agents.c.id)))
    concerned: defaultdict[str, set[int]] = defaultdict(set)
    for event in found:
        if event.conversation != SYSTEM and event.conversation not in staff:
            concerned[event.conversation].update(_concerned(event))
    for conversation, seqs in concerned.items():
        entries = log.of_seqs(connection, conversation, seqs).values()
        search_index.put(
            connection,
            {it.event.log_index: _terms(searchable(knowledge, it), cutter) for it in entries},
        )


def _concerned(event: Event) -> Iterator[int]:
    """The seq of what an event has to say, or has changed in another."""
    if event.kind in (RECALLED, log.REDACTED):
        yield int(event.body["seq"])
    elif event.kind in KINDS:
        yield event.seq


def _terms(text: str | None, cutter: WordCutter) -> dict[str, int]:
    return {named(term): times for term, times in terms(text, cutter).items()} if text else {}


def named(term: Term) -> str:
    """A term as the index knows it."""
    return f"{term.kind} {term.text}"
