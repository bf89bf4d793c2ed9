"""Reads the record as a pack needs it: leaves as they were hashed, and what opens them."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from zhangfang.evidence.event import SYSTEM, Event, read_event
from zhangfang.store.system import STARTED
from zhangfang.store.tables import events


@dataclass(frozen=True, slots=True)
class Leaf:
    """An event as it stands in the log."""

    text: str
    hash: str
    event: Event


def leaves(connection: Connection, conversation: str, before: int | None = None) -> list[Leaf]:
    """A conversation's events in order; only those with a smaller log index, if it is given."""
    query = (
        select(events.c.leaf, events.c.leaf_hash)
        .where(events.c.conversation == conversation)
        .order_by(events.c.seq)
    )
    if before is not None:
        query = query.where(events.c.log_index < before)
    return [_leaf(*row) for row in connection.execute(query)]


OF_NO_CASE = ("sign_in_refused",)
"""Who tried in vain to get into the console bears on no merchant's record."""


def system_leaves(connection: Connection, first: int, end: int) -> list[Leaf]:
    """The desk's own events that bear on what was logged from `first` up to, not including, `end`.

    They begin with the start under which `first` was written.
    """
    started = connection.scalars(
        select(events.c.log_index)
        .where(
            events.c.conversation == SYSTEM,
            events.c.kind == STARTED,
            events.c.log_index <= first,
        )
        .order_by(events.c.log_index.desc())
        .limit(1)
    ).one_or_none()
    query = (
        select(events.c.leaf, events.c.leaf_hash)
        .where(
            events.c.conversation == SYSTEM,
            events.c.kind.not_in(OF_NO_CASE),
            events.c.log_index >= (started or 0),
            events.c.log_index < end,
        )
        .order_by(events.c.log_index)
    )
    return [_leaf(*row) for row in connection.execute(query)]


def _leaf(text: str, hash_: str) -> Leaf:
    return Leaf(text, hash_, read_event(text))
