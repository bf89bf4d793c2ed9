"""Agents' sessions. Of a token only its hash is kept: who reads the database can't sign in with it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from zhangfang.store.agent_tables import agent_sessions
from zhangfang.store.moments import sortable

Way = Literal["password", "oidc"]
"""How somebody signed in."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session.

    Attributes:
        csrf: what calls that change something must show.
        seen_at: when it was last used, give or take a minute.
        streamed_at: when its console was last seen listening.
        until: when it ends in any case.
    """

    token_hash: str
    agent: str
    csrf: str
    way: Way
    made_at: str
    seen_at: str
    streamed_at: str | None
    until: str


def add(
    connection: Connection,
    token: str,
    agent: str,
    csrf: str,
    way: Way,
    now: datetime,
    until: datetime,
) -> Session:
    """Begin a session that this token opens."""
    session = Session(
        token_hash=_hash(token),
        agent=agent,
        csrf=csrf,
        way=way,
        made_at=sortable(now),
        seen_at=sortable(now),
        streamed_at=None,
        until=sortable(until),
    )
    connection.execute(
        insert(agent_sessions).values({name: getattr(session, name) for name in _COLUMNS})
    )
    return session


def opened_by(connection: Connection, token: str) -> Session | None:
    """The session that this token opens; whether it is over is not looked at."""
    return of(connection, _hash(token))


def of(connection: Connection, token_hash: str) -> Session | None:
    """The session of a token with this hash."""
    query = select(agent_sessions).where(agent_sessions.c.token_hash == token_hash)
    row = connection.execute(query).one_or_none()
    return Session(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name


def seen(connection: Connection, session: Session, now: datetime) -> None:
    """It was used."""
    _set(connection, session, "seen_at", now)


def streams(connection: Connection, session: Session, now: datetime) -> None:
    """Its console listens."""
    _set(connection, session, "streamed_at", now)


def end(connection: Connection, token: str) -> None:
    """The token opens nothing any more."""
    connection.execute(delete(agent_sessions).where(agent_sessions.c.token_hash == _hash(token)))


def end_all(connection: Connection, agent: str) -> None:
    """Sign an agent out everywhere."""
    connection.execute(delete(agent_sessions).where(agent_sessions.c.agent == agent))


def forget_over(connection: Connection, agent: str, now: datetime) -> None:
    """Let go of an agent's sessions whose last moment has passed."""
    over = (agent_sessions.c.agent == agent) & (agent_sessions.c.until <= sortable(now))
    connection.execute(delete(agent_sessions).where(over))


def at_work(connection: Connection, seen_after: datetime, streamed_after: datetime) -> set[str]:
    """The agents with a session that was used, or listened, after these moments."""
    recent = (agent_sessions.c.seen_at > sortable(seen_after)) | (
        agent_sessions.c.streamed_at > sortable(streamed_after)
    )
    return set(connection.scalars(select(agent_sessions.c.agent).where(recent)))


_COLUMNS = tuple(column.name for column in agent_sessions.columns)


def _set(connection: Connection, session: Session, column: str, now: datetime) -> None:
    connection.execute(
        update(agent_sessions)
        .where(agent_sessions.c.token_hash == session.token_hash)
        .values({column: sortable(now)})
    )


def _hash(token: str) -> str:
    """A token has 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
