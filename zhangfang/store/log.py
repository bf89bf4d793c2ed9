"""The append-only log: adding entries, and reading them again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from zhangfang.evidence.commitment import Opening
from zhangfang.evidence.event import (
    NO_PREVIOUS,
    Actor,
    Event,
    Origin,
    canonical,
    leaf_hash,
    read_event,
)
from zhangfang.store import sealing, tree
from zhangfang.store.moments import stamp
from zhangfang.store.recalls import RECALLED, recalled
from zhangfang.store.recorder import Recorder, recorder_of
from zhangfang.store.tables import conversations, events, turns

MESSAGE = "message"
"""The kind of an event that a merchant sees as a bubble; the others are changes of a case, or observations."""

FILE = "file"
"""The kind of an event that a merchant sees as a file in a bubble."""

REDACTED = "redacted"
"""A value of an earlier event was destroyed, and this one's content stands in its place."""

CONTENT = "content"
"""The name of what was said or what changed, among the sealed values of an event."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that has not found its place yet.

    Attributes:
        body: open to everybody, for ever: nothing that a person said.
        content: what was said or what changed; goes under seal.
        numbers: personal numbers that the content hides, by the name they are sealed under.
        client_at: what the sender's clock showed.
        received: when it reached the desk, if somebody sent it.
    """

    kind: str
    actor: Actor
    origin: Origin
    at: str
    body: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    client_at: str | None = None
    received: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on record.

    `content` is what it says now, None if it says nothing or was erased. Of what was `recalled` it
    is there, and not to be shown. The client's id is no part of the evidence.
    """

    event: Event
    leaf_hash: str
    content: Mapping[str, Any] | None
    client_message_id: str | None = None
    recalled: bool = False


def append(connection: Connection, conversation: str, drafts: Sequence[Draft]) -> list[Entry]:
    """Put events at the end of the log, in this order. The transaction must be a writing one.

    Raises:
        LookupError: the conversation was erased, and a draft has something to seal.
    """
    if not drafts:
        return []
    recorder = recorder_of(connection)
    now = recorder.clock()
    seq, index = next_seq(connection, conversation), tree.size(connection)
    prev = _hash_at(connection, conversation, seq - 1)
    leaves, entries, boxes = [], [], []
    for place, draft in enumerate(drafts):
        openings = _openings(draft)
        event = _event(
            draft, openings, recorder, now, index + place, conversation, seq + place, prev
        )
        leaf = canonical(event)
        prev = leaf_hash(leaf)
        leaves.append(leaf)
        entries.append(Entry(event, prev, draft.content))
        boxes.append((sealing.Place(event.log_index, event.seq), openings))
    connection.execute(
        insert(events), [_row(it, leaf) for it, leaf in zip(entries, leaves, strict=True)]
    )
    sealing.put(connection, conversation, boxes)
    tree.complete(connection, index, index + len(entries))
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
    found = _read(connection, conversation, _of(conversation).where(events.c.seq == seq))
    return found[0] if found else None


def sent_as(connection: Connection, conversation: str, client_message_id: str) -> Entry | None:
    """The message that the client sent under this id, if it has arrived before."""
    found = _read(
        connection,
        conversation,
        _of(conversation).where(turns.c.client_message_id == client_message_id),
    )
    return found[0] if found else None


def messages_after(connection: Connection, conversation: str, seq: int) -> list[Entry]:
    """The bubbles that follow `seq`, those with files and the marks of recalls too, in order."""
    return of_kinds(connection, conversation, (MESSAGE, FILE, RECALLED), after=seq)


def entries(connection: Connection, conversation: str) -> list[Entry]:
    """All that is on record of a conversation, in order."""
    return _read(connection, conversation, _of(conversation).order_by(events.c.seq))


def of_kinds(
    connection: Connection, conversation: str, kinds: Collection[str], after: int = 0
) -> list[Entry]:
    """The entries of these kinds that follow `after`, in order."""
    wanted = _of(conversation).where(events.c.seq > after, events.c.kind.in_(kinds))
    return _read(connection, conversation, wanted.order_by(events.c.seq))


def messages_of(connection: Connection, conversation: str, actor: Actor) -> list[Entry]:
    """The messages of one actor, in order."""
    wanted = _of(conversation).where(events.c.kind == MESSAGE, events.c.actor == actor)
    return _read(connection, conversation, wanted.order_by(events.c.seq))


def of_seqs(connection: Connection, conversation: str, seqs: Collection[int]) -> dict[int, Entry]:
    """The entries with these seqs, by seq, as far as there are any."""
    if not seqs:
        return {}
    found = _read(connection, conversation, _of(conversation).where(events.c.seq.in_(seqs)))
    return {entry.event.seq: entry for entry in found}


def after(connection: Connection, conversation: str, seq: int) -> list[Entry]:
    """All that follows `seq`, in order."""
    wanted = _of(conversation).where(events.c.seq > seq)
    return _read(connection, conversation, wanted.order_by(events.c.seq))


def last_message_of(
    connection: Connection, conversation: str, actor: Actor, before: int | None = None
) -> Entry | None:
    """The latest message of one actor; of those before a seq, if it is given."""
    messages = _of(conversation).where(events.c.kind == MESSAGE, events.c.actor == actor)
    if before is not None:
        messages = messages.where(events.c.seq < before)
    found = _read(connection, conversation, messages.order_by(events.c.seq.desc()).limit(1))
    return found[0] if found else None


def redact(
    connection: Connection, conversation: str, entry: Entry, reason: str, instead: Draft
) -> Entry:
    """Destroy what an entry says; `instead` is put on record, and is what it says from now on.

    Args:
        connection: in a writing transaction.
        conversation: whose entry it is.
        entry: the earlier event; if it was recalled, nothing stands in its place.
        reason: why, as docs/evidence-format.md names it.
        instead: the rest of the new event; its kind and body are made here.
    """
    sealing.destroy(connection, entry.event.log_index, CONTENT)
    said = Draft(
        kind=REDACTED,
        actor=instead.actor,
        origin=instead.origin,
        at=instead.at,
        body={"seq": entry.event.seq, "name": CONTENT, "reason": reason},
        content=None if entry.recalled else instead.content,
        received=instead.received,
    )
    [redacted] = append(connection, conversation, [said])
    return redacted


def _openings(draft: Draft) -> dict[str, Opening]:
    values: dict[str, Any] = dict(draft.numbers)
    if draft.content is not None:
        values[CONTENT] = dict(draft.content)
    return {name: sealing.opening(value) for name, value in values.items()}


def _event(
    draft: Draft,
    openings: Mapping[str, Opening],
    recorder: Recorder,
    now: datetime,
    log_index: int,
    conversation: str,
    seq: int,
    prev: str,
) -> Event:
    waited = now - draft.received if draft.received else None
    return Event(
        log_index=log_index,
        conversation=conversation,
        seq=seq,
        prev=prev,
        kind=draft.kind,
        actor=draft.actor,
        origin=draft.origin,
        at=draft.at,
        client_at=draft.client_at,
        recorded_at=stamp(now),
        waited_ms=max(int(waited.total_seconds() * 1000), 0) if waited is not None else None,
        guide=recorder.guide,
        model=recorder.model,
        body=dict(draft.body),
        sealed={name: it.commitment() for name, it in openings.items()},
    )


def _row(entry: Entry, leaf: str) -> dict[str, Any]:
    event = entry.event
    return {
        "log_index": event.log_index,
        "conversation": event.conversation,
        "seq": event.seq,
        "kind": event.kind,
        "actor": event.actor,
        "at": event.at,
        "leaf": leaf,
        "leaf_hash": entry.leaf_hash,
    }


def _hash_at(connection: Connection, conversation: str, seq: int) -> str:
    found = connection.scalars(
        select(events.c.leaf_hash).where(events.c.conversation == conversation, events.c.seq == seq)
    ).one_or_none()
    return found or NO_PREVIOUS


def _of(conversation: str) -> Select[Any]:
    sent = (turns.c.conversation == events.c.conversation) & (turns.c.seq == events.c.seq)
    return (
        select(events.c.leaf, events.c.leaf_hash, turns.c.client_message_id)
        .outerjoin_from(events, turns, sent)
        .where(events.c.conversation == conversation)
    )


def _read(connection: Connection, conversation: str, query: Select[Any]) -> list[Entry]:
    rows: Sequence[Row[Any]] = connection.execute(query).all()
    if not rows:
        return []
    found = [(read_event(row.leaf), row) for row in rows]
    seqs = [event.seq for event, _ in found]
    said = sealing.openings(connection, conversation, min(seqs), max(seqs), (CONTENT,))
    redacted = _redacted(connection, conversation) if _is_wanting(found, said) else {}
    taken_back = recalled(connection, conversation, after=min(seqs))
    return [
        Entry(
            event,
            row.leaf_hash,
            said[event.seq][CONTENT].value if event.seq in said else redacted.get(event.seq),
            row.client_message_id,
            event.seq in taken_back,
        )
        for event, row in found
    ]


def _is_wanting(
    found: Sequence[tuple[Event, Row[Any]]], said: Mapping[int, Mapping[str, Opening]]
) -> bool:
    return any(CONTENT in event.sealed and event.seq not in said for event, _ in found)


def _redacted(connection: Connection, conversation: str) -> dict[int, Mapping[str, Any]]:
    """What stands in the place of what was destroyed, by the seq of the event that said it."""
    leaves = connection.scalars(
        select(events.c.leaf)
        .where(events.c.conversation == conversation, events.c.kind == REDACTED)
        .order_by(events.c.seq)
    )
    instead = [read_event(leaf) for leaf in leaves]
    if not instead:
        return {}
    first, last = instead[0].seq, instead[-1].seq
    said = sealing.openings(connection, conversation, first, last, (CONTENT,))
    return {
        event.body["seq"]: said[event.seq][CONTENT].value for event in instead if event.seq in said
    }
