"""The calls of the queue: who waits, and who talks with whom."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from zhangfang.console.access import (
    HOLD_ERRORS,
    LEAD_ERRORS,
    OPEN_ERRORS,
    WHO_ERRORS,
    Held,
    Lead,
    Theirs,
    Who,
)
from zhangfang.console.refusals import BadFieldError, NothingThereError, TakenError
from zhangfang.console.views import Asked, Hold, HoldState, Id, Row, Word
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.views import Shown

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])


class Office(Shown):
    """Whether somebody is there by the office hours, and when they change next."""

    open: bool
    until: str | None
    says: str


class Queue(Shown):
    """What needs the agent: `waiting` in the order in which to take them, `mine`, `offered` to them."""

    waiting: list[Row]
    mine: list[Row]
    offered: list[Row]
    office: Office
    amber_minutes: int
    red_minutes: int


class Rows(Shown):
    """A page of conversations, the latest first. `next`: `before` of the next page."""

    rows: list[Row]
    next: str | None


class Assigning(Asked):
    """To whom."""

    agent: Id


class Transferring(Asked):
    """To a colleague, who may refuse; or back into the queue, without `agent`."""

    agent: Id | None = None
    word: Word = ""


class Refusing(Asked):
    """Why not."""

    word: Word = ""


class HandingBack(Asked):
    """`word` is said to the merchant before the bot goes on."""

    word: Word = ""


@router.get("/queue", responses=documented(*WHO_ERRORS))
async def queue(the: The, who: Who, now: SaidAt) -> Queue:
    """What needs this agent."""
    raise NotImplementedError


@router.get("/conversations", responses=documented(*WHO_ERRORS))
async def conversations(
    the: The,
    who: Who,
    now: SaidAt,
    state: HoldState | None = None,
    family: str | None = Query(None, max_length=32),
    phase: str | None = Query(None, max_length=16),
    status: str | None = Query(None, max_length=16),
    agent: str | None = Query(None, max_length=64, description="who holds it"),
    before: str | None = Query(None, max_length=64),
) -> Rows:
    """Conversations that this agent may see."""
    raise NotImplementedError


@router.get("/stream", response_class=EventSourceResponse, responses=documented(*WHO_ERRORS))
async def stream(the: The, who: Who, now: SaidAt) -> AsyncIterator[ServerSentEvent]:
    """What changes in the lists: `row` (a Row that is new or changed), `gone` (a conversation that
    is no longer this agent's to see), `office` (Office). It begins with everything of GET /queue.
    """
    raise NotImplementedError
    yield  # pragma: no cover


@router.post(
    "/conversations/{conversation_id}/claim", responses=documented(*OPEN_ERRORS, TakenError)
)
async def claim(the: The, who: Who, conversation: Theirs, now: SaidAt) -> Hold:
    """Take a conversation that waits, or take over from the bot. Held already by oneself, it is so."""
    raise NotImplementedError


@router.post(
    "/conversations/{conversation_id}/assign",
    responses=documented(*LEAD_ERRORS, NothingThereError, BadFieldError),
)
async def assign(
    the: The, who: Lead, conversation: Theirs, assigning: Assigning, now: SaidAt
) -> Hold:
    """Give a conversation to an agent, whoever has it."""
    raise NotImplementedError


@router.post(
    "/conversations/{conversation_id}/transfer",
    responses=documented(*HOLD_ERRORS, BadFieldError),
)
async def transfer(
    the: The, who: Who, conversation: Held, transferring: Transferring, now: SaidAt
) -> Hold:
    """Offer a conversation to a colleague. Until they accept, it stays with who holds it."""
    raise NotImplementedError


@router.post(
    "/conversations/{conversation_id}/transfer/accept",
    responses=documented(*OPEN_ERRORS, TakenError),
)
async def accept(the: The, who: Who, conversation: Theirs, now: SaidAt) -> Hold:
    """Take what was offered."""
    raise NotImplementedError


@router.post(
    "/conversations/{conversation_id}/transfer/refuse",
    responses=documented(*OPEN_ERRORS, TakenError),
)
async def refuse(the: The, who: Who, conversation: Theirs, refusing: Refusing, now: SaidAt) -> Hold:
    """Leave what was offered with who has it; also to take one's own offer back."""
    raise NotImplementedError


@router.post("/conversations/{conversation_id}/hand-back", responses=documented(*HOLD_ERRORS))
async def hand_back(
    the: The, who: Who, conversation: Held, handing_back: HandingBack, now: SaidAt
) -> Hold:
    """Give the conversation back to the bot, with a word to the merchant."""
    raise NotImplementedError
