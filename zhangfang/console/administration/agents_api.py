"""The calls by which agents are administered, and by which colleagues find each other."""

from datetime import datetime, timedelta
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import Connection

from zhangfang.console.console import TheConsole
from zhangfang.console.conversation import telling
from zhangfang.console.refusals import (
    BadFieldError,
    NothingThereError,
    OwnAccountError,
    StaleError,
)
from zhangfang.console.staff import accounts as making
from zhangfang.console.staff import first_passwords, guessing, totp
from zhangfang.console.staff.access import LEAD_ERRORS, WHO_ERRORS, Admin, Who
from zhangfang.console.staff.accounts import By, Wanted
from zhangfang.console.staff.session_api import Name
from zhangfang.console.views import AgentShown, Asked, Id, Role
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.views import Shown
from zhangfang.store import agent_sessions, agents
from zhangfang.store.agents import Agent
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

USED_LATELY = timedelta(minutes=5)
LISTENED_LATELY = timedelta(minutes=1)
"""Whose session was used, or whose console listened, since then is there."""


class Colleague(AgentShown):
    """`online`: their console is open. `holds`: how many conversations they have."""

    role: Role
    online: bool
    away: bool
    holds: int


class Colleagues(Shown):
    """All who may be given a conversation."""

    agents: list[Colleague]


class Account(AgentShown):
    """An agent's account, as an administrator sees it.

    `first_password_until`: who has a first password must have signed in by then; null: they have
    their own.
    """

    role: Role
    active: bool
    totp: bool
    must_change_password: bool
    first_password_until: str | None
    locked_until: str | None
    last_signed_in: str | None
    made_at: str


class Accounts(Shown):
    """All accounts, those that were closed too."""

    agents: list[Account]


class NewAccount(Asked):
    """An account to be made. Its first password is shown once and must be changed."""

    name: Name
    role: Role


class AccountMade(Shown):
    """The account, and the password for the first sign-in."""

    account: Account
    password: str


class AccountChange(Asked):
    """What is to be otherwise; what is not given stays."""

    role: Role | None = None
    active: bool | None = None
    new_password: Annotated[bool, Field(description="make a new first password")] = False
    remove_totp: bool = False
    unlock: bool = False


class AccountChanged(Shown):
    """The account as it is now; `password` if a new one was asked for."""

    account: Account
    password: str | None = None


class Presence(Asked):
    """Whether conversations may be given to one just now."""

    away: bool


@router.get("/colleagues", responses=documented(*WHO_ERRORS))
async def colleagues(the: The, _who: Who, now: SaidAt) -> Colleagues:
    """Who may be given a conversation."""
    return Colleagues(agents=await run_sync(_colleagues, the.database, now))


@router.post("/presence", status_code=204, responses=documented(*WHO_ERRORS))
async def presence(the: The, who: Who, presence: Presence) -> None:
    """Say that one is away, or back."""
    await run_sync(_set_presence, the.database, who.id, presence)


@router.get("/accounts", responses=documented(*LEAD_ERRORS))
async def accounts(the: The, _who: Admin, now: SaidAt) -> Accounts:
    """All accounts."""
    return Accounts(agents=await run_sync(_accounts, the.database, now))


@router.post(
    "/accounts", status_code=201, responses=documented(*LEAD_ERRORS, StaleError, BadFieldError)
)
async def make_account(
    console: TheConsole, who: Admin, account: NewAccount, now: SaidAt
) -> AccountMade:
    """Make an account."""
    made = await run_sync(
        making.make,
        console.desk.database,
        console.passwords,
        account.name,
        account.role,
        By(who, now),
        limiter=console.desk.guesses,
    )
    assert made.password is not None
    shown = await run_sync(_account, console.desk.database, made.agent.id, now)
    return AccountMade(account=shown, password=made.password)


@router.patch(
    "/accounts/{agent}",
    responses=documented(*LEAD_ERRORS, NothingThereError, StaleError, BadFieldError),
)
async def change_account(
    console: TheConsole, who: Admin, agent: Id, change: AccountChange, now: SaidAt
) -> AccountChanged:
    """Change an account. The last administrator cannot be taken away.

    One's own password and second factor are changed where the password is asked for.
    """
    if agent == who.id and (change.new_password or change.remove_totp):
        raise OwnAccountError
    wanted = Wanted(
        role=change.role,
        active=change.active,
        password=change.new_password,
        remove_totp=change.remove_totp,
        unlock=change.unlock,
    )
    changed = await run_sync(
        making.change,
        console.desk.sources,
        console.passwords,
        agent,
        wanted,
        By(who, now),
        limiter=console.desk.guesses,
    )
    if changed.signed_out:
        console.live.signed_out(agent)
    for conversation in changed.given_back:
        await telling.tell(console, conversation, now)
    shown = await run_sync(_account, console.desk.database, agent, now)
    return AccountChanged(account=shown, password=changed.password)


def _colleagues(database: Database, now: datetime) -> list[Colleague]:
    with database.read() as connection:
        at_work = agent_sessions.at_work(connection, now - USED_LATELY, now - LISTENED_LATELY)
        holding = agents.holding(connection)
        return [
            Colleague(
                id=it.id,
                name=it.name,
                role=it.role,
                online=it.id in at_work,
                away=it.away,
                holds=holding.get(it.id, 0),
            )
            for it in agents.everyone(connection)
            if it.active
        ]


def _set_presence(database: Database, agent: str, presence: Presence) -> None:
    with database.write() as connection:
        agents.change(connection, agent, away=presence.away)


def _accounts(database: Database, now: datetime) -> list[Account]:
    with database.read() as connection:
        return [_shown(connection, it, now) for it in agents.everyone(connection)]


def _account(database: Database, agent: str, now: datetime) -> Account:
    with database.read() as connection:
        found = agents.of(connection, agent)
        if found is None:
            raise NothingThereError
        return _shown(connection, found, now)


def _shown(connection: Connection, agent: Agent, now: datetime) -> Account:
    wait = guessing.locked_for(connection, agent, now)
    first_until = first_passwords.good_until(connection, agent)
    return Account(
        id=agent.id,
        name=agent.name,
        role=agent.role,
        active=agent.active,
        totp=totp.is_set(connection, agent),
        must_change_password=agent.must_change_password,
        first_password_until=stamp(first_until) if first_until else None,
        locked_until=stamp(now + wait) if wait is not None else None,
        last_signed_in=agent.last_signed_in,
        made_at=agent.made_at,
    )
