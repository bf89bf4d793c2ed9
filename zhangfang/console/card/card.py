"""The assistant's card: what was read in a message, why, what is missing, what to say next."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from anyio.to_thread import run_sync
from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import Change
from zhangfang.cases.next_step import missing_facts
from zhangfang.cases.reading import SURE, Reading
from zhangfang.cases.view import case_view
from zhangfang.console.card.causes import Causes, Why, changes_after
from zhangfang.console.card.cited import Cited
from zhangfang.console.card.marks import Mark, marks
from zhangfang.console.card.proposals import Proposal, Proposer
from zhangfang.console.card.suggestions import Judgement, chosen, judged
from zhangfang.console.card.understood import Understood, understood
from zhangfang.console.names import intent_name, topic_name
from zhangfang.desk.rasa import NoAnswerError
from zhangfang.desk.service import Service
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations, log

CORRECTED = "reading_corrected"
"""The kind of the event that says what a message should have been read as."""

MOST_INTENTS = 4
FAINT = 0.005
"""What is less likely is not shown."""

IN_PERSON = "人工在接待，机器人没有说话。要是它来答，会这样办："
TAPPED = "商户点的是按钮，不用猜。"


class Told(NamedTuple):
    """All that a card says, in plain values; card_api.py gives it its shape.

    Attributes:
        corrected: what an agent said the message should have been read as, in words.
    """

    text: str
    read: bool
    intents: Sequence[tuple[str, float]]
    sure: bool
    entities: Sequence[Mark]
    nearest: Sequence[Mapping[str, Any]]
    why: Sequence[Why]
    missing: Sequence[Mapping[str, Any]]
    suggestions: Sequence[Proposal]
    judged: Mapping[str, Judgement]
    corrected: str | None


class _OnRecord(NamedTuple):
    """What the card is made from."""

    message: Understood
    state: Conversation
    changes: list[Change]
    judged: dict[str, Judgement]
    corrected: str | None


async def card_of(desk: Service, conversation: str, seq: int, now: datetime) -> Told:
    """The card of a message.

    What was read is kept with the turn. The nearest examples are asked for now, since hardly any
    message is ever looked at; without Rasa the card does without.

    Raises:
        NothingThereError: there is no such message of the merchant's, or it was taken back.
    """
    found = await run_sync(_on_record, desk, conversation, seq)
    read, nearest = await _read(desk, found.message)
    return await run_sync(_told, desk, found, read, nearest, now)


async def _read(
    desk: Service, message: Understood
) -> tuple[Mapping[str, Any] | None, Sequence[Mapping[str, Any]]]:
    """The reading, and the examples nearest to it."""
    if message.pending or (message.read and message.turn.kind == "choice"):
        return message.read, ()
    if message.read and message.read.get("nearest"):
        return message.read, message.read["nearest"]
    try:
        anew = await desk.rasa.read(message.turn.message, message.metadata)
    except NoAnswerError:
        return message.read, ()
    return message.read or anew, anew["nearest"]


def _on_record(desk: Service, conversation: str, seq: int) -> _OnRecord:
    with desk.database.read() as connection:
        message = understood(connection, conversation, seq)
        return _OnRecord(
            message,
            conversations.state(connection, conversation),
            changes_after(connection, conversation, seq, message.replies),
            judged(connection, conversation, seq),
            _corrected(connection, desk.knowledge, conversation, seq),
        )


def _told(
    desk: Service,
    found: _OnRecord,
    read: Mapping[str, Any] | None,
    nearest: Sequence[Mapping[str, Any]],
    now: datetime,
) -> Told:
    knowledge, state = desk.knowledge, found.state
    message = found.message._replace(read=read)
    reading = message.reading(knowledge)
    case = state.case
    cited = Cited(desk.settings.knowledge)
    proposer = Proposer(knowledge, desk.sources.responses, cited)
    answered = bool(message.replies or found.changes)
    would: list[Proposal] = []
    changes: Sequence[Change] = found.changes
    if reading and not answered:
        would, changes = proposer.would_say(state, reading, now)
    proposals = [
        *would,
        *(proposer.answers(reading) if reading else ()),
        *proposer.comes_next(state, now),
    ]
    why = [
        *(_about_reading(knowledge, message, reading) if reading else ()),
        *([Why(IN_PERSON, "")] if changes and not answered else ()),
        *Causes(knowledge, cited, state).of(changes),
    ]
    return Told(
        text=message.turn.text,
        read=reading is not None,
        intents=_intents(reading) if reading else (),
        sure=bool(reading and reading.confidence >= SURE),
        entities=tuple(
            marks(
                knowledge,
                case.family if case else None,
                message.turn.text,
                read["entities"] if read and message.turn.kind == "text" else (),
            )
        ),
        nearest=nearest,
        why=why,
        missing=_missing(knowledge, state),
        suggestions=chosen(proposals, found.changes),
        judged=found.judged,
        corrected=found.corrected,
    )


def _intents(reading: Reading) -> list[tuple[str, float]]:
    """The intent and the runners-up, the likeliest first."""
    first = (reading.intent, reading.confidence)
    others = [pair for pair in reading.ranking if pair[0] != reading.intent and pair[1] >= FAINT]
    return [first, *others][:MOST_INTENTS]


def _about_reading(knowledge: Knowledge, message: Understood, reading: Reading) -> list[Why]:
    """How sure the reading is, where that decides what is done."""
    if message.turn.kind == "choice":
        return [Why(TAPPED, "")]
    said = []
    if reading.family and reading.confidence < SURE:
        said.append(f"像「{intent_name(knowledge, reading.intent)}」，把握不到 {SURE:.0%}")
    elif reading.is_doubtful:
        said.append(f"像「{intent_name(knowledge, reading.intent)}」，但把握太小，不照它办")
    if reading.topic and reading.intent == "out_of_scope":
        said.append(f"说的是：{topic_name(knowledge, reading.topic)}")
    if len(reading.problems) > 1:
        names = "、".join(intent_name(knowledge, it.family) for it in reading.problems)
        said.append(f"一句里说了两件事：{names}")
    return [Why(line, "") for line in said]


def _missing(knowledge: Knowledge, state: Conversation) -> Sequence[Mapping[str, Any]]:
    case = state.case
    if case is None or not missing_facts(knowledge.guides[case.family], case):
        return ()
    names = case_view(knowledge, state)["missing_names"]
    assert isinstance(names, list)
    return names


def _corrected(
    connection: Connection, knowledge: Knowledge, conversation: str, seq: int
) -> str | None:
    """The latest correction of the intent, in words."""
    found = [
        entry.content["should_be"]
        for entry in log.of_kinds(connection, conversation, (CORRECTED,), after=seq)
        if entry.event.body == {"seq": seq, "what": "intent"} and entry.content
    ]
    return intent_name(knowledge, found[-1]) if found else None
