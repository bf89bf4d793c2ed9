"""The calls by which a merchant agrees that the record is kept."""

from anyio.to_thread import run_sync
from fastapi import APIRouter

from zhangfang.desk import errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.consent import Consented, Consenting, OtherVersionError, consent, consent_now

router = APIRouter(prefix="/api/v1", tags=["merchant"])


@router.post(
    "/conversations/{conversation_id}/consent",
    status_code=201,
    responses=errors.documented(
        *ACCESS_ERRORS,
        OtherVersionError,
        errors.BadBodyError,
        errors.BodyTooBigError,
        errors.UnprocessableError,
    ),
)
async def give(the: The, conversation: Own, given: Consenting, now: SaidAt) -> Consented:
    """Agree to the text of GET /texts. The same again is answered with the first's time.

    With `sensitive` false, personal numbers are starred and not kept, and files are refused.
    """
    return await run_sync(consent, the.database, the.knowledge, conversation, given, now)


@router.get(
    "/conversations/{conversation_id}/consent",
    responses=errors.documented(*ACCESS_ERRORS, errors.UnprocessableError),
)
async def given(the: The, conversation: Own) -> Consented:
    """What was agreed to last; all null if nothing was."""
    return await run_sync(consent_now, the.database, conversation)
