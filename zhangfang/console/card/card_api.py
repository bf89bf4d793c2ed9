"""The calls of the assistant's card: what the bot made of a message, why, and what it would say."""

from datetime import datetime
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from pydantic import Field

from zhangfang.console.card import suggestions
from zhangfang.console.card.card import Told, card_of
from zhangfang.console.card.cited import Cited
from zhangfang.console.card.knowledge_search import entries_of
from zhangfang.console.card.knowledge_search import search as find
from zhangfang.console.card.understood import understood
from zhangfang.console.console import TheConsole
from zhangfang.console.names import intent_name
from zhangfang.console.plain_words import plainly_if_any
from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.staff.access import (
    OPEN_ERRORS,
    WHO_ERRORS,
    SignedIn,
    Theirs,
    Who,
    may_see,
)
from zhangfang.console.views import Asked, Done
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.case_views import FactMissing
from zhangfang.desk.errors import documented
from zhangfang.desk.sending import Seq
from zhangfang.desk.service import Service
from zhangfang.desk.views import Shown
from zhangfang.guides.model import Knowledge

NO_REASON = "不采用的话，写一句为什么。"

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])


class IntentShown(Shown):
    """An intent in words. `confidence`: calibrated, 0 to 1."""

    id: str
    name: str
    confidence: float


class EntityShown(Shown):
    """Something found in the text: characters `start` to `end` (end exclusive), or null if nowhere."""

    name: str
    label: str
    value: str
    start: int | None
    end: int | None


class Example(Shown):
    """A training sentence that is near to the message. `nearness`: cosine, 0 to 1."""

    text: str
    intent: str
    intent_name: str
    nearness: float


class Cause(Shown):
    """Why the bot did what it did: a rule, a step and its source, in words."""

    line: str
    source: str = ""


class Suggestion(Shown):
    """Something to say or to do next. `kind`: say (text), ask (a fact), step, answer (of knowledge).

    `source`: file and place in knowledge/, or a document with its line and level.
    """

    id: str
    kind: Literal["say", "ask", "step", "answer"]
    title: str
    text: str
    source: str
    confidence: float | None = None
    verdict: Literal["accepted", "edited", "rejected"] | None = None


class Card(Shown):
    """What the bot made of a merchant's message. `read`: false if Rasa has not read it (yet).

    `missing`: what is left to ask when this message is taken in; null if there is no case.
    """

    seq: int
    text: str
    read: bool
    intents: list[IntentShown]
    sure: bool
    entities: list[EntityShown]
    nearest: list[Example]
    why: list[Cause]
    missing: list[FactMissing] | None
    suggestions: list[Suggestion]
    corrected: str | None = None


class Verdict(Asked):
    """What the agent made of a suggestion. A rejection needs a reason."""

    suggestion: Annotated[str, Field(min_length=1, max_length=64)]
    verdict: Literal["accepted", "edited", "rejected"]
    reason: Annotated[str, Field(max_length=500)] = ""


class Hit(Shown):
    """Something that knowledge/ says. `text` can be put into a message as it is."""

    id: str
    kind: Literal["answer", "step", "channel"]
    title: str
    text: str
    source: str
    score: float


class Hits(Shown):
    """The best first."""

    hits: list[Hit]


@router.get(
    "/conversations/{conversation_id}/card/{seq}",
    responses=documented(*OPEN_ERRORS, NothingThereError),
)
async def card(the: The, who: Who, conversation: Theirs, seq: Seq, now: SaidAt) -> Card:
    """The card of one of the merchant's messages."""
    return shown(the.knowledge, seq, await card_of(the, conversation, seq, who, now))


@router.post(
    "/conversations/{conversation_id}/card/{seq}/verdict",
    responses=documented(*OPEN_ERRORS, NothingThereError, BadFieldError),
)
async def judge(
    the: The,
    console: TheConsole,
    who: Who,
    conversation: Theirs,
    seq: Seq,
    verdict: Verdict,
    now: SaidAt,
) -> Done:
    """Put on record what the agent made of a suggestion."""
    if verdict.verdict == "rejected" and not verdict.reason.strip():
        raise BadFieldError("reason", NO_REASON)
    found = await run_sync(_judge, the, who, conversation, seq, verdict, now)
    console.live.changed(conversation)
    return Done(seq=found)


@router.get("/knowledge", responses=documented(*WHO_ERRORS))
async def search_knowledge(
    the: The,
    _who: Who,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    family: str | None = Query(None, max_length=32),
) -> Hits:
    """Search what the bot knows, by meaning."""
    entries = entries_of(the.knowledge, Cited(the.settings.knowledge))
    found = await find(the.rasa, entries, q, family)
    return Hits(hits=[Hit(**hit._asdict()) for hit in found])


def shown(knowledge: Knowledge, seq: int, told: Told) -> Card:
    """A card in its shape."""
    return Card(
        seq=seq,
        text=told.text,
        read=told.read,
        intents=[
            IntentShown(id=name, name=intent_name(knowledge, name), confidence=confidence)
            for name, confidence in told.intents
        ],
        sure=told.sure,
        entities=[EntityShown(**mark._asdict()) for mark in told.entities],
        nearest=[
            Example(**example, intent_name=intent_name(knowledge, example["intent"]))
            for example in told.nearest
        ],
        why=[Cause(**why._asdict()) for why in told.why],
        missing=_missing(told),
        suggestions=[
            Suggestion(**proposal._asdict(), verdict=told.judged.get(proposal.id))
            for proposal in told.suggestions
        ],
        corrected=told.corrected,
    )


def _missing(told: Told) -> list[FactMissing] | None:
    if told.missing is None:
        return None
    return [FactMissing.model_validate(fact) for fact in told.missing]


def _judge(
    the: Service, who: SignedIn, conversation: str, seq: int, verdict: Verdict, now: datetime
) -> int:
    with the.database.write() as connection:
        if not may_see(connection, who, conversation):
            raise NothingThereError
        understood(connection, conversation, seq)
        entry = suggestions.judge(
            connection,
            the.knowledge,
            conversation,
            who,
            now,
            seq=seq,
            suggestion=verdict.suggestion,
            verdict=verdict.verdict,
            reason=plainly_if_any(the.mask, "reason", verdict.reason),
        )
    return entry.event.seq
