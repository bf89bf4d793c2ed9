"""Signs in by name, password and code. A wrong name and a wrong password cost the same and are told alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from zhangfang.console.refusals import (
    CodeWantedError,
    FirstPasswordOverError,
    WrongSignInError,
)
from zhangfang.console.staff import (
    deeds,
    first_passwords,
    guessing,
    known_browsers,
    recovery_codes,
    sessions,
    totp,
)
from zhangfang.console.staff.passwords import Passwords
from zhangfang.console.staff.sessions import Begun
from zhangfang.store import agents, sealing, system
from zhangfang.store.agents import Agent
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

SIGNED_IN, REFUSED = "signed_in", "sign_in_refused"
"""Kinds of events."""

Second = Literal["none", "totp", "recovery_code"]
Wrong = Literal["name", "password", "code", "closed", "over", "company"]
"""What was wrong; `closed`: the account is, `over`: a first password's time is, `company`: the company's
own sign-in did not hold."""


@dataclass(frozen=True, slots=True)
class Trying:
    """Somebody tries to sign in.

    Attributes:
        client: where the request comes from.
        before: the session's token that came with the request.
        cookies: all that came with it.
    """

    name: str
    password: str
    code: str | None
    client: str
    before: str | None
    now: datetime
    cookies: Mapping[str, str] = field(default_factory=dict)


def sign_in(database: Database, passwords: Passwords, master: bytes, trying: Trying) -> Begun:
    """A new session, if all is right.

    Args:
        database: with the accounts.
        passwords: checks them.
        master: the desk's key, under which it has marked the browsers that it knows.
        trying: who tries, with what.

    Raises:
        TooManyTriesError: of this name, or from this client.
        WrongSignInError: something is wrong, or the account is closed.
        CodeWantedError: the password is right, a code is missing.
        FirstPasswordOverError: it is a first one, and was not used in time.
    """
    with database.read() as connection:
        agent = agents.named(connection, trying.name)
    what = _counts_against(master, agent, trying)
    guess = guessing.begin(database, what, trying.client, trying.now)
    fits = passwords.fits(trying.password, agent.password if agent else None)
    if agent is None or not fits or not agent.active:
        _refuse(database, trying, agent, "password" if not fits else "closed")
        raise WrongSignInError
    outdated = agent.password is not None and passwords.is_outdated(agent.password)
    anew = passwords.hashed(trying.password) if outdated else None
    with database.write() as connection:
        found = _let_in(connection, agent, trying, guess, anew)
    if isinstance(found, Begun):
        return found
    if found is None:
        raise CodeWantedError
    _refuse(database, trying, agent, found)
    raise FirstPasswordOverError if found == "over" else WrongSignInError


def second_factor(
    connection: Connection, agent: Agent, code: str | None, now: datetime
) -> Second | None:
    """What stood in for the second factor; None if what is needed was not given.

    A code that was taken is good no more. The transaction must be a writing one.
    """
    factor = totp.factor_of(connection, agent)
    if factor.secret is None:
        return "none"
    if code is None:
        return None
    after = totp.used(factor, code, now)
    if after is not None:
        agents.change(connection, agent.id, totp=totp.sealed(connection, agent.id, after))
        return "totp"
    return "recovery_code" if recovery_codes.take(connection, agent, code) else None


def begin(connection: Connection, agent: Agent, trying: Trying, second: Second) -> Begun:
    """The session of who has shown all that is wanted."""
    agents.change(connection, agent.id, last_signed_in=stamp(trying.now))
    body = {"way": "password", "second": second}
    deeds.record(connection, agent, SIGNED_IN, trying.now, body, client=trying.client)
    return sessions.begin(connection, agent.id, "password", trying.now, trying.before)


def _counts_against(master: bytes, agent: Agent | None, trying: Trying) -> str:
    number = agent and known_browsers.number_of(master, agent.id, trying.cookies)
    return (
        guessing.of_browser(agent.id, number) if agent and number else guessing.of_name(trying.name)
    )


def _let_in(
    connection: Connection, checked: Agent, trying: Trying, guess: Sequence[int], anew: str | None
) -> Begun | Wrong | None:
    """The session of who knows the password, or what is wrong; None if a code is wanted.

    All is looked at as it stands now: while the password was checked, the account may have been
    closed or given another one, and a code that another request has just used is good no more.
    """
    agent = agents.of(connection, checked.id)
    if agent is None or not agent.active:
        return "closed"
    if agent.password != checked.password:
        return "password"
    if first_passwords.is_over(connection, agent, trying.now):
        guessing.was_right(connection, guess)
        return "over"
    second = second_factor(connection, agent, trying.code, trying.now)
    if second is None and trying.code is not None:
        return "code"
    guessing.was_right(connection, guess)
    if second is None:
        return None
    if anew is not None:
        agents.change(connection, agent.id, password=anew)
    return begin(connection, agent, trying, second)


def _refuse(database: Database, trying: Trying, agent: Agent | None, wrong: Wrong) -> None:
    with database.write() as connection:
        if agent is None or sealing.key_of(connection, agent.id) is None:
            system.record(connection, REFUSED, {"wrong": "name"})
            return
        body = {"wrong": wrong}
        deeds.record(connection, agent, REFUSED, trying.now, body, client=trying.client)
