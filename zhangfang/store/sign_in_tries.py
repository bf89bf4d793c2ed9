"""Tries to sign in, for as long as they count against the next one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from zhangfang.store.agent_tables import sign_in_tries
from zhangfang.store.moments import sortable


class Limit(NamedTuple):
    """So many wrong tries within so long, and no more."""

    most: int
    within: timedelta


KEPT_FOR = timedelta(hours=1)
"""No limit looks further back."""


def begin(connection: Connection, whats: Sequence[str], now: datetime) -> list[int]:
    """Count a try as a wrong one, before it is known what it is. Returns its ids.

    Args:
        connection: in a writing transaction.
        whats: what it counts against: an account, an address.
        now: when.
    """
    ids = []
    for what in whats:
        made = connection.execute(insert(sign_in_tries).values(what=what, at=sortable(now)))
        assert made.inserted_primary_key is not None
        ids.append(int(made.inserted_primary_key[0]))
    return ids


def forgive(connection: Connection, ids: Sequence[int]) -> None:
    """It was right."""
    connection.execute(delete(sign_in_tries).where(sign_in_tries.c.id.in_(ids)))


def forgive_all(connection: Connection, what: str) -> None:
    """Nothing counts against this any more: somebody has unlocked it."""
    connection.execute(delete(sign_in_tries).where(sign_in_tries.c.what == what))


def beginning_with(connection: Connection, start: str) -> list[str]:
    """All that tries count against now whose name begins like this."""
    column = sign_in_tries.c.what
    query = select(column).where(column.startswith(start, autoescape=True)).distinct()
    return list(connection.scalars(query))


def wait_for(
    connection: Connection, limits: Mapping[str, Sequence[Limit]], now: datetime
) -> timedelta | None:
    """How long until another try is allowed; None if it is now.

    Args:
        connection: to read by.
        limits: those of each that it would count against.
        now: when the next one would be.
    """
    waits = [_wait(connection, what, it, now) for what, all_of in limits.items() for it in all_of]
    return max((wait for wait in waits if wait is not None), default=None)


def forget_old(connection: Connection, now: datetime) -> None:
    """Let go of what does not count any more: an address is not kept longer than it is needed."""
    connection.execute(delete(sign_in_tries).where(sign_in_tries.c.at <= sortable(now - KEPT_FOR)))


def _wait(connection: Connection, what: str, limit: Limit, now: datetime) -> timedelta | None:
    """Until the oldest of the tries that fill the window has left it."""
    newest_first = (
        select(sign_in_tries.c.at)
        .where(sign_in_tries.c.what == what, sign_in_tries.c.at > sortable(now - limit.within))
        .order_by(sign_in_tries.c.at.desc())
        .offset(limit.most - 1)
        .limit(1)
    )
    filling = connection.scalars(newest_first).one_or_none()
    return datetime.fromisoformat(filling) + limit.within - now if filling else None
