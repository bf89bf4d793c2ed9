"""The calls of signing in and out, and of one's own account."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from zhangfang.console.access import WHO_ERRORS, Who
from zhangfang.console.refusals import CodeWantedError, WrongSignInError
from zhangfang.console.views import Asked, Role
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import TooManyTriesError, documented
from zhangfang.desk.views import Shown

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
    must: Literal["set_totp", "change_password"] | None
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


@router.post("/sign-in", responses=documented(WrongSignInError, CodeWantedError, TooManyTriesError))
async def sign_in(
    the: The, signing_in: SigningIn, request: Request, response: Response, now: SaidAt
) -> Me:
    """Begin a session. Its cookie is new, whatever came with the request."""
    raise NotImplementedError


@router.get("/oidc/start", response_class=RedirectResponse, status_code=302)
async def oidc_start(the: The, request: Request) -> RedirectResponse:
    """Go to the company's own sign-in."""
    raise NotImplementedError


@router.get("/oidc/callback", response_class=RedirectResponse, status_code=302)
async def oidc_callback(the: The, request: Request, now: SaidAt) -> RedirectResponse:
    """Come back from there."""
    raise NotImplementedError


@router.get("/session", responses=documented(*WHO_ERRORS))
async def session(the: The, request: Request, now: SaidAt) -> Me:
    """Who is signed in; also where something must be done first."""
    raise NotImplementedError


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
