"""The calls that a merchant's page makes."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from zhangfang.cases.view import View
from zhangfang.desk import errors, message_errors, record_errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.case_views import CaseView
from zhangfang.desk.opening import open_conversation
from zhangfang.desk.receive import Desk, Times, receive
from zhangfang.desk.record import case_now, message_shown, messages_after, outcome
from zhangfang.desk.sending import Accepted, Opened, Sending
from zhangfang.desk.views import Message, Transcript
from zhangfang.store.moments import stamp

MOST_SEQ = 2**31 - 1

router = APIRouter(prefix="/api/v1", tags=["merchant"])

After = Annotated[int, Query(ge=0, le=MOST_SEQ, description="Only messages with a higher seq.")]


@router.post("/conversations", status_code=201, responses=errors.documented(errors.BadTimeError))
async def begin(the: The, now: SaidAt) -> Opened:
    """Begin a conversation. The body may be empty."""
    return await run_sync(open_conversation, the.database, the.greeting, stamp(now))


@router.post(
    "/conversations/{conversation_id}/messages",
    status_code=201,
    response_model_exclude_unset=True,
    responses=errors.documented(
        *ACCESS_ERRORS,
        errors.BadBodyError,
        record_errors.NoCaseError,
        message_errors.SentBeforeError,
        errors.BodyTooBigError,
        errors.UnprocessableError,
    ),
)
async def send(
    the: The,
    conversation: Own,
    sending: Sending,
    now: SaidAt,
    wait: Annotated[bool, Query(description="Answer after the bot's turn.")] = False,  # noqa: FBT002
) -> Accepted:
    """Put a message on record; once answered 201 it is on disk, and it will be answered.

    The same client_message_id with the same body gets the same answer again.
    """
    times = Times(said=now, received=the.clock())
    with the.metrics.accept_seconds.time():
        desk = Desk(the.database, the.knowledge, the.mask, the.keys.current)
        found = await run_sync(receive, desk, conversation, sending, times)
    seq = found.entry.event.seq
    if found.is_new:
        the.metrics.messages.inc()
        the.stream.messages(conversation)
    the.dispatcher.accepted(conversation, seq)
    message = await run_sync(message_shown, the.database, found.entry)
    accepted = Accepted(message=message, receipt=found.receipt)
    if wait:
        await the.dispatcher.answered(conversation, seq)
        accepted.replies, accepted.case = await run_sync(
            outcome, the.database, the.knowledge, conversation, seq, now
        )
    return accepted


@router.get(
    "/conversations/{conversation_id}/messages",
    responses=errors.documented(*ACCESS_ERRORS, errors.BadAfterError),
)
async def transcript(the: The, conversation: Own, after: After = 0) -> Transcript:
    """The messages from there, in order."""
    found = await run_sync(messages_after, the.database, conversation, after)
    return Transcript(messages=found)


@router.get(
    "/conversations/{conversation_id}/case",
    responses=errors.documented(*ACCESS_ERRORS, errors.UnprocessableError),
)
async def case(the: The, conversation: Own, now: SaidAt) -> CaseView:
    """How the case stands."""
    view = await run_sync(case_now, the.database, the.knowledge, conversation, now)
    return CaseView.model_validate(view)


@router.get(
    "/conversations/{conversation_id}/stream",
    response_class=EventSourceResponse,
    responses=errors.documented(*ACCESS_ERRORS, errors.BadAfterError),
)
async def stream(
    the: The,
    conversation: Own,
    now: SaidAt,
    after: After = 0,
    last_event_id: Annotated[
        str | None, Header(description="The last seq received; wins over `after`.")
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    """What happens, as it happens: `message` (durable, with its seq as id), `case`, `typing`.

    It begins with the messages after that seq and the case as it stands.
    """

    async def read_case() -> View:
        return await run_sync(case_now, the.database, the.knowledge, conversation, now)

    async def read_messages(seq: int) -> list[Message]:
        return await run_sync(messages_after, the.database, conversation, seq)

    begin_at = seq_from(last_event_id, after)
    async with aclosing(
        the.stream.follow(conversation, begin_at, read_case, read_messages)
    ) as events:
        async for event in events:
            yield event


def seq_from(last_event_id: str | None, after: int) -> int:
    """A Last-Event-ID that is none of ours is passed over: browsers send back what they find."""
    text = last_event_id or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else after
