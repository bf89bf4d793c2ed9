"""The calls by which an agent works on a conversation they hold."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from zhangfang.console.access import HOLD_ERRORS, OPEN_ERRORS, Held, Theirs, Who
from zhangfang.console.conversation_api import StepRow
from zhangfang.console.refusals import BadFieldError, StepsOpenError
from zhangfang.console.views import Asked, Done, TimelineEntry, Why
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import NoCaseError, SentBeforeError, documented
from zhangfang.desk.views import LONGEST_FACT, MOST_FACTS, Seq, Shown
from zhangfang.guides.model import FamilyId

router = APIRouter(prefix="/api/v1/agent/conversations/{conversation_id}", tags=["agent"])


class Suggested(Asked):
    """Which suggestion of the card a message was made of, and whether it was changed."""

    seq: Seq
    suggestion: Annotated[str, Field(max_length=64)]
    edited: bool


class Saying(Asked):
    """A message to the merchant. Sent again under the same id, it is the same message."""

    client_message_id: Annotated[str, Field(min_length=1, max_length=64)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    quotes: Seq | None = None
    suggested: Suggested | None = None
    canned: Annotated[str | None, Field(max_length=64)] = None


class Noting(Asked):
    """A note among colleagues."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class TypingOn(Asked):
    """Whether one types."""

    on: bool


class FactsChange(Asked):
    """Facts by their ids, read as the merchant's sheet reads them, and why they are changed."""

    facts: Annotated[
        dict[str, Annotated[str, Field(max_length=LONGEST_FACT)]],
        Field(min_length=1, max_length=MOST_FACTS),
    ]
    reason: Why


class StepChange(Asked):
    """What became of a step."""

    outcome: Literal["done", "skipped", "reopened"]
    reason: Annotated[str, Field(max_length=500)] = ""


class FamilyChange(Asked):
    """The right family, and why. Opens a case if there is none."""

    family: FamilyId
    reason: Why


class ClosingState(Shown):
    """Whether the case may be closed, and what is in the way."""

    open_steps: list[StepRow]
    summary: str
    may_close: bool


class Closing(Asked):
    """How the case ends. `override`: why it is closed though mandatory steps are open."""

    outcome: Literal["resolved", "closed"]
    summary: Annotated[str, Field(min_length=1, max_length=4000)]
    word: Annotated[str, Field(max_length=2000)] = ""
    override: Why | None = None


@router.post(
    "/messages", status_code=201, responses=documented(*HOLD_ERRORS, SentBeforeError, BadFieldError)
)
async def say(the: The, who: Who, conversation: Held, saying: Saying, now: SaidAt) -> TimelineEntry:
    """Say something to the merchant. Personal numbers in it are hidden as in the merchant's own."""
    raise NotImplementedError


@router.post("/notes", status_code=201, responses=documented(*OPEN_ERRORS))
async def note(
    the: The, who: Who, conversation: Theirs, noting: Noting, now: SaidAt
) -> TimelineEntry:
    """Write a note that the merchant never sees."""
    raise NotImplementedError


@router.post("/typing", status_code=204, responses=documented(*HOLD_ERRORS))
async def typing(the: The, who: Who, conversation: Held, typing: TypingOn) -> None:
    """Let the merchant see that one types."""
    raise NotImplementedError


@router.post("/facts", responses=documented(*HOLD_ERRORS, NoCaseError, BadFieldError))
async def change_facts(
    the: The, who: Who, conversation: Held, change: FactsChange, now: SaidAt
) -> Done:
    """Set or correct facts; the agent's name and reason go on record with them."""
    raise NotImplementedError


@router.post("/steps/{step}", responses=documented(*HOLD_ERRORS, NoCaseError, BadFieldError))
async def change_step(
    the: The, who: Who, conversation: Held, step: str, change: StepChange, now: SaidAt
) -> Done:
    """Tick, skip or reopen a step."""
    raise NotImplementedError


@router.post("/family", responses=documented(*HOLD_ERRORS, BadFieldError))
async def change_family(
    the: The, who: Who, conversation: Held, change: FamilyChange, now: SaidAt
) -> Done:
    """Say what the problem is: open a case, or correct its family."""
    raise NotImplementedError


@router.get("/closing", responses=documented(*OPEN_ERRORS, NoCaseError))
async def closing(the: The, who: Who, conversation: Theirs, now: SaidAt) -> ClosingState:
    """Whether the current case may be closed, and a service summary to begin with."""
    raise NotImplementedError


@router.post(
    "/close", responses=documented(*HOLD_ERRORS, NoCaseError, StepsOpenError, BadFieldError)
)
async def close(the: The, who: Who, conversation: Held, closing: Closing, now: SaidAt) -> Done:
    """Close the current case, tell the merchant, and give the conversation back to the bot."""
    raise NotImplementedError
