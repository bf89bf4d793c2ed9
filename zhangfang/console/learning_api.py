"""The calls by which agents correct the bot's reading, and a supervisor decides what it learns."""

from typing import Literal

from fastapi import APIRouter, Query

from zhangfang.console.access import LEAD_ERRORS, OPEN_ERRORS, Lead, Theirs, Who
from zhangfang.console.refusals import BadFieldError, NothingThereError, StaleError
from zhangfang.console.views import AgentShown, Asked, Done, Id, Why
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.views import Seq, Shown

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

CorrectionState = Literal["open", "accepted", "rejected", "exported"]


class Correcting(Asked):
    """What a message should have been read as. One of `intent` and `fact` with `value`.

    `value` null: there is no such fact in it.
    """

    seq: Seq
    intent: str | None = None
    fact: str | None = None
    value: str | None = None
    reason: Why


class Correction(Shown):
    """A correction on the review list. `text` is the message, masked."""

    id: str
    conversation: str
    seq: int
    text: str
    what: Literal["intent", "fact"]
    was: str | None
    should_be: str | None
    reason: str
    by: AgentShown
    at: str
    state: CorrectionState
    decided_by: AgentShown | None
    decision: str = ""


class Corrections(Shown):
    """The review list, the latest first."""

    corrections: list[Correction]


class Deciding(Asked):
    """Whether the bot is to learn from it. `text`: the sentence as it goes into data/, without
    anything personal; if not given, the message with its numbers replaced.
    """

    accept: bool
    text: str | None = None
    reason: str = ""


@router.post(
    "/conversations/{conversation_id}/corrections",
    status_code=201,
    responses=documented(*OPEN_ERRORS, NothingThereError, BadFieldError),
)
async def correct(
    the: The, who: Who, conversation: Theirs, correcting: Correcting, now: SaidAt
) -> Done:
    """Correct what was read in a message. The case is changed by /family and /facts, not by this."""
    raise NotImplementedError


@router.get("/corrections", responses=documented(*LEAD_ERRORS))
async def corrections(
    the: The, who: Lead, state: CorrectionState | None = Query(None)
) -> Corrections:
    """The review list."""
    raise NotImplementedError


@router.post(
    "/corrections/{correction}/decision",
    responses=documented(*LEAD_ERRORS, NothingThereError, StaleError, BadFieldError),
)
async def decide(
    the: The, who: Lead, correction: Id, deciding: Deciding, now: SaidAt
) -> Correction:
    """Accept a correction for `zhangfang examples export`, or reject it."""
    raise NotImplementedError
