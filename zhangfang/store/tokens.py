"""Tokens: who may open a conversation. Each phone has its own, and all stay good."""

import hashlib
from typing import Literal

from sqlalchemy import Connection, insert, select

from zhangfang.store.tables import tokens

Origin = Literal["opened", "resumed"]


def add(connection: Connection, conversation: str, token: str, at: str, origin: Origin) -> None:
    """Let this token open the conversation. Only its hash is kept."""
    connection.execute(
        insert(tokens).values(
            token_hash=_hash(token), conversation=conversation, created_at=at, origin=origin
        )
    )


def opened_by(connection: Connection, token: str) -> str | None:
    """The conversation that this token opens."""
    return connection.scalars(
        select(tokens.c.conversation).where(tokens.c.token_hash == _hash(token))
    ).one_or_none()


def _hash(token: str) -> str:
    """A token has 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
