"""What is on record of the desk itself: the conversation that belongs to nobody."""

from typing import Any

from sqlalchemy import Connection, insert, select

from zhangfang.cases.case import Conversation
from zhangfang.evidence.event import SYSTEM, Event, read_event
from zhangfang.store import log
from zhangfang.store.moments import stamp
from zhangfang.store.recorder import recorder_of
from zhangfang.store.tables import conversations, events

STARTED, STOPPED, KEY_CHANGED, AUDITED = "desk_started", "desk_stopped", "key_changed", "audited"
"""Kinds of events."""


def record(connection: Connection, kind: str, body: dict[str, Any]) -> log.Entry:
    """Put an event of the desk on record. The transaction must be a writing one."""
    at = stamp(recorder_of(connection).clock())
    _begin(connection, at)
    draft = log.Draft(kind=kind, actor="system", origin="observed", at=at, body=body)
    [entry] = log.append(connection, SYSTEM, [draft])
    return entry


def last(connection: Connection, *kinds: str, desk: str | None = None) -> Event | None:
    """The latest event of one of these kinds; of one desk, if it is given."""
    query = (
        select(events.c.leaf)
        .where(events.c.conversation == SYSTEM, events.c.kind.in_(kinds))
        .order_by(events.c.seq.desc())
        .limit(1)
    )
    if desk is not None:
        query = query.where(events.c.leaf.contains(f'"desk":"{desk}"', autoescape=True))
    leaf = connection.scalars(query).one_or_none()
    return read_event(leaf) if leaf else None


def _begin(connection: Connection, at: str) -> None:
    known = select(conversations.c.id).where(conversations.c.id == SYSTEM)
    if connection.scalars(known).one_or_none() is None:
        connection.execute(
            insert(conversations).values(
                id=SYSTEM,
                created_at=at,
                state=Conversation().model_dump(mode="json"),
                next_seq=1,
            )
        )
