"""What agents do to their own accounts: password, authenticator, recovery codes.

Nobody weakens an account by a session alone: who found an open console does not know the password.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from zhangfang.console.refusals import (
    BadFieldError,
    NotSignedInError,
    SecondFactorKeptError,
    StaleError,
    WrongSignInError,
)
from zhangfang.console.staff import deeds, guessing, recovery_codes, sessions, totp
from zhangfang.console.staff.access import InSession
from zhangfang.console.staff.passwords import Passwords, require_good
from zhangfang.console.staff.sessions import Begun
from zhangfang.console.staff.sign_in import REFUSED, Wrong
from zhangfang.store import agent_sessions, agents, setup
from zhangfang.store.agents import Agent
from zhangfang.store.database import Database

SIGNED_OUT, PASSWORD_CHANGED = "signed_out", "password_changed"
TOTP_SET, TOTP_REMOVED = "totp_set", "totp_removed"
CODES_MADE = "recovery_codes_made"
"""Kinds of events."""


@dataclass(frozen=True, slots=True)
class Own:
    """One's own account, by one's own session.

    Attributes:
        client: where the request comes from.
        now: when it came.
    """

    database: Database
    passwords: Passwords
    within: InSession
    client: str
    now: datetime

    @property
    def agent(self) -> Agent:
        """The account as the request found it."""
        return self.within.agent


def sign_out(own: Own, token: str) -> None:
    """End the session: its token opens nothing any more, whoever has it."""
    with own.database.write() as connection:
        agent_sessions.end(connection, token)
        _record(connection, own, SIGNED_OUT)


def change_password(own: Own, current: str, new: str) -> Begun:
    """Another password. All sessions end; a new one begins in the place of this.

    Raises:
        TooManyTriesError: too many wrong ones before.
        WrongSignInError: `current` is not the password.
        BadFieldError: the new one is too weak, or the old one.
    """
    _require_password(own, current)
    require_good(new, own.agent.name)
    if new == current:
        raise BadFieldError("new", "新密码跟现在的一样。换一个不同的。")
    hashed = own.passwords.hashed(new)
    with own.database.write() as connection:
        agent = _as_it_stands(connection, own)
        if agent.password != own.agent.password:
            raise StaleError
        agents.change(connection, agent.id, password=hashed, must_change_password=False)
        agent_sessions.end_all(connection, agent.id)
        _record(connection, own, PASSWORD_CHANGED)
        return sessions.begin(connection, agent.id, own.within.session.way, own.now)


def begin_totp(own: Own, password: str | None) -> str:
    """A secret for an authenticator, good once a code of it was shown.

    Raises:
        WrongSignInError: the password was not given, and it is not what must be done first.
        TooManyTriesError: too many wrong ones before.
    """
    with own.database.read() as connection:
        replaces = totp.is_set(connection, own.agent)
    if replaces or own.within.must is None:
        _require_password(own, password)
    secret = totp.new_secret()
    with own.database.write() as connection:
        agent = _as_it_stands(connection, own)
        factor = totp.factor_of(connection, agent)
        if factor.secret is not None and not replaces:
            raise StaleError
        _keep(connection, agent, replace(factor, pending=secret))
    return secret


def confirm_totp(own: Own, code: str) -> list[str]:
    """From now on a code of the new authenticator is wanted. Returns recovery codes.

    Raises:
        TooManyTriesError: too many wrong ones before.
        WrongSignInError: it is not the code of now.
        StaleError: no authenticator waits for its first code.
    """
    guess = guessing.begin(own.database, guessing.of_session(own.agent.id), own.client, own.now)
    with own.database.write() as connection:
        agent = _as_it_stands(connection, own)
        pending = totp.factor_of(connection, agent).pending
        step = totp.step_of(pending, code, own.now) if pending else None
        if pending is None or step is not None:
            guessing.was_right(connection, guess)
        if step is not None:
            _keep(connection, agent, totp.Factor(secret=pending, used=step))
            _record(connection, own, TOTP_SET)
            return _new_codes(connection, own)
    if pending is None:
        raise StaleError
    _refuse(own, "code")
    raise WrongSignInError


def remove_totp(own: Own, password: str) -> None:
    """No code is wanted any more.

    Raises:
        TooManyTriesError: too many wrong ones before.
        WrongSignInError: it is not the password.
        SecondFactorKeptError: the role must have a second factor.
        StaleError: there is no authenticator.
    """
    _require_password(own, password)
    with own.database.write() as connection:
        agent = _as_it_stands(connection, own)
        if agent.role in setup.latest(connection).setup.totp_roles:
            raise SecondFactorKeptError
        if not totp.is_set(connection, agent):
            raise StaleError
        agents.change(connection, agent.id, totp=None, recovery_codes=[])
        _record(connection, own, TOTP_REMOVED, {"by": "self"})


def new_recovery_codes(own: Own, password: str) -> list[str]:
    """New recovery codes; the old ones are void.

    Raises:
        TooManyTriesError: too many wrong ones before.
        WrongSignInError: it is not the password.
        StaleError: there is no authenticator to stand in for.
    """
    _require_password(own, password)
    with own.database.write() as connection:
        agent = _as_it_stands(connection, own)
        if not totp.is_set(connection, agent):
            raise StaleError
        return _new_codes(connection, own)


def _require_password(own: Own, password: str | None) -> None:
    guess = guessing.begin(own.database, guessing.of_session(own.agent.id), own.client, own.now)
    if password is None or not own.passwords.fits(password, own.agent.password):
        _refuse(own, "password")
        raise WrongSignInError
    with own.database.write() as connection:
        guessing.was_right(connection, guess)


def _as_it_stands(connection: Connection, own: Own) -> Agent:
    """The account, if the session still lives: an administrator may have ended it just now.

    Raises:
        NotSignedInError: it does not.
    """
    agent = agents.of(connection, own.agent.id)
    session = agent_sessions.of(connection, own.within.session.token_hash)
    if agent is None or session is None:
        raise NotSignedInError
    return agent


def _keep(connection: Connection, agent: Agent, factor: totp.Factor) -> None:
    agents.change(connection, agent.id, totp=totp.sealed(connection, agent.id, factor))


def _new_codes(connection: Connection, own: Own) -> list[str]:
    codes = recovery_codes.make(connection, own.agent.id)
    _record(connection, own, CODES_MADE)
    return codes


def _refuse(own: Own, wrong: Wrong) -> None:
    """Put on record that somebody in this session does not know what its agent knows."""
    with own.database.write() as connection:
        _as_it_stands(connection, own)
        _record(connection, own, REFUSED, {"wrong": wrong})


def _record(
    connection: Connection, own: Own, kind: str, body: Mapping[str, Any] | None = None
) -> None:
    deeds.record(connection, own.agent, kind, own.now, body, client=own.client)
