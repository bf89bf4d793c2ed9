"""Conversations, and how they stand."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from zhangfang.cases.case import Conversation
from zhangfang.store import tokens
from zhangfang.store.tables import conversations


def create(connection: Connection, conversation: str, token: str, at: str) -> None:
    """Begin an empty conversation, which this token opens."""
    connection.execute(
        insert(conversations).values(
            id=conversation,
            created_at=at,
            state=_dump(Conversation()),
            next_seq=1,
        )
    )
    tokens.add(connection, conversation, token, at, "opened")


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
    """Keep how the conversation stands now."""
    connection.execute(
        update(conversations).where(conversations.c.id == conversation).values(state=_dump(after))
    )


def _dump(conversation: Conversation) -> dict[str, Any]:
    return conversation.model_dump(mode="json")
