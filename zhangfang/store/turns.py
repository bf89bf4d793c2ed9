"""Turns: which messages still wait for their answer, and what the others got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from zhangfang.evidence.event import read_event
from zhangfang.store import log
from zhangfang.store.tables import events, turns

PENDING, DONE = "pending", "done"

SAME_TIME = timedelta(minutes=1)
"""The clock is read twice for a message."""

Kind = Literal["text", "choice"]
BY_NAME = ("choice", "facts", "step")
"""In what a message says: a reply that was tapped, facts and steps given by their ids."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message to be answered.

    `message` is what Rasa gets: the masked text, or the payload of the tapped choice. `text` is
    what the merchant sees of it; `facts` are those that were given by name. `at` is the time it was said, `accepted_at` the desk's own clock
    at that moment; they differ only where a test sets the time.
    """

    conversation: str
    seq: int
    kind: Kind
    message: str
    text: str
    at: str
    accepted_at: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def add(
    connection: Connection,
    conversation: str,
    seq: int,
    client_message_id: str,
    message: str,
    accepted_at: str,
) -> None:
    """Put a message into the queue of its conversation."""
    _add(connection, conversation, seq, client_message_id, PENDING, message, accepted_at)


def add_answered(
    connection: Connection, conversation: str, seq: int, client_message_id: str, accepted_at: str
) -> None:
    """Keep the client's id of an event that needs no answer."""
    _add(connection, conversation, seq, client_message_id, DONE, "", accepted_at)


def reword(connection: Connection, conversation: str, seq: int, message: str) -> None:
    """Have Rasa get this instead, if it has not got the message yet; what it read is forgotten."""
    values: dict[str, Any] = {"message": message}
    if known := result(connection, conversation, seq):
        values["result"] = {name: it for name, it in known.items() if name != "reading"}
    connection.execute(
        update(turns)
        .where(turns.c.conversation == conversation, turns.c.seq == seq)
        .values(**values)
    )


def next_pending(connection: Connection, conversation: str) -> Turn | None:
    """The oldest message of the conversation that has no answer yet."""
    found = connection.execute(
        select(turns)
        .where(turns.c.conversation == conversation, turns.c.status == PENDING)
        .order_by(turns.c.seq)
        .limit(1)
    ).one_or_none()
    entry = log.at(connection, conversation, found.seq) if found else None
    if found is None or entry is None or entry.content is None:
        return None
    return Turn(
        conversation=found.conversation,
        seq=found.seq,
        kind="choice" if any(entry.content.get(it) for it in BY_NAME) else "text",
        message=found.message,
        text=entry.content["text"],
        at=entry.event.at,
        accepted_at=found.accepted_at,
        facts=entry.content.get("facts") or {},
    )


def conversations_waiting(connection: Connection) -> list[str]:
    """Every conversation with a message that has no answer yet, the longest waiting first."""
    return list(
        connection.scalars(
            select(turns.c.conversation)
            .where(turns.c.status == PENDING)
            .group_by(turns.c.conversation)
            .order_by(func.min(turns.c.accepted_at))
        )
    )


def time_was_set(connection: Connection, conversation: str) -> bool:
    """Whether the last message counts as said at another time than the desk's clock showed."""
    last = connection.execute(
        select(events.c.at, turns.c.accepted_at)
        .join(
            events,
            (events.c.conversation == turns.c.conversation) & (events.c.seq == turns.c.seq),
        )
        .where(turns.c.conversation == conversation)
        .order_by(turns.c.seq.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return False
    said, accepted = (datetime.fromisoformat(moment) for moment in last)
    return abs(said - accepted) > SAME_TIME


def count_pending(connection: Connection) -> int:
    """How many messages wait for their answer."""
    return connection.scalars(
        select(func.count()).select_from(turns).where(turns.c.status == PENDING)
    ).one()


def is_pending(connection: Connection, conversation: str, seq: int) -> bool:
    """Whether the message still waits; not if it is answered, or if the conversation was erased."""
    status = connection.scalars(
        select(turns.c.status).where(turns.c.conversation == conversation, turns.c.seq == seq)
    ).one_or_none()
    return status == PENDING


def previous(connection: Connection, conversation: str, seq: int) -> int | None:
    """The seq of the message before this one."""
    found: int | None = connection.scalars(
        select(func.max(turns.c.seq)).where(turns.c.conversation == conversation, turns.c.seq < seq)
    ).one()
    return found


def led_to(connection: Connection, conversation: str, seq: int, kind: str) -> bool:
    """Whether the answer to a message had an event of this kind."""
    leaves = connection.scalars(
        select(events.c.leaf).where(
            events.c.conversation == conversation, events.c.seq > seq, events.c.kind == kind
        )
    )
    return any(read_event(leaf).body.get("in_reply_to") == seq for leaf in leaves)


def finish(connection: Connection, turn: Turn, result: Mapping[str, Any]) -> None:
    """Keep what the turn led to.

    Raises:
        LookupError: it led to something before; a second answer must not be stored.
    """
    done = connection.execute(
        update(turns)
        .where(
            turns.c.conversation == turn.conversation,
            turns.c.seq == turn.seq,
            turns.c.status == PENDING,
        )
        .values(status=DONE, result=dict(result))
    )
    if done.rowcount != 1:
        raise LookupError(f"turn {turn.conversation}/{turn.seq} is not pending any more")


def withdraw(
    connection: Connection, conversation: str, seq: int, result: Mapping[str, Any]
) -> bool:
    """Answer a waiting message with nothing, because its sender took it back.

    Returns whether it was waiting.
    """
    done = connection.execute(
        update(turns)
        .where(turns.c.conversation == conversation, turns.c.seq == seq)
        .where(turns.c.status == PENDING)
        .values(status=DONE, result=dict(result))
    )
    return done.rowcount == 1


def result(connection: Connection, conversation: str, seq: int) -> dict[str, Any] | None:
    """What the turn led to; None while it is pending."""
    found: dict[str, Any] | None = connection.scalars(
        select(turns.c.result).where(turns.c.conversation == conversation, turns.c.seq == seq)
    ).one_or_none()
    return found


def _add(
    connection: Connection,
    conversation: str,
    seq: int,
    client_message_id: str,
    status: str,
    message: str,
    accepted_at: str,
) -> None:
    connection.execute(
        insert(turns).values(
            conversation=conversation,
            seq=seq,
            client_message_id=client_message_id,
            status=status,
            message=message,
            accepted_at=accepted_at,
        )
    )
