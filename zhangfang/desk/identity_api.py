"""The call by which a site that embeds the page says who writes."""

from anyio.to_thread import run_sync
from fastapi import APIRouter

from zhangfang.desk import errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.identity import (
    BadIdentityError,
    Identifying,
    Identity,
    NoIdentitySecretError,
    identify,
    read_secret,
)

router = APIRouter(prefix="/api/v1", tags=["merchant"])


@router.post(
    "/conversations/{conversation_id}/identity",
    status_code=201,
    responses=errors.documented(
        *ACCESS_ERRORS,
        BadIdentityError,
        NoIdentitySecretError,
        errors.BadBodyError,
        errors.BodyTooBigError,
        errors.UnprocessableError,
    ),
)
async def tell(the: The, conversation: Own, identifying: Identifying, now: SaidAt) -> Identity:
    """Put on record whom the embedding site has signed for, at most 10 minutes ago."""
    file = the.settings.identity_secret
    if file is None:
        raise NoIdentitySecretError
    secret = await run_sync(read_secret, file)  # read anew: it may be changed without a restart
    return await run_sync(
        identify, the.database, the.mask, secret, conversation, identifying.token, now
    )
