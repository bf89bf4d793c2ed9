"""The call by which a merchant takes a message back."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path

from zhangfang.desk import errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.recall import NoMessageError, Recalled, Recalling, TooLateError, recall
from zhangfang.desk.receive import Times
from zhangfang.desk.views import message_of

MOST_SEQ = 2**31 - 1

router = APIRouter(prefix="/api/v1", tags=["merchant"])


@router.post(
    "/conversations/{conversation_id}/messages/{seq}/recall",
    status_code=201,
    responses=errors.documented(
        *ACCESS_ERRORS,
        NoMessageError,
        TooLateError,
        errors.BadBodyError,
        errors.BodyTooBigError,
        errors.UnprocessableError,
    ),
)
async def take_back(
    the: The,
    conversation: Own,
    seq: Annotated[int, Path(ge=1, le=MOST_SEQ, description="Of a message or file.")],
    now: SaidAt,
    recalling: Recalling | None = None,
) -> Recalled:
    """Take back a message or file of one's own, within two minutes. The body may be empty.

    Nobody is shown it any more, and if it was not answered yet it never will be. Taken back again,
    the answer is the same.
    """
    times = Times(said=now, received=the.clock())
    client_at = recalling.client_at if recalling else None
    found = await run_sync(
        recall,
        the.database,
        the.knowledge,
        the.keys.current,
        conversation,
        seq,
        client_at,
        times,
    )
    if found.is_new:
        the.dispatcher.withdrawn(conversation, seq)
        the.stream.messages(conversation)
    return Recalled(message=message_of(found.entry), receipt=found.receipt)
