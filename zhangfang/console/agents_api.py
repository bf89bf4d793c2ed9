"""The calls by which agents are administered, and by which colleagues find each other."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from zhangfang.console.access import LEAD_ERRORS, WHO_ERRORS, Admin, Who
from zhangfang.console.refusals import NothingThereError, StaleError
from zhangfang.console.session_api import Name
from zhangfang.console.views import AgentShown, Asked, Id, Role
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import UnprocessableError, documented
from zhangfang.desk.views import Shown

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])


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
    """An agent's account, as an administrator sees it."""

    role: Role
    active: bool
    totp: bool
    must_change_password: bool
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
async def colleagues(the: The, who: Who) -> Colleagues:
    """Who may be given a conversation."""
    raise NotImplementedError


@router.post("/presence", status_code=204, responses=documented(*WHO_ERRORS))
async def presence(the: The, who: Who, presence: Presence, now: SaidAt) -> None:
    """Say that one is away, or back."""
    raise NotImplementedError


@router.get("/accounts", responses=documented(*LEAD_ERRORS))
async def accounts(the: The, who: Admin) -> Accounts:
    """All accounts."""
    raise NotImplementedError


@router.post(
    "/accounts",
    status_code=201,
    responses=documented(*LEAD_ERRORS, StaleError, UnprocessableError),
)
async def make_account(the: The, who: Admin, account: NewAccount, now: SaidAt) -> AccountMade:
    """Make an account."""
    raise NotImplementedError


@router.patch(
    "/accounts/{agent}",
    responses=documented(*LEAD_ERRORS, NothingThereError, StaleError, UnprocessableError),
)
async def change_account(
    the: The, who: Admin, agent: Id, change: AccountChange, now: SaidAt
) -> AccountChanged:
    """Change an account. The last administrator cannot be taken away."""
    raise NotImplementedError
