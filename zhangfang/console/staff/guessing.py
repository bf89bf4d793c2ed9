"""Guesses at passwords and codes: few are allowed, and each counts at once.

A guess counts as a wrong one before it is known what it is, so that neither many at once nor a
restart give more of them. It counts against where it comes from, and besides:

- at sign-in against the name, whether there is an account or not; from a browser that the agent has
  signed in with before, against that browser. So strangers who keep a name locked keep nobody out.
- within a session against the account, which no stranger's guess counts against either.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from zhangfang.desk.errors import TooManyTriesError
from zhangfang.store import sign_in_tries
from zhangfang.store.agents import Agent, name_key
from zhangfang.store.database import Database
from zhangfang.store.sign_in_tries import Limit

FOR_A_NAME = (Limit(5, timedelta(minutes=15)), Limit(8, timedelta(hours=1)))
FROM_A_CLIENT = (Limit(20, timedelta(minutes=15)), Limit(40, timedelta(hours=1)))
"""Wrong ones; docs/decisions/021 compares them with others'."""


def of_name(name: str) -> str:
    """What strangers' guesses count against.

    A name that nobody has may be a password typed into the wrong field: it is not kept.
    """
    return f"name:{hashlib.sha256(name_key(name).encode()).hexdigest()}"


def of_browser(agent: str, number: str) -> str:
    """What guesses count against from a browser that this agent has signed in with before."""
    return f"{_account(agent)}{number}"


def of_session(agent: str) -> str:
    """What guesses within any session of this agent count against."""
    return f"{_account(agent)}session"


def begin(database: Database, what: str | None, client: str, now: datetime) -> Sequence[int]:
    """Count a guess. Returns by what it is forgiven if right.

    Args:
        database: where they are counted.
        what: of_name, of_browser or of_session; None: against the client alone.
        client: where it comes from.
        now: when.

    Raises:
        TooManyTriesError: of this, or from this client.
    """
    limits = {f"client:{client}": FROM_A_CLIENT}
    if what is not None:
        limits[what] = FOR_A_NAME
    with database.write() as connection:
        sign_in_tries.forget_old(connection, now)
        wait = sign_in_tries.wait_for(connection, limits, now)
        if wait is None:
            return sign_in_tries.begin(connection, list(limits), now)
    raise TooManyTriesError(wait)


def was_right(connection: Connection, guess: Sequence[int]) -> None:
    """It counts no more."""
    sign_in_tries.forgive(connection, guess)


def locked_for(connection: Connection, agent: Agent, now: datetime) -> timedelta | None:
    """How long until this agent may be guessed at again everywhere; None if it is so now."""
    limits = dict.fromkeys(_all_of(connection, agent), FOR_A_NAME)
    return sign_in_tries.wait_for(connection, limits, now)


def unlock(connection: Connection, agent: Agent) -> None:
    """Let this agent try again, wherever they are."""
    for what in _all_of(connection, agent):
        sign_in_tries.forgive_all(connection, what)


def _all_of(connection: Connection, agent: Agent) -> list[str]:
    theirs = sign_in_tries.beginning_with(connection, _account(agent.id))
    return [of_name(agent.name), *theirs]


def _account(agent: str) -> str:
    return f"account:{agent}:"
