"""The calls by which an agent works on a conversation they hold."""

from datetime import datetime
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query
from pydantic import Field

from zhangfang.console.card.suggestions import said_with
from zhangfang.console.console import Console, TheConsole
from zhangfang.console.conversation.conversation_views import StepRow
from zhangfang.console.conversation.telling import tell
from zhangfang.console.conversation.timeline import entry_shown
from zhangfang.console.refusals import BadFieldError, NoOpenCaseError, StepsOpenError
from zhangfang.console.staff.access import HOLD_ERRORS, OPEN_ERRORS, Held, SignedIn, Theirs, Who
from zhangfang.console.views import Asked, Done, TimelineEntry, Why
from zhangfang.console.working import agent_facts, agent_steps
from zhangfang.console.working.case_changes import require_held
from zhangfang.console.working.closing import End, Outcome, closing_state
from zhangfang.console.working.closing import close as close_case
from zhangfang.console.working.notes import put_note
from zhangfang.console.working.ready_replies import require_filled
from zhangfang.console.working.saying import say_once
from zhangfang.desk import errors, message_errors
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.sending import LONGEST_FACT, MOST_FACTS, Seq
from zhangfang.desk.service import Service
from zhangfang.desk.views import Shown
from zhangfang.guides.model import FamilyId
from zhangfang.store import holds

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
    """Facts by their ids, read as the merchant's sheet reads them, and why they are changed.

    Null: the merchant cannot give it. It is asked for no more, and is not in the way of closing.
    """

    facts: Annotated[
        dict[str, Annotated[str, Field(max_length=LONGEST_FACT)] | None],
        Field(min_length=1, max_length=MOST_FACTS),
    ]
    reason: Why
    slip: Annotated[Seq | None, Field(description="the file that they were read off")] = None


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
    summary: Annotated[str, Field(min_length=1, max_length=2000)]
    word: Annotated[str, Field(max_length=2000)] = ""
    override: Why | None = None


BODY_ERRORS = (errors.BadBodyError, errors.BodyTooBigError, BadFieldError)


@router.post(
    "/messages",
    status_code=201,
    responses=documented(*HOLD_ERRORS, *BODY_ERRORS, message_errors.SentBeforeError),
)
async def say(
    console: TheConsole, who: Who, conversation: Held, saying: Saying, now: SaidAt
) -> TimelineEntry:
    """Say something to the merchant. Personal numbers in it are hidden as in the merchant's own."""
    entry = await run_sync(_say, console.desk, conversation, who, saying, now)
    console.desk.stream.typing(conversation, on=False, who="agent")
    await tell(console, conversation, now)
    return entry


@router.post("/notes", status_code=201, responses=documented(*OPEN_ERRORS, *BODY_ERRORS))
async def note(
    console: TheConsole, who: Who, conversation: Theirs, noting: Noting, now: SaidAt
) -> TimelineEntry:
    """Write a note that the merchant never sees."""
    the = console.desk
    entry = await run_sync(
        put_note, the.database, the.knowledge, the.mask, conversation, who, noting.text, now
    )
    console.live.changed(conversation)
    return entry


@router.post("/typing", status_code=204, responses=documented(*HOLD_ERRORS, *BODY_ERRORS))
async def typing(the: The, who: Who, conversation: Held, typing: TypingOn) -> None:
    """Let the merchant see that one types. It ends by itself after 10 seconds."""
    the.stream.typing(conversation, on=typing.on, who="agent", name=who.name)


@router.post("/facts", responses=documented(*HOLD_ERRORS, *BODY_ERRORS, NoOpenCaseError))
async def change_facts(
    console: TheConsole, who: Who, conversation: Held, change: FactsChange, now: SaidAt
) -> Done:
    """Set or correct facts, or say that they can't be given; name and reason go on record."""
    the = console.desk
    seq = await run_sync(
        agent_facts.change_facts,
        the.database,
        the.knowledge,
        the.mask,
        conversation,
        who,
        change.facts,
        change.reason,
        now,
        change.slip,
    )
    return await _changed(console, conversation, now, seq)


@router.post("/steps/{step}", responses=documented(*HOLD_ERRORS, *BODY_ERRORS, NoOpenCaseError))
async def change_step(
    console: TheConsole,
    who: Who,
    conversation: Held,
    step: Annotated[str, Path(min_length=1, max_length=64)],
    change: StepChange,
    now: SaidAt,
) -> Done:
    """Tick, skip or reopen a step; skipping needs a reason.

    A step that waits for an answer is done when the answer has come and the money has not.
    """
    the = console.desk
    seq = await run_sync(
        agent_steps.change_step,
        the.database,
        the.knowledge,
        the.mask,
        conversation,
        who,
        step,
        change.outcome,
        change.reason,
        now,
    )
    return await _changed(console, conversation, now, seq)


@router.post("/family", responses=documented(*HOLD_ERRORS, *BODY_ERRORS))
async def change_family(
    console: TheConsole, who: Who, conversation: Held, change: FamilyChange, now: SaidAt
) -> Done:
    """Say what the problem is: open a case, or correct its family."""
    the = console.desk
    seq = await run_sync(
        agent_facts.change_family,
        the.database,
        the.knowledge,
        the.mask,
        conversation,
        who,
        change.family,
        change.reason,
        now,
    )
    return await _changed(console, conversation, now, seq)


@router.get("/closing", responses=documented(*OPEN_ERRORS, NoOpenCaseError, BadFieldError))
async def closing(
    the: The,
    conversation: Theirs,
    outcome: Annotated[
        Outcome, Query(description="How it is to end. With the money back less is mandatory.")
    ] = "closed",
) -> ClosingState:
    """Whether the current case may be closed, and a service summary to begin with."""
    found = await run_sync(closing_state, the.database, the.knowledge, conversation, outcome)
    return ClosingState(
        open_steps=found.open_steps, summary=found.summary, may_close=not found.open_steps
    )


@router.post(
    "/close",
    responses=documented(*HOLD_ERRORS, *BODY_ERRORS, NoOpenCaseError, StepsOpenError),
)
async def close(
    console: TheConsole, who: Who, conversation: Held, closing: Closing, now: SaidAt
) -> Done:
    """Close the current case, tell the merchant, and give the conversation back to the bot."""
    the = console.desk
    end = End(closing.outcome, closing.summary, closing.word, closing.override)
    seq = await run_sync(
        close_case, the.database, the.sources, the.mask, conversation, who, end, now
    )
    return await _changed(console, conversation, now, seq)


def _say(
    the: Service, conversation: str, who: SignedIn, saying: Saying, now: datetime
) -> TimelineEntry:
    """The message, that it answers, and what was made of a suggestion, all or nothing."""
    suggested = saying.suggested
    if saying.canned:
        require_filled(saying.text)
    with the.database.write() as connection:
        require_held(connection, conversation, who)
        said = say_once(
            connection,
            the.mask,
            conversation,
            who,
            saying.text,
            now,
            saying.client_message_id,
            quotes=saying.quotes,
            canned=saying.canned,
            suggested=suggested.model_dump() if suggested else None,
        )
        if said.is_new:
            holds.spoke(connection, conversation)
        if said.is_new and suggested:
            said_with(
                connection,
                the.knowledge,
                conversation,
                who,
                now,
                seq=suggested.seq,
                suggestion=suggested.suggestion,
                edited=suggested.edited,
            )
        return entry_shown(connection, the.knowledge, conversation, said.entry)


async def _changed(console: Console, conversation: str, now: datetime, seq: int | None) -> Done:
    """Tell whoever looks on."""
    await tell(console, conversation, now)
    return Done(seq=seq)
