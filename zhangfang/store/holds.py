"""Who talks with the merchant: a row for each conversation that waits for a person or has one.

Whoever changes a row does so in a writing transaction that has read it: of all desks one writes at
a time (database.py), so nobody decides on what another has changed meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from zhangfang.store.hold_tables import holds
from zhangfang.store.moments import sortable
from zhangfang.store.tables import events

State = Literal["waiting", "held", "offered"]
"""Without a row, the bot talks. While `waiting` it does as well; while `offered` the agent still holds."""

Reason = Literal["unsure", "asked", "left_message", "stuck", "overdue", "abuse", "danger"]
"""Why a person is waited for, the weakest first (console/views.py says what each means)."""

DANGER, RETURNED, USUAL = 0, 1, 2
"""Ranks in the queue: somebody may be in danger; waited before, and is back; all others."""


@dataclass(frozen=True, slots=True)
class Held:
    """Who talks with a merchant, or that a person is waited for.

    Attributes:
        rank: those of a lower one are taken first.
        since: when it began to wait, or was taken.
        agent: who holds it.
        offered_to: whom it was offered to.
        word: what the offering agent said with it.
        told_position: the last place in the queue that the merchant was told.
        silent_since: since when the merchant waits for the holder's answer.
    """

    conversation: str
    state: State
    reason: Reason | None
    rank: int
    since: str
    agent: str | None
    offered_to: str | None
    word: str
    told_position: int | None
    silent_since: str | None


def of(connection: Connection, conversation: str) -> Held | None:
    """How it stands; None if the bot talks and nobody is waited for."""
    row = connection.execute(
        select(holds).where(holds.c.conversation == conversation)
    ).one_or_none()
    return _held(row) if row else None


def of_all(connection: Connection) -> dict[str, Held]:
    """Every conversation that waits for a person or has one, in the order of the queue."""
    query = select(holds).order_by(holds.c.rank, holds.c.since, holds.c.conversation)
    return {row.conversation: _held(row) for row in connection.execute(query)}


def of_many(connection: Connection, conversations: Sequence[str]) -> dict[str, Held]:
    """Those of these conversations that wait for a person or have one."""
    query = select(holds).where(holds.c.conversation.in_(conversations))
    return {row.conversation: _held(row) for row in connection.execute(query)}


def of_agent(connection: Connection, agent: str) -> list[Held]:
    """What an agent holds, or was offered."""
    query = select(holds).where(or_(holds.c.agent == agent, holds.c.offered_to == agent))
    return [_held(row) for row in connection.execute(query.order_by(holds.c.since))]


def is_held(connection: Connection, conversation: str) -> bool:
    """Whether a person talks with the merchant, so that the bot is silent."""
    found = of(connection, conversation)
    return found is not None and found.state != "waiting"


def waiting(connection: Connection) -> list[Held]:
    """Those that wait for a person, in the order in which they are to be taken."""
    query = select(holds).where(holds.c.state == "waiting")
    in_order = query.order_by(holds.c.rank, holds.c.since, holds.c.conversation)
    return [_held(row) for row in connection.execute(in_order)]


def left_silent(connection: Connection, until: datetime) -> list[str]:
    """The conversations whose merchants wait for the holder's answer since then or longer."""
    return list(
        connection.scalars(
            select(holds.c.conversation)
            .where(holds.c.silent_since <= sortable(until))
            .order_by(holds.c.silent_since)
        )
    )


def first_silence(connection: Connection) -> datetime | None:
    """Since when the merchant waits who waits longest for a holder's answer."""
    found = connection.scalars(select(func.min(holds.c.silent_since))).one()
    return datetime.fromisoformat(found) if found else None


def put(connection: Connection, held: Held) -> None:
    """Keep how it stands now, whatever was before."""
    values: Mapping[str, Any] = {name: getattr(held, name) for name in Held.__slots__}
    changed = update(holds).where(holds.c.conversation == held.conversation).values(values)
    if connection.execute(changed).rowcount == 0:
        connection.execute(insert(holds).values(values))


def remove(connection: Connection, conversation: str) -> None:
    """The bot talks again, and nobody is waited for."""
    connection.execute(delete(holds).where(holds.c.conversation == conversation))


def heard(connection: Connection, conversation: str, at: datetime) -> None:
    """The merchant said something; if a person holds the conversation, their answer is waited for."""
    connection.execute(
        update(holds)
        .where(holds.c.conversation == conversation, holds.c.state != "waiting")
        .where(holds.c.silent_since.is_(None))
        .values(silent_since=sortable(at))
    )


def spoke(connection: Connection, conversation: str) -> None:
    """The holder said something: the merchant waits no longer."""
    connection.execute(
        update(holds).where(holds.c.conversation == conversation).values(silent_since=None)
    )


def is_unanswered(connection: Connection, conversation: str) -> bool:
    """Whether the merchant has said something since an agent spoke last."""
    spoken = (events.c.conversation == conversation, events.c.kind.in_(("message", "file")))
    last = {
        actor: connection.scalars(
            select(func.max(events.c.seq)).where(*spoken, events.c.actor == actor)
        ).one()
        for actor in ("merchant", "agent")
    }
    return (last["merchant"] or 0) > (last["agent"] or 0)


def tell_places(connection: Connection) -> list[str]:
    """Give those that wait their places: a lower one than they were told, or the first one.

    Returns the conversations whose place is another one now.
    """
    moved = []
    for place, held in enumerate(waiting(connection), start=1):
        if held.told_position is None or place < held.told_position:
            moved.append(held.conversation)
            connection.execute(
                update(holds)
                .where(holds.c.conversation == held.conversation)
                .values(told_position=place)
            )
    return moved


def _held(row: Row[Any]) -> Held:
    return Held(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
