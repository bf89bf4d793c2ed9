"""What every change of who holds a conversation reads first, and how it goes on record."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from zhangfang.evidence.event import Actor
from zhangfang.store import agents, holds, log, sealing
from zhangfang.store.holds import Held
from zhangfang.store.moments import stamp


class Agent(NamedTuple):
    """Who acts, as the record names them."""

    id: str
    name: str


class NotHolderError(Exception):
    """Only who holds it may do that, and by now that is not this agent."""


class ErasedError(Exception):
    """The conversation was erased meanwhile."""


def hold_of(connection: Connection, conversation: str) -> Held | None:
    """Who has it; None: the bot.

    Raises:
        ErasedError: it is gone.
    """
    if sealing.key_of(connection, conversation) is None:
        raise ErasedError
    return holds.of(connection, conversation)


def name_of(connection: Connection, agent: str | None) -> str:
    """What an agent is called; empty for nobody."""
    found = agents.of(connection, agent) if agent else None
    return found.name if found else ""


def record_deed(
    connection: Connection,
    conversation: str,
    kind: str,
    actor: Actor,
    now: datetime,
    body: dict[str, Any],
    content: dict[str, Any],
) -> None:
    """Put it on record. What has a name in it is content: under the conversation's seal."""
    draft = log.Draft(
        kind=kind, actor=actor, origin="observed", at=stamp(now), body=body, content=content
    )
    log.append(connection, conversation, [draft])
