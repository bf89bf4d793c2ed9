"""An agent's deeds as events: in the merchant's conversation, or in the agent's own record."""

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


def deed(
    who: Somebody,
    kind: str,
    now: datetime,
    body: Mapping[str, Any] | None = None,
    **content: object,
) -> log.Draft:
    """What an agent did, as it goes on record.

    Args:
        who: did it.
        kind: of event, as docs/evidence-format.md lists them.
        now: when.
        body: open to everybody: nothing of a person.
        content: the rest, under seal, beside the agent's name.
    """
    return log.Draft(
        kind=kind,
        actor="agent",
        origin="observed",
        at=stamp(now),
        body=body or {},
        content={"agent": {"id": who.id, "name": who.name}, **content},
    )


def record(
    connection: Connection,
    who: Somebody,
    kind: str,
    now: datetime,
    body: Mapping[str, Any] | None = None,
    **content: object,
) -> log.Entry:
    """Put on the agent's own record what was done in no merchant's conversation.

    The transaction must be a writing one; the rest is like `deed`.
    """
    [entry] = log.append(connection, who.id, [deed(who, kind, now, body, **content)])
    return entry
