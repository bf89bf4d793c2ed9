"""The calls of signing in and out, and of one's own account."""

from datetime import datetime
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from zhangfang.console import own_page, sessions, totp
from zhangfang.console import sign_in as signing
from zhangfang.console.access import WHO_ERRORS, Must, Who, Within, must_first
from zhangfang.console.console import TheConsole
from zhangfang.console.refusals import (
    CodeWantedError,
    ForgedError,
    NotSignedInError,
    WrongSignInError,
)
from zhangfang.console.sign_in import Trying
from zhangfang.console.views import Asked, Role
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import TooManyTriesError, documented
from zhangfang.desk.resume_api import address
from zhangfang.desk.views import Shown
from zhangfang.store import agents
from zhangfang.store.agent_sessions import Session
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

Name = Annotated[str, Field(min_length=1, max_length=64)]
Password = Annotated[str, Field(min_length=1, max_length=256)]
Code = Annotated[str, Field(min_length=1, max_length=32)]


class SigningIn(Asked):
    """`code`: six digits of the authenticator, or a recovery code."""

    name: Name
    password: Password
    code: Code | None = None


class Me(Shown):
    """Who is signed in. `csrf` goes into the header X-CSRF-Token of every call that changes something.

    `must`: what has to be done before anything else. `until`: when the session ends in any case.
    """

    id: str
    name: str
    role: Role
    csrf: str
    must: Must | None
    totp: bool
    recovery_codes_left: int
    idle_minutes: int
    until: str


class SignInWays(Shown):
    """How one may sign in here. `oidc`: the name of the company's own sign-in, if there is one."""

    oidc: str | None


class NewPassword(Asked):
    """A new password, by who knows the old one."""

    current: Password
    new: Annotated[str, Field(min_length=10, max_length=256)]


class TotpBegun(Shown):
    """A secret for the authenticator, good once it was confirmed. `qr`: an SVG."""

    secret: str
    uri: str
    qr: str


class TotpConfirming(Asked):
    """The first code that the authenticator shows."""

    code: Code


class RecoveryCodes(Shown):
    """Shown this once; each is good once."""

    codes: list[str]


class PasswordGiven(Asked):
    """The own password again, before something that weakens the account."""

    password: Password


@router.get("/sign-in")
async def ways(the: The) -> SignInWays:
    """How one may sign in here."""
    raise NotImplementedError


@router.post(
    "/sign-in",
    responses=documented(WrongSignInError, CodeWantedError, ForgedError, TooManyTriesError),
)
async def sign_in(
    console: TheConsole, signing_in: SigningIn, request: Request, response: Response, now: SaidAt
) -> Me:
    """Begin a session. Its cookie is new, whatever came with the request.

    At most 5 wrong tries of a name and 20 from an address in a quarter of an hour.
    """
    own_page.require_own_page(request)
    desk = console.desk
    trying = Trying(
        name=signing_in.name,
        password=signing_in.password,
        code=signing_in.code,
        client=client_of(request),
        before=sessions.token_of(request),
        now=now,
    )
    begun = await run_sync(
        signing.sign_in, desk.database, console.passwords, trying, limiter=desk.guesses
    )
    sessions.set_cookie(response, request, begun.token)
    return await run_sync(_me, desk.database, begun.session)


@router.get("/oidc/start", response_class=RedirectResponse, status_code=302)
async def oidc_start(the: The, request: Request) -> RedirectResponse:
    """Go to the company's own sign-in."""
    raise NotImplementedError


@router.get("/oidc/callback", response_class=RedirectResponse, status_code=302)
async def oidc_callback(the: The, request: Request, now: SaidAt) -> RedirectResponse:
    """Come back from there."""
    raise NotImplementedError


@router.get("/session", responses=documented(*WHO_ERRORS))
async def session(the: The, within: Within) -> Me:
    """Who is signed in; also where something must be done first."""
    return await run_sync(_me, the.database, within.session)


@router.post("/sign-out", status_code=204, responses=documented(*WHO_ERRORS))
async def sign_out(the: The, request: Request, response: Response, now: SaidAt) -> None:
    """End the session, at once and on the server."""
    raise NotImplementedError


@router.post("/password", status_code=204, responses=documented(*WHO_ERRORS, WrongSignInError))
async def change_password(
    the: The, request: Request, response: Response, changing: NewPassword, now: SaidAt
) -> None:
    """Change one's password. All other sessions end, this one gets a new cookie."""
    raise NotImplementedError


@router.post("/totp", responses=documented(*WHO_ERRORS))
async def begin_totp(the: The, request: Request, now: SaidAt) -> TotpBegun:
    """A secret for the authenticator."""
    raise NotImplementedError


@router.post("/totp/confirm", responses=documented(*WHO_ERRORS, WrongSignInError))
async def confirm_totp(
    the: The, request: Request, confirming: TotpConfirming, now: SaidAt
) -> RecoveryCodes:
    """From now on a code is wanted at every sign-in."""
    raise NotImplementedError


@router.post("/totp/remove", status_code=204, responses=documented(*WHO_ERRORS, WrongSignInError))
async def remove_totp(the: The, who: Who, given: PasswordGiven, now: SaidAt) -> None:
    """Sign in without a code again, where the role allows it."""
    raise NotImplementedError


@router.post("/recovery-codes", responses=documented(*WHO_ERRORS, WrongSignInError))
async def new_recovery_codes(
    the: The, who: Who, given: PasswordGiven, now: SaidAt
) -> RecoveryCodes:
    """New recovery codes; the old ones are void."""
    raise NotImplementedError


def client_of(request: Request) -> str:
    """Where a request comes from, as far as guesses are counted."""
    return address(request.client.host if request.client else "")


def _me(database: Database, session: Session) -> Me:
    with database.read() as connection:
        agent = agents.of(connection, session.agent)
        if agent is None:
            raise NotSignedInError
        return Me(
            id=agent.id,
            name=agent.name,
            role=agent.role,
            csrf=session.csrf,
            must=must_first(connection, agent, session),
            totp=totp.is_set(connection, agent),
            recovery_codes_left=len(agent.recovery_codes),
            idle_minutes=int(sessions.IDLE.total_seconds() // 60),
            until=stamp(datetime.fromisoformat(session.until)),
        )
