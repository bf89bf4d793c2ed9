"""Follows the log for the supervisors: measures conversations, and checks them by the quality rules.

A conversation is looked at as a whole, when its latest entry is reached; so what is made of it does
not depend on how often it was looked at, and after a change everything can be made anew. Changed
rules have another follower, which begins at the first entry; what was dismissed stays so.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from functools import partial

from anyio.to_thread import run_sync
from sqlalchemy import Connection, func, select

from zhangfang.cases.office_hours import OfficeHours
from zhangfang.console.console import Console
from zhangfang.console.staff.access import is_merchants
from zhangfang.console.supervision.breaking import broken
from zhangfang.console.supervision.measuring import measured
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.office import hours_of
from zhangfang.evidence.event import Event
from zhangfang.guides.quality import Quality
from zhangfang.store import breaches, log, measures, setup
from zhangfang.store.agent_tables import agents
from zhangfang.store.breaches import Breach, breach_id
from zhangfang.store.following import Take, follow
from zhangfang.store.moments import sortable_of
from zhangfang.store.tables import events

FIGURES = "figures-1"
"""Name of the follower that measures; another number has everything measured anew."""

BATCH = 25
"""Entries at once. Nobody else writes meanwhile: up to 5 ms for each conversation among them."""

PAUSE = 0.05
"""Seconds between two batches while there are more: the desk has others to serve."""

EVERY = 30.0
"""Seconds between two looks: many messages of one conversation are measured together. Whoever asks
for figures has the rest measured first."""

PATIENCE = 3.0
"""Seconds that one who asks waits for that."""

logger = logging.getLogger(__name__)


async def keep_supervision(console: Console) -> None:
    """Follow the log as long as the desk runs; only once there is an agent."""
    while True:
        try:
            taken = await run_sync(_next, console.desk.sources)
        except Exception as error:  # noqa: BLE001 - the next look takes what this one left
            logger.warning("supervision: %s; tried again", type(error).__name__)
            taken = 0
        await asyncio.sleep(PAUSE if taken else EVERY)


def catch_up(sources: Sources, patience: float = PATIENCE) -> bool:
    """Take what is new in the log. Returns whether that was all of it.

    Args:
        sources: the database and the rules.
        patience: seconds, after which the rest is left to the follower.
    """
    until = time.monotonic() + patience
    while _each_next(sources):
        if time.monotonic() > until:
            return False
    return True


def quality_follower(quality: Quality) -> str:
    """The name of the follower that checks by these rules."""
    return f"quality-{hashlib.sha256(quality.model_dump_json().encode()).hexdigest()[:16]}"


def _next(sources: Sources) -> int:
    with sources.database.read() as connection:
        if connection.execute(select(agents.c.id).limit(1)).one_or_none() is None:
            return 0
    return _each_next(sources)


def _each_next(sources: Sources) -> int:
    quality = sources.knowledge.quality
    with sources.database.read() as connection:
        hours = hours_of(setup.latest(connection).setup)
    takes: tuple[tuple[str, Take], ...] = (
        (FIGURES, _measure),
        (quality_follower(quality), partial(_check, quality, hours)),
    )
    return sum(follow(sources.database, name, take, BATCH) for name, take in takes)


def _measure(connection: Connection, found: Sequence[Event]) -> None:
    for conversation in _reached(connection, found):
        kept = measured(log.entries(connection, conversation))
        measures.replace(connection, conversation, kept.cases, kept.measures)


def _check(
    quality: Quality, hours: OfficeHours, connection: Connection, found: Sequence[Event]
) -> None:
    for conversation in _reached(connection, found):
        if not _has_agents(connection, conversation):
            continue
        entries = log.entries(connection, conversation)
        kept = [
            Breach(
                id=breach_id(conversation, it.seq, it.rule),
                rule=it.rule,
                conversation=conversation,
                case_number=it.case,
                seq=it.seq,
                at=sortable_of(it.at),
                agent=it.agent,
                seconds=it.seconds,
            )
            for it in broken(quality.rules, hours, entries)
        ]
        breaches.replace_found(connection, conversation, kept)


def _reached(connection: Connection, found: Sequence[Event]) -> Iterator[str]:
    """The merchants' conversations whose latest entry is among these."""
    last = select(events.c.conversation, func.max(events.c.log_index)).where(
        events.c.conversation.in_({event.conversation for event in found})
    )
    newest = connection.execute(last.group_by(events.c.conversation)).all()
    for conversation, index in newest:
        if index <= found[-1].log_index and is_merchants(connection, conversation):
            yield conversation


def _has_agents(connection: Connection, conversation: str) -> bool:
    """Whether an agent has done anything in it, or was called."""
    query = (
        select(events.c.seq)
        .where(events.c.conversation == conversation)
        .where((events.c.actor == "agent") | (events.c.kind == "given_back"))
        .limit(1)
    )
    return connection.execute(query).one_or_none() is not None
