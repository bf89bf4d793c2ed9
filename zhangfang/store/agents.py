"""Agents' accounts. An account is also a conversation: what its agent does is on record there."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from zhangfang.store import conversations, sealing
from zhangfang.store.agent_tables import agents
from zhangfang.store.hold_tables import holds
from zhangfang.store.setup import Role


@dataclass(frozen=True, slots=True)
class Agent:
    """An account.

    Attributes:
        id: of the account, and of the conversation with the agent's deeds.
        password: its hash; None if there is none, and only the company's own sign-in opens it.
        totp: the second factor, sealed under the conversation's key (console/staff/totp.py).
        recovery_codes: hashes of those that are still good.
        active: whether it may be used; never again once its record was erased.
    """

    id: str
    name: str
    name_key: str
    role: Role
    password: str | None
    must_change_password: bool
    totp: bytes | None
    recovery_codes: Sequence[str]
    active: bool
    away: bool
    made_at: str
    last_signed_in: str | None


def name_key(name: str) -> str:
    """By what names are told apart: not by capitals, width or spaces around."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def add(
    connection: Connection, agent: str, name: str, role: Role, password: str | None, at: str
) -> None:
    """Make an account, and the conversation for what its agent will do.

    Args:
        connection: in a writing transaction.
        agent: its id.
        name: not used by another account, or the database refuses it.
        role: what the agent may do.
        password: the hash of the first one, which must be changed.
        at: when.
    """
    conversations.begin(connection, agent, at)
    connection.execute(
        insert(agents).values(
            id=agent,
            name=name,
            name_key=name_key(name),
            role=role,
            password=password,
            must_change_password=True,
            recovery_codes=[],
            active=True,
            away=False,
            made_at=at,
        )
    )


def of(connection: Connection, agent: str) -> Agent | None:
    """The account with this id."""
    if not agent.isprintable():  # which a database may refuse to look for
        return None
    row = connection.execute(select(agents).where(agents.c.id == agent)).one_or_none()
    return _read(connection, row) if row else None


def named(connection: Connection, name: str) -> Agent | None:
    """The account with this name."""
    if not name.isprintable():
        return None
    query = select(agents).where(agents.c.name_key == name_key(name))
    row = connection.execute(query).one_or_none()
    return _read(connection, row) if row else None


def everyone(connection: Connection) -> list[Agent]:
    """All accounts, by name; those that were closed too."""
    rows = connection.execute(select(agents).order_by(agents.c.name_key)).all()
    return [_read(connection, row) for row in rows]


def change(connection: Connection, agent: str, **values: object) -> None:
    """Set columns of an account."""
    connection.execute(update(agents).where(agents.c.id == agent).values(**values))


def administrators(connection: Connection) -> int:
    """How many active administrators there are; who was erased is none."""
    return sum(it.active and it.role == "administrator" for it in everyone(connection))


def holding(connection: Connection) -> dict[str, int]:
    """How many conversations each agent holds."""
    query = select(holds.c.agent, func.count()).where(holds.c.agent.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query.group_by(holds.c.agent))}


def _read(connection: Connection, row: Row[Any]) -> Agent:
    found = Agent(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    if found.active and sealing.key_of(connection, found.id) is None:
        return replace(found, active=False)
    return found
