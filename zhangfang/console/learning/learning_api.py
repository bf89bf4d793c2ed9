"""The calls by which agents correct the bot's reading, and a supervisor decides what it learns."""

from datetime import datetime
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from pydantic import Field

from zhangfang.cases.case import Fact
from zhangfang.console.console import TheConsole
from zhangfang.console.learning import corrections as review
from zhangfang.console.learning.corrections import Listed, Wrong
from zhangfang.console.names import intent_name, readable_facts, readable_intents
from zhangfang.console.refusals import BadFieldError, NothingThereError, StaleError
from zhangfang.console.staff.access import (
    LEAD_ERRORS,
    OPEN_ERRORS,
    WHO_ERRORS,
    Lead,
    SignedIn,
    Theirs,
    Who,
    may_see,
)
from zhangfang.console.views import AgentShown, Asked, Done, Id, Why, Word
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.sending import Seq
from zhangfang.desk.service import Service
from zhangfang.desk.views import Shown
from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence.case_words import CaseWords

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

CorrectionState = Literal["open", "accepted", "rejected", "exported"]


class Correcting(Asked):
    """What a message should have been read as. One of `intent` and `fact` with `value`.

    `value` null: there is no such fact in it.
    """

    seq: Seq
    intent: Annotated[str | None, Field(max_length=64)] = None
    fact: Annotated[str | None, Field(max_length=64)] = None
    value: Annotated[str | None, Field(max_length=100)] = None
    reason: Why


class Named(Shown):
    """An intent or a fact."""

    id: str
    name: str


class Readable(Shown):
    """All that a message can be read as."""

    intents: list[Named]
    facts: list[Named]


class Correction(Shown):
    """A correction on the review list.

    `text`: the message, masked. `name`: the intent that it should have been read as, or the fact
    that is wrong; with `was` and `should_be` in words.
    `sentence`: what is learnt from it, or what would be if the supervisor wrote nothing else;
    `value`: of the fact in it.
    """

    id: str
    conversation: str
    seq: int
    text: str
    what: Literal["intent", "fact"]
    name: str
    was: str | None
    should_be: str | None
    reason: str
    by: AgentShown
    at: str
    state: CorrectionState
    decided_by: AgentShown | None
    decision: str = ""
    sentence: str = ""
    value: str | None = None


class Corrections(Shown):
    """The review list, the latest first."""

    corrections: list[Correction]


class Deciding(Asked):
    """Whether the bot is to learn from it. A rejection needs a reason.

    `text`: the sentence as it goes into data/, without anything personal; if not given, the message
    with its numbers replaced. `value`: of the fact in that sentence, where its figures are others.
    """

    accept: bool
    text: Annotated[str | None, Field(max_length=2000)] = None
    value: Annotated[str | None, Field(max_length=100)] = None
    reason: Word = ""


@router.post(
    "/conversations/{conversation_id}/corrections",
    status_code=201,
    responses=documented(*OPEN_ERRORS, NothingThereError, BadFieldError),
)
async def correct(
    the: The,
    console: TheConsole,
    who: Who,
    conversation: Theirs,
    correcting: Correcting,
    now: SaidAt,
) -> Done:
    """Correct what was read in a message. The case is changed by /family and /facts, not by this."""
    wrong = Wrong(correcting.intent, correcting.fact, correcting.value, correcting.reason)
    seq = await run_sync(_correct, the, who, conversation, correcting.seq, wrong, now)
    console.live.changed(conversation)
    return Done(seq=seq)


@router.get("/readable", responses=documented(*WHO_ERRORS))
async def readable(the: The, _who: Who) -> Readable:
    """All that a message can be corrected to."""
    return Readable(
        intents=[Named(id=it, name=name) for it, name in readable_intents(the.knowledge)],
        facts=[Named(id=it, name=name) for it, name in readable_facts(the.knowledge).items()],
    )


@router.get("/corrections", responses=documented(*LEAD_ERRORS))
async def corrections(
    the: The, _who: Lead, state: Annotated[CorrectionState | None, Query()] = None
) -> Corrections:
    """The review list."""
    return Corrections(corrections=await run_sync(_listed, the, state))


@router.post(
    "/corrections/{correction}/decision",
    responses=documented(*LEAD_ERRORS, NothingThereError, StaleError, BadFieldError),
)
async def decide(
    the: The, who: Lead, correction: Id, deciding: Deciding, now: SaidAt
) -> Correction:
    """Accept a correction for `zhangfang examples export`, or reject it."""
    return await run_sync(_decide, the, who, correction, deciding, now)


def _correct(
    the: Service, who: SignedIn, conversation: str, seq: int, wrong: Wrong, now: datetime
) -> int:
    with the.database.write() as connection:
        if not may_see(connection, who, conversation):
            raise NothingThereError
        return review.correct(connection, the, conversation, seq, wrong, who, now).event.seq


def _listed(the: Service, state: CorrectionState | None) -> list[Correction]:
    with the.database.read() as connection:
        return [_shown(the.knowledge, one) for one in review.listed(connection, state)]


def _decide(
    the: Service, who: SignedIn, correction: str, deciding: Deciding, now: datetime
) -> Correction:
    with the.database.write() as connection:
        decided = review.decide(
            connection,
            the,
            correction,
            accept=deciding.accept,
            text=deciding.text,
            value=deciding.value,
            reason=deciding.reason,
            who=who,
            now=now,
        )
        return _shown(the.knowledge, review.in_words(connection, decided))


def _shown(knowledge: Knowledge, listed: Listed) -> Correction:
    kept = listed.correction

    def words(value: str | None) -> str | None:
        if value is None or kept.what == "intent":
            return value and intent_name(knowledge, value)
        return CaseWords(knowledge).fact(kept.name, Fact(value=value))

    return Correction(
        id=kept.id,
        conversation=kept.conversation,
        seq=kept.seq,
        text=listed.text,
        what=kept.what,
        name=_name(knowledge, kept.what, kept.name),
        was=words(listed.was),
        should_be=words(listed.should_be),
        reason=listed.reason,
        by=AgentShown.model_validate(listed.by),
        at=listed.at,
        state=kept.state,
        decided_by=AgentShown.model_validate(listed.decided_by) if listed.decided_by else None,
        decision=kept.decision,
        sentence=listed.sentence,
        value=kept.value,
    )


def _name(knowledge: Knowledge, what: str, name: str) -> str:
    if what == "intent":
        return intent_name(knowledge, name)
    return readable_facts(knowledge).get(name, name)
