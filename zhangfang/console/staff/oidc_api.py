"""The calls of the company's own sign-in: an agent's browser is sent there, and comes back."""

from typing import Annotated
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from zhangfang.console.console import Console, TheConsole
from zhangfang.console.refusals import NothingThereError
from zhangfang.console.staff import guessing, oidc_sign_in, oidc_trip, sessions
from zhangfang.console.staff.client import client_of
from zhangfang.console.staff.oidc import Oidc, OidcError
from zhangfang.console.staff.oidc_sign_in import CompanySignInError, Return
from zhangfang.console.staff.sessions import Begun
from zhangfang.desk.access import SaidAt
from zhangfang.desk.errors import TooManyTriesError, documented

router = APIRouter(prefix="/api/v1/agent/oidc", tags=["agent"])

PAGE = "/desk"
FAILED = f"{PAGE}#/sign-in?"
"""The page is told why in `failed`."""

Said = Annotated[str | None, Query(max_length=4096, pattern=r"^[\x20-\x7e]*$")]
"""Printable ASCII (VSCHAR of RFC 6749, appendix A): then all of it fits into a request's first line."""


@router.get(
    "/start",
    response_class=RedirectResponse,
    status_code=302,
    responses=documented(NothingThereError),
)
async def oidc_start(console: TheConsole, request: Request, now: SaidAt) -> RedirectResponse:
    """Go to the company's own sign-in."""
    oidc = _of(console)
    back_to = str(request.url.replace(path=f"{router.prefix}/callback", query="", fragment=""))
    trip = oidc_trip.set_out(back_to, now)
    try:
        there = RedirectResponse(await oidc.way_there(trip), status_code=302)
    except OidcError:
        return _failed("company")
    there.set_cookie(
        oidc_trip.COOKIE,
        oidc_trip.as_cookie(console.desk.keys.master, trip),
        max_age=int(oidc_trip.TIME_FOR_IT.total_seconds()),
        path=oidc_trip.COOKIE_PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",  # the way back begins at the company's site
    )
    return there


@router.get(
    "/callback",
    response_class=RedirectResponse,
    status_code=302,
    responses=documented(NothingThereError, TooManyTriesError),
)
async def oidc_callback(
    console: TheConsole,
    request: Request,
    now: SaidAt,
    state: Said = None,
    code: Said = None,
    iss: Said = None,
) -> RedirectResponse:
    """Come back from there: to the console, or to its sign-in page if it came to nothing."""
    oidc = _of(console)
    back = Return(
        state=state or "",
        code=code or "",
        issuer=iss,
        cookie=request.cookies.get(oidc_trip.COOKIE),
        client=client_of(request),
        before=sessions.token_of(request),
        now=now,
    )
    try:
        begun = await _signed_in(console, oidc, back)
    except CompanySignInError as error:
        return _failed(error.failed)
    home = _home(PAGE)
    sessions.set_cookie(home, request, begun.token)
    return home


async def _signed_in(console: Console, oidc: Oidc, back: Return) -> Begun:
    database = console.desk.database
    guess = await run_sync(guessing.begin, database, None, back.client, back.now)
    try:
        trip = oidc_sign_in.trip_of(oidc, console.desk.keys.master, back)
        claims = await oidc_sign_in.claims_of(oidc, trip, back)
    except CompanySignInError:
        await run_sync(oidc_sign_in.refused, database)
        raise
    return await run_sync(oidc_sign_in.sign_in, database, claims, back, guess)


def _of(console: Console) -> Oidc:
    if console.oidc is None:
        raise NothingThereError
    return console.oidc


def _failed(why: str) -> RedirectResponse:
    return _home(FAILED + urlencode({"failed": why}))


def _home(page: str) -> RedirectResponse:
    """Back at our page; the trip is over, however it ended."""
    home = RedirectResponse(page, status_code=302)
    home.delete_cookie(oidc_trip.COOKIE, path=oidc_trip.COOKIE_PATH, httponly=True, samesite="lax")
    return home
