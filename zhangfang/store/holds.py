"""Who talks with the merchant: a row for each conversation that waits for a person or has one."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from zhangfang.store.hold_tables import holds

State = Literal["waiting", "held", "offered"]
"""Without a row, the bot talks. While `waiting` it does as well; while `offered` the agent still holds."""


@dataclass(frozen=True, slots=True)
class Held:
    """Who talks with a merchant, or that a person is waited for.

    Attributes:
        since: when it began to wait, or was taken.
        agent: who holds it.
        offered_to: whom it was offered to.
        word: what the offering agent said with it.
        told_position: the last place in the queue that the merchant was told.
        silent_since: since when the merchant waits for the holder's answer.
    """

    conversation: str
    state: State
    reason: str | None
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
    return Held(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name


def is_held(connection: Connection, conversation: str) -> bool:
    """Whether a person talks with the merchant, so that the bot is silent."""
    found = of(connection, conversation)
    return found is not None and found.state != "waiting"
