"""What an agent does outside a merchant's conversation goes on record in the agent's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from zhangfang.store import log
from zhangfang.store.moments import stamp


class Somebody(Protocol):
    """An agent: of a session, or an account."""

    @property
    def id(self) -> str:
        """The account's id, and the conversation with what its agent does."""

    @property
    def name(self) -> str:
        """As colleagues see it."""


def record(
    connection: Connection,
    who: Somebody,
    kind: str,
    now: datetime,
    body: Mapping[str, Any] | None = None,
    **content: object,
) -> log.Entry:
    """Put a deed on record. The transaction must be a writing one.

    Args:
        connection: to write by.
        who: did it.
        kind: of event, as docs/evidence-format.md lists them.
        now: when.
        body: open to everybody: nothing of a person.
        content: the rest, under seal, beside the agent's name.
    """
    draft = log.Draft(
        kind=kind,
        actor="agent",
        origin="observed",
        at=stamp(now),
        body=body or {},
        content={"agent": {"id": who.id, "name": who.name}, **content},
    )
    [entry] = log.append(connection, who.id, [draft])
    return entry
