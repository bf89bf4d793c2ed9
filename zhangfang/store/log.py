"""The append-only log: adding entries, and reading them again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from zhangfang.evidence.event import NO_PREVIOUS, Actor, Event, Origin, leaf_hash
from zhangfang.store.tables import conversations, events

MESSAGE = "message"
"""The kind of an event that a merchant sees as a bubble; the others are changes of a case, or observations."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that has not found its place yet."""

    kind: str
    actor: Actor
    origin: Origin
    at: str
    body: Mapping[str, Any]
    client_message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on record. The client's id stands beside it: it is no part of the evidence."""

    event: Event
    leaf_hash: str
    client_message_id: str | None


def append(connection: Connection, conversation: str, drafts: Sequence[Draft]) -> list[Entry]:
    """Put events at the end of the log, in this order. The transaction must be a writing one."""
    if not drafts:
        return []
    seq = next_seq(connection, conversation)
    index = connection.scalars(select(func.coalesce(func.max(events.c.log_index) + 1, 0))).one()
    last = at(connection, conversation, seq - 1)
    prev = last.leaf_hash if last else NO_PREVIOUS
    entries = []
    for place, draft in enumerate(drafts):
        entry = _entry(draft, index + place, conversation, seq + place, prev)
        prev = entry.leaf_hash
        entries.append(entry)
    connection.execute(insert(events), [_row(entry) for entry in entries])
    connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation)
        .values(next_seq=seq + len(entries))
    )
    return entries


def next_seq(connection: Connection, conversation: str) -> int:
    """The seq of the conversation's next entry. It holds for as long as the transaction."""
    held = select(conversations.c.next_seq).where(conversations.c.id == conversation)
    found: int = connection.scalars(held.with_for_update()).one()
    return found


def at(connection: Connection, conversation: str, seq: int) -> Entry | None:
    """The entry with this seq, if there is one."""
    found = connection.execute(
        select(events).where(events.c.conversation == conversation, events.c.seq == seq)
    ).one_or_none()
    return _read(found) if found else None


def sent_as(connection: Connection, conversation: str, client_message_id: str) -> Entry | None:
    """The message that the client sent under this id, if it has arrived before."""
    found = connection.execute(
        select(events).where(
            events.c.conversation == conversation,
            events.c.client_message_id == client_message_id,
        )
    ).one_or_none()
    return _read(found) if found else None


def messages_after(connection: Connection, conversation: str, seq: int) -> list[Entry]:
    """The bubbles that follow `seq`, in order."""
    rows = connection.execute(
        select(events)
        .where(
            events.c.conversation == conversation,
            events.c.seq > seq,
            events.c.kind == MESSAGE,
        )
        .order_by(events.c.seq)
    )
    return [_read(row) for row in rows]


def last_message_of(connection: Connection, conversation: str, actor: Actor) -> Entry | None:
    """The latest bubble of one actor."""
    found = connection.execute(
        select(events)
        .where(
            events.c.conversation == conversation,
            events.c.kind == MESSAGE,
            events.c.actor == actor,
        )
        .order_by(events.c.seq.desc())
        .limit(1)
    ).one_or_none()
    return _read(found) if found else None


def _entry(draft: Draft, log_index: int, conversation: str, seq: int, prev: str) -> Entry:
    event = Event(
        log_index=log_index,
        conversation=conversation,
        seq=seq,
        prev=prev,
        kind=draft.kind,
        actor=draft.actor,
        origin=draft.origin,
        at=draft.at,
        body=draft.body,
    )
    return Entry(event, leaf_hash(event), draft.client_message_id)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        **asdict(entry.event),
        "leaf_hash": entry.leaf_hash,
        "client_message_id": entry.client_message_id,
    }


def _read(row: Row[Any]) -> Entry:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name for it
    found, client_message_id = fields.pop("leaf_hash"), fields.pop("client_message_id")
    return Entry(Event(**fields), found, client_message_id)
