"""The calls by which a conversation goes on on another phone."""

from ipaddress import IPv4Address, IPv6Network, ip_address

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request

from zhangfang.desk import errors, record_errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.resume import Resumed, Resuming, SecretMade, make_secret
from zhangfang.desk.resume import resume as resume_conversation

LONGEST_HOST = 64

router = APIRouter(prefix="/api/v1", tags=["merchant"])


@router.post(
    "/conversations/{conversation_id}/secret",
    status_code=201,
    responses=errors.documented(*ACCESS_ERRORS, record_errors.NoCaseError, errors.BadTimeError),
)
async def secret(the: The, conversation: Own, now: SaidAt) -> SecretMade:
    """Make a short secret for the current case. The earlier one opens nothing any more."""
    return await run_sync(make_secret, the.database, conversation, now, limiter=the.guesses)


@router.post(
    "/resume",
    status_code=201,
    responses=errors.documented(
        errors.BadBodyError,
        record_errors.NoSuchCaseError,
        errors.BodyTooBigError,
        errors.UnprocessableError,
        errors.TooManyTriesError,
    ),
)
async def resume(the: The, resuming: Resuming, request: Request, now: SaidAt) -> Resumed:
    """Open a conversation by the number of one of its cases and that case's secret.

    At most 5 wrong tries of a case and 20 from an address in a quarter of an hour.
    """
    client = address(request.client.host if request.client else "")
    return await run_sync(
        resume_conversation, the.database, resuming, client, now, limiter=the.guesses
    )


def address(host: str) -> str:
    """Where a request comes from, as far as tries are counted: an IPv6 client has a whole /64."""
    try:
        found = ip_address(host)
    except ValueError:
        return host[:LONGEST_HOST]
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))
