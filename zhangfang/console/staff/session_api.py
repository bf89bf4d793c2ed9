"""The calls of signing in and out, and of one's own account."""

from datetime import datetime
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from zhangfang.console.console import TheConsole
from zhangfang.console.refusals import (
    BadFieldError,
    CodeWantedError,
    FirstPasswordOverError,
    ForgedError,
    NotAllowedError,
    NotSignedInError,
    StaleError,
    WrongSignInError,
)
from zhangfang.console.staff import known_browsers, own_account, own_page, sessions, totp
from zhangfang.console.staff import sign_in as signing
from zhangfang.console.staff.access import WHO_ERRORS, Must, Who, Within, must_first
from zhangfang.console.staff.client import client_of
from zhangfang.console.staff.sign_in import Trying
from zhangfang.console.views import Asked, Role
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import TooManyTriesError, documented
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


class TotpBeginning(Asked):
    """`password`: but where an authenticator must be bound before anything else."""

    password: Password | None = None


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


async def own(
    console: TheConsole, within: Within, request: Request, now: SaidAt
) -> own_account.Own:
    """What a call on one's own account works with."""
    database = console.desk.database
    return own_account.Own(database, console.passwords, within, client_of(request), now)


OwnAccount = Annotated[own_account.Own, Depends(own)]
PASSWORD_ERRORS = (*WHO_ERRORS, WrongSignInError, TooManyTriesError)


@router.get("/sign-in")
async def ways(console: TheConsole) -> SignInWays:
    """How one may sign in here."""
    return SignInWays(oidc=console.oidc.name if console.oidc else None)


@router.post(
    "/sign-in",
    responses=documented(
        WrongSignInError,
        CodeWantedError,
        FirstPasswordOverError,
        ForgedError,
        TooManyTriesError,
    ),
)
async def sign_in(
    console: TheConsole, signing_in: SigningIn, request: Request, response: Response, now: SaidAt
) -> Me:
    """Begin a session. Its cookie is new, whatever came with the request.

    At most 5 wrong tries of a name and 20 from an address in a quarter of an hour, 8 and 40 in an
    hour. A browser in which the agent has signed in before has a count of its own, in place of the
    name's.
    """
    own_page.require_own_page(request)
    desk, master = console.desk, console.desk.keys.master
    trying = Trying(
        name=signing_in.name,
        password=signing_in.password,
        code=signing_in.code,
        client=client_of(request),
        before=sessions.token_of(request),
        now=now,
        cookies=request.cookies,
    )
    begun = await run_sync(
        signing.sign_in, desk.database, console.passwords, master, trying, limiter=desk.guesses
    )
    sessions.set_cookie(response, request, begun.token)
    known_browsers.set_cookie(response, request, master, begun.session.agent)
    return await run_sync(_me, desk.database, begun.session)


@router.get("/session", responses=documented(*WHO_ERRORS))
async def session(the: The, within: Within) -> Me:
    """Who is signed in; also where something must be done first."""
    return await run_sync(_me, the.database, within.session)


@router.post("/sign-out", status_code=204, responses=documented(*WHO_ERRORS))
async def sign_out(
    console: TheConsole, own: OwnAccount, request: Request, response: Response
) -> None:
    """End the session, at once and on the server."""
    token = sessions.token_of(request)
    assert token is not None
    await run_sync(own_account.sign_out, own, token)
    console.live.signed_out(own.agent.id)
    sessions.clear_cookie(response)


@router.post(
    "/password", status_code=204, responses=documented(*PASSWORD_ERRORS, StaleError, BadFieldError)
)
async def change_password(
    console: TheConsole,
    own: OwnAccount,
    request: Request,
    response: Response,
    changing: NewPassword,
) -> None:
    """Change one's password. All other sessions end, this one gets a new cookie and CSRF token."""
    begun = await run_sync(
        own_account.change_password,
        own,
        changing.current,
        changing.new,
        limiter=console.desk.guesses,
    )
    console.live.signed_out(own.agent.id)
    sessions.set_cookie(response, request, begun.token)


@router.post("/totp", responses=documented(*PASSWORD_ERRORS, StaleError))
async def begin_totp(
    the: The, own: OwnAccount, beginning: TotpBeginning | None = None
) -> TotpBegun:
    """A secret for the authenticator.

    The password is wanted: who finds an open console must not lock its agent out with a phone of
    their own.
    """
    password = beginning.password if beginning else None
    secret = await run_sync(own_account.begin_totp, own, password, limiter=the.guesses)
    uri = totp.uri(secret, own.agent.name)
    return TotpBegun(secret=secret, uri=uri, qr=totp.picture(uri))


@router.post("/totp/confirm", responses=documented(*PASSWORD_ERRORS, StaleError))
async def confirm_totp(own: OwnAccount, confirming: TotpConfirming) -> RecoveryCodes:
    """From now on a code is wanted at every sign-in."""
    return RecoveryCodes(codes=await run_sync(own_account.confirm_totp, own, confirming.code))


@router.post(
    "/totp/remove",
    status_code=204,
    responses=documented(*PASSWORD_ERRORS, NotAllowedError, StaleError),
)
async def remove_totp(the: The, _who: Who, own: OwnAccount, given: PasswordGiven) -> None:
    """Sign in without a code again, where the role allows it."""
    await run_sync(own_account.remove_totp, own, given.password, limiter=the.guesses)


@router.post("/recovery-codes", responses=documented(*PASSWORD_ERRORS, StaleError))
async def new_recovery_codes(
    the: The, _who: Who, own: OwnAccount, given: PasswordGiven
) -> RecoveryCodes:
    """New recovery codes; the old ones are void."""
    codes = await run_sync(own_account.new_recovery_codes, own, given.password, limiter=the.guesses)
    return RecoveryCodes(codes=codes)


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
