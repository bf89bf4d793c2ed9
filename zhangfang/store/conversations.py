"""Conversations, and how they stand."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from zhangfang.cases.case import Conversation
from zhangfang.cases.follow_up import next_due
from zhangfang.store import sealing, tokens
from zhangfang.store.moments import sortable
from zhangfang.store.tables import conversations


def create(connection: Connection, conversation: str, token: str, at: str) -> None:
    """Begin an empty conversation, which this token opens."""
    begin(connection, conversation, at)
    tokens.add(connection, conversation, token, at, "opened")


def begin(connection: Connection, conversation: str, at: str) -> None:
    """Begin an empty conversation with a key of its own; no token opens it."""
    connection.execute(
        insert(conversations).values(
            id=conversation,
            created_at=at,
            state=_dump(Conversation()),
            next_seq=1,
        )
    )
    sealing.make_key(connection, conversation)


def exists(connection: Connection, conversation: str) -> bool:
    """Whether there is such a conversation."""
    found = connection.scalars(select(conversations.c.id).where(conversations.c.id == conversation))
    return found.one_or_none() is not None


def state(connection: Connection, conversation: str) -> Conversation:
    """The conversation as its changes have made it."""
    found = connection.scalars(
        select(conversations.c.state).where(conversations.c.id == conversation)
    ).one()
    return Conversation.model_validate(found)


def save_state(connection: Connection, conversation: str, after: Conversation) -> None:
    """Keep how the conversation stands now, and when it is to be looked at next."""
    moment = next_due(after)
    connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation)
        .values(state=_dump(after), next_due=sortable(moment) if moment else None)
    )


def due(connection: Connection, now: datetime) -> list[str]:
    """The conversations whose moment has come, the longest waiting first."""
    return list(
        connection.scalars(
            select(conversations.c.id)
            .where(conversations.c.next_due <= sortable(now))
            .order_by(conversations.c.next_due)
        )
    )


def next_due_after(connection: Connection, now: datetime) -> datetime | None:
    """When the next moment after this one comes, in any conversation."""
    found = connection.scalars(
        select(func.min(conversations.c.next_due)).where(conversations.c.next_due > sortable(now))
    ).one()
    return datetime.fromisoformat(found) if found else None


def _dump(conversation: Conversation) -> dict[str, Any]:
    return conversation.model_dump(mode="json")
