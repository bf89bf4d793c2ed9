"""Guesses at passwords and codes: few are allowed, and each counts at once.

A guess counts as a wrong one before it is known what it is, so that neither many at once nor a
restart give more of them. It counts against the name, whether there is an account or not, and
against where it comes from.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from zhangfang.desk.errors import TooManyTriesError
from zhangfang.store import sign_in_tries
from zhangfang.store.agents import name_key
from zhangfang.store.database import Database
from zhangfang.store.sign_in_tries import Limit

FOR_A_NAME = (Limit(5, timedelta(minutes=15)), Limit(8, timedelta(hours=1)))
FROM_A_CLIENT = (Limit(20, timedelta(minutes=15)), Limit(40, timedelta(hours=1)))
"""Wrong ones; docs/decisions/021 compares them with others'."""


def begin(database: Database, name: str | None, client: str, now: datetime) -> Sequence[int]:
    """Count a guess; of no name, against the client alone. Returns by what it is forgiven if right.

    Raises:
        TooManyTriesError: of this name, or from this client.
    """
    limits = {f"client:{client}": FROM_A_CLIENT}
    if name is not None:
        limits[_name(name)] = FOR_A_NAME
    with database.write() as connection:
        sign_in_tries.forget_old(connection, now)
        wait = sign_in_tries.wait_for(connection, limits, now)
        if wait is None:
            return sign_in_tries.begin(connection, list(limits), now)
    raise TooManyTriesError(wait)


def was_right(connection: Connection, guess: Sequence[int]) -> None:
    """It counts no more."""
    sign_in_tries.forgive(connection, guess)


def locked_for(connection: Connection, name: str, now: datetime) -> timedelta | None:
    """How long until this name may be tried again; None if it may be now."""
    return sign_in_tries.wait_for(connection, {_name(name): FOR_A_NAME}, now)


def unlock(connection: Connection, name: str) -> None:
    """Let this name be tried again."""
    sign_in_tries.forgive_all(connection, _name(name))


def _name(name: str) -> str:
    """A name that nobody has may be a password typed into the wrong field: it is not kept."""
    return f"name:{hashlib.sha256(name_key(name).encode()).hexdigest()}"
