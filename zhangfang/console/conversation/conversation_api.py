"""The calls that show a conversation to an agent."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from zhangfang.console.console import TheConsole
from zhangfang.console.conversation.case_summary import case_summary
from zhangfang.console.conversation.conversation_views import (
    CaseSummary,
    ConversationShown,
    Revealed,
    Revealing,
)
from zhangfang.console.conversation.following import follow
from zhangfang.console.conversation.looking_in import look, note_watching, past_of
from zhangfang.console.conversation.revealing import reveal as reveal_number
from zhangfang.console.refusals import BadFieldError
from zhangfang.console.staff.access import (
    HOLD_ERRORS,
    OPEN_ERRORS,
    Theirs,
    Who,
    Within,
    still_signed_in,
)
from zhangfang.desk import errors, file_errors
from zhangfang.desk.access import SaidAt, Sha256, The, said_at
from zhangfang.desk.errors import documented
from zhangfang.desk.evidence_api import FILE, ZIP
from zhangfang.desk.looking_api import SHOWN, shown_view
from zhangfang.desk.merchant_api import After, seq_from
from zhangfang.desk.pack_data import Scope
from zhangfang.desk.packs import take_pack
from zhangfang.store.file_views import ViewSize

router = APIRouter(prefix="/api/v1/agent/conversations/{conversation_id}", tags=["agent"])


@router.get("", responses=documented(*OPEN_ERRORS))
async def conversation(
    the: The, console: TheConsole, who: Who, conversation: Theirs, now: SaidAt
) -> ConversationShown:
    """The conversation as it stands.

    Who looks on where another talks is put on record, and a supervisor wherever they don't talk
    themselves: once an hour.
    """
    if await run_sync(note_watching, the.database, conversation, who, now):
        console.live.changed(conversation)
    return await run_sync(look, the.database, the.knowledge, conversation, who, now)


@router.get(
    "/stream",
    response_class=EventSourceResponse,
    responses=documented(*OPEN_ERRORS, errors.BadAfterError),
)
async def stream(
    the: The,
    console: TheConsole,
    who: Who,
    within: Within,
    conversation: Theirs,
    request: Request,
    after: After = 0,
    last_event_id: Annotated[
        str | None, Header(description="The last seq received; wins over `after`.")
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    """What happens, as it happens: `entry`, `standing`, `typing`, `here`, and `gone`.

    `entry` is a TimelineEntry, with its seq as id; without one, an earlier entry that says something
    else now. `standing` is a ConversationShown without entries, when anything in it has changed.
    `typing` is {"who": "merchant" | "bot" | name, "on"}. `here` is [{"id", "name"}]: which other
    agents have the conversation open. After `gone` the agent may not see the
    conversation any more, and the stream ends.
    """

    async def still_in() -> bool:
        return await run_sync(still_signed_in, the.database, within, said_at(the, request))

    if await run_sync(note_watching, the.database, conversation, who, said_at(the, request)):
        console.live.changed(conversation)
    begin_at = seq_from(last_event_id, after)
    events = follow(console, conversation, who, begin_at, lambda: said_at(the, request), still_in)
    async with aclosing(events):
        async for event in events:
            yield event


@router.get("/summary", responses=documented(*OPEN_ERRORS))
async def summary(the: The, conversation: Theirs) -> CaseSummary:
    """The current case in the fixed form: what happened, facts, done so far, open, due."""
    past = await run_sync(past_of, the.database, the.knowledge, conversation)
    return case_summary(the.knowledge, past)


@router.get(
    "/files/{sha256}/view",
    response_class=Response,
    responses={
        **SHOWN,
        **documented(*OPEN_ERRORS, file_errors.NoFileError, file_errors.NoViewError, BadFieldError),
    },
)
async def file_view(
    the: The,
    conversation: Theirs,
    sha256: Sha256,
    size: Annotated[ViewSize, Query(description="Longest edge: 360 or 1440 pixels.")] = "large",
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The picture of a file, upright, without card numbers. Agents are never given the file itself."""
    return await shown_view(the, conversation, sha256, size, if_none_match)


@router.post(
    "/reveal",
    responses=documented(*HOLD_ERRORS, errors.BadBodyError, errors.BodyTooBigError, BadFieldError),
)
async def reveal(
    the: The,
    console: TheConsole,
    who: Who,
    conversation: Theirs,
    revealing: Revealing,
    now: SaidAt,
) -> Revealed:
    """Show a hidden number in clear, to who talks with the merchant or a supervisor."""
    value = await run_sync(
        reveal_number,
        the.database,
        the.mask,
        conversation,
        who,
        revealing.seq,
        revealing.name,
        revealing.reason,
        now,
    )
    console.live.changed(conversation)
    return Revealed(value=value)


@router.get(
    "/pack",
    response_class=Response,
    responses={**FILE, **documented(*OPEN_ERRORS)},
)
async def pack(
    the: The, console: TheConsole, who: Who, conversation: Theirs, now: SaidAt
) -> Response:
    """The evidence pack, masked, as the merchant would get it. The taking is on record."""
    by = {"agent": {"id": who.id, "name": who.name}}
    made = await take_pack(the.archive, the.notary, Scope(conversation), "agent", now, by)
    console.live.changed(conversation)
    return Response(
        made,
        media_type=ZIP,
        headers={
            "Content-Disposition": (
                'attachment; filename="zhangfang-evidence.zip"; '
                f"filename*=UTF-8''{quote('账房证据包.zip')}"
            ),
            "Cache-Control": "no-store",
        },
    )
