"""The call by which a merchant says how it went."""

from anyio.to_thread import run_sync
from fastapi import APIRouter

from zhangfang.desk import errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.rating import (
    CaseOpenError,
    NotThisCaseError,
    Rated,
    RatedBeforeError,
    Rating,
    RatingClosedError,
    rate,
)
from zhangfang.desk.record import case_now

router = APIRouter(prefix="/api/v1", tags=["merchant"])


@router.post(
    "/conversations/{conversation_id}/rating",
    status_code=201,
    responses=errors.documented(
        *ACCESS_ERRORS,
        NotThisCaseError,
        RatedBeforeError,
        CaseOpenError,
        RatingClosedError,
        errors.BadBodyError,
        errors.BodyTooBigError,
        errors.UnprocessableError,
    ),
)
async def give(the: The, conversation: Own, rating: Rating, now: SaidAt) -> Rated:
    """Rate a case that has ended, once, within the days that GET /texts says."""
    rated = await run_sync(rate, the.database, the.knowledge, the.mask, conversation, rating, now)
    view = await run_sync(case_now, the.database, the.knowledge, conversation, now)
    the.stream.case(conversation, view)
    return rated
