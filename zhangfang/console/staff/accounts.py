"""Makes and changes agents' accounts. It is on record with who did it, and with whom it was done to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from zhangfang.console.refusals import BadFieldError, NothingThereError, StaleError
from zhangfang.console.staff import deeds, guessing
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.staff.passwords import Passwords, first_password
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.giving_back import leave_all
from zhangfang.store import agent_sessions, agents, log, sealing
from zhangfang.store.agents import Agent
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp
from zhangfang.store.setup import Role

ADDED, CHANGED, TOTP_REMOVED = "agent_added", "agent_changed", "totp_removed"
"""Kinds of events."""

LONGEST_NAME = 64


class NameTakenError(StaleError):
    """Somebody has this name already."""

    message = "已经有同事用这个名字了。换一个，或者在后面加个字。"


class LastAdministratorError(StaleError):
    """Without them nobody could administer any more."""

    message = "这是最后一个管理员，不能停用，也不能改岗位。先让别人当管理员。"


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when; nobody of the console if it is done by `zhangfang agent`."""

    who: SignedIn | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be otherwise with an account; what is None or False stays."""

    role: Role | None = None
    active: bool | None = None
    password: bool = False
    remove_totp: bool = False
    unlock: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """An account after a change.

    Attributes:
        password: a new first one, if one was wanted.
        signed_out: all sessions of its agent have ended.
        given_back: conversations that its agent has left, to be told to who watches them.
    """

    agent: Agent
    password: str | None = None
    signed_out: bool = False
    given_back: Sequence[str] = ()


def make(database: Database, passwords: Passwords, name: str, role: Role, by: By) -> Changed:
    """An account, with a first password that must be changed.

    Raises:
        BadFieldError: it is no name.
        NameTakenError: it is another's.
    """
    shown = name.strip()
    if not shown or not shown.isprintable() or len(agents.name_key(shown)) > LONGEST_NAME:
        raise BadFieldError("name", "名字要能看见，最多 64 个字。改一改再试。")
    password, agent = first_password(), uuid4().hex
    hashed = passwords.hashed(password)
    with database.write() as connection:
        if agents.named(connection, shown) is not None:
            raise NameTakenError
        agents.add(connection, agent, shown, role, hashed, stamp(by.now))
        made = _of(connection, agent)
        _record(connection, made, ADDED, by, {}, role=role)
    return Changed(made, password)


def change(
    sources: Sources, passwords: Passwords, agent_id: str, wanted: Wanted, by: By
) -> Changed:
    """Change an account. Who loses a role, the account or the password is signed out at once.

    Who loses the account gives all that they hold back to the queue.

    Raises:
        NothingThereError: there is no such account, or its record was erased.
        LastAdministratorError: nobody could administer any more.
    """
    password = first_password() if wanted.password else None
    hashed = passwords.hashed(password) if password else None
    given_back: Sequence[str] = ()
    with sources.database.write() as connection:
        before = agents.of(connection, agent_id)
        if before is None or sealing.key_of(connection, before.id) is None:
            raise NothingThereError
        difference = _difference(before, wanted, hashed)
        if _takes_last(connection, before, difference.values):
            raise LastAdministratorError
        if difference.values:
            agents.change(connection, before.id, **difference.values)
        if wanted.unlock:
            guessing.unlock(connection, before)
        if difference.signs_out:
            agent_sessions.end_all(connection, before.id)
        after = _of(connection, before.id)
        if before.active and not after.active:
            given_back = leave_all(connection, sources, after.id, by.now)
        if difference.what:
            changed = {"what": list(difference.what)}
            was, now = _standing(before), _standing(after)
            _record(connection, after, CHANGED, by, changed, before=was, after=now)
        if "totp" in difference.what:
            body = {"by": "administrator" if by.who else "operator"}
            _record(connection, after, TOTP_REMOVED, by, body)
    return Changed(after, password, difference.signs_out, given_back)


@dataclass(slots=True)
class _Difference:
    values: dict[str, object] = field(default_factory=dict)
    what: list[str] = field(default_factory=list)
    signs_out: bool = False

    def __call__(self, what: str, **values: object) -> None:
        self.what.append(what)
        self.values.update(values)
        self.signs_out = True


def _difference(before: Agent, wanted: Wanted, hashed: str | None) -> _Difference:
    found = _Difference()
    if wanted.role is not None and wanted.role != before.role:
        found("role", role=wanted.role)
    if wanted.active is not None and wanted.active != before.active:
        found("active", active=wanted.active)
    if hashed is not None:
        found("password", password=hashed, must_change_password=True)
    if wanted.remove_totp and before.totp is not None:
        found("totp", totp=None, recovery_codes=[])
    if wanted.unlock:
        found.what.append("unlocked")
    return found


def _takes_last(connection: Connection, before: Agent, values: Mapping[str, object]) -> bool:
    was = before.active and before.role == "administrator"
    stays = values.get("active", True) and values.get("role", before.role) == "administrator"
    return was and not stays and agents.administrators(connection) == 1


def _of(connection: Connection, agent: str) -> Agent:
    found = agents.of(connection, agent)
    assert found is not None
    return found


def _standing(agent: Agent) -> dict[str, Any]:
    return {"role": agent.role, "active": agent.active}


def _record(
    connection: Connection,
    account: Agent,
    kind: str,
    by: By,
    body: Mapping[str, Any],
    **content: object,
) -> None:
    """In the record of who did it, and of whose account it is; by an operator, in the latter alone."""
    concerns = {"account": {"id": account.id, "name": account.name}, **content}
    if by.who is not None:
        deeds.record(connection, by.who, kind, by.now, body, **concerns)
        concerns = {"agent": {"id": by.who.id, "name": by.who.name}, **concerns}
        if by.who.id == account.id:
            return
    draft = log.Draft(
        kind=kind,
        actor="agent" if by.who else "system",
        origin="observed",
        at=stamp(by.now),
        body=body,
        content=concerns,
    )
    log.append(connection, account.id, [draft])
