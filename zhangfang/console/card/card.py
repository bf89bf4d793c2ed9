"""The assistant's card: what was read in a message, why, what is missing, what to say next."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from anyio.to_thread import run_sync

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import Change, Warned
from zhangfang.cases.next_step import missing_facts
from zhangfang.cases.questions import SURELY_ALIKE, is_question
from zhangfang.cases.reading import SURE, Reading
from zhangfang.cases.safety import ONLY_A_PERSON
from zhangfang.cases.told import SUMMARY
from zhangfang.cases.view import case_view
from zhangfang.console.card.causes import Causes, Why
from zhangfang.console.card.cited import Cited
from zhangfang.console.card.marks import Mark, marks
from zhangfang.console.card.on_record import OnRecord, on_record
from zhangfang.console.card.proposals import DryRun, Proposal, Proposer
from zhangfang.console.card.suggestions import Judgement, chosen
from zhangfang.console.card.understood import Understood
from zhangfang.console.names import intent_name, topic_name
from zhangfang.console.staff.access import SignedIn
from zhangfang.desk.rasa import NoAnswerError
from zhangfang.desk.said_otherwise import house_words
from zhangfang.desk.service import Service
from zhangfang.guides.model import Knowledge

MOST_INTENTS = 4
PAIR = 2
FAINT = 0.005
"""What is less likely is not shown."""

IN_PERSON = "人工在接待，账房没有说话。要是它来答，会这样办："
RULED = "只有单号、金额、时间这些，按规则算「报信息」，没比例句。"
TAPPED = "商户点的是按钮，不用猜。"
FILLED_IN = "商户在单子上填的，不用猜。"


class Told(NamedTuple):
    """All that a card says, in plain values; card_api.py gives it its shape.

    Attributes:
        missing: what is left to ask after this message; None if there is no case.
        corrected: what an agent said the message should have been read as, in words.
    """

    text: str
    read: bool
    intents: Sequence[tuple[str, float]]
    sure: bool
    entities: Sequence[Mark]
    nearest: Sequence[Mapping[str, Any]]
    why: Sequence[Why]
    missing: Sequence[Mapping[str, Any]] | None
    suggestions: Sequence[Proposal]
    judged: Mapping[str, Judgement]
    corrected: str | None


async def card_of(desk: Service, conversation: str, seq: int, who: SignedIn, now: datetime) -> Told:
    """The card of a message, for the agent who opens it.

    What was read is kept with the turn. The nearest examples are asked for now, since hardly any
    message is ever looked at; without Rasa the card does without.

    Raises:
        NothingThereError: there is no such message of the merchant's, or it was taken back.
    """
    found = await run_sync(on_record, desk, conversation, seq, who)
    read, nearest = await _read(desk, found.message)
    return await run_sync(_told, desk, found, read, nearest, who, now)


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


def _told(
    desk: Service,
    found: OnRecord,
    read: Mapping[str, Any] | None,
    nearest: Sequence[Mapping[str, Any]],
    who: SignedIn,
    now: datetime,
) -> Told:
    knowledge = desk.knowledge
    message = found.message._replace(read=read)
    reading = message.reading(knowledge)
    cited = Cited(desk.settings.knowledge, desk.settings.domain)
    with desk.database.read() as connection:
        responses = house_words(connection, desk.sources.responses)
    proposer = Proposer(knowledge, responses, cited)
    answered = bool(message.replies or found.changes)
    state = found.state if answered else _caught_up(knowledge, proposer, found, now)
    dry = DryRun([], found.changes, state)
    if reading and not answered:
        dry = proposer.would_say(state, reading, now)
    why = [
        *(_about_reading(knowledge, message, reading) if reading else ()),
        *([Why(IN_PERSON, "")] if dry.changes and not answered else ()),
        *Causes(knowledge, cited, state).of(dry.changes),
    ]
    calls = reading is not None and reading.intent == "ask_human"
    hello = list(proposer.hello(who.name)) if found.mine and (calls or not found.spoke) else []
    return Told(
        text=message.turn.text,
        read=reading is not None,
        intents=_intents(reading) if reading else (),
        sure=bool(reading and _is_acted_on(reading)),
        entities=tuple(
            marks(
                knowledge,
                state.case.family if state.case else None,
                message.turn.text,
                read["entities"] if read and message.turn.kind == "text" else (),
            )
        ),
        nearest=() if reading and _is_by_rule(reading) else nearest,
        why=why,
        missing=_missing(knowledge, dry.after),
        suggestions=_suggested(proposer, found, reading, dry, hello, now),
        judged=found.judged,
        corrected=found.corrected,
    )


def _caught_up(
    knowledge: Knowledge, proposer: Proposer, found: OnRecord, now: datetime
) -> Conversation:
    """The conversation with what the merchant has told a person meanwhile, as the bot would have it.

    What was told of a problem and its facts; that a step was done is for the agent to tick.
    """
    state = found.state
    if found.spoke and state.asking != SUMMARY:
        state = state.model_copy(update={"asking": None})  # it was the bot that asked
    for message in found.told_a_person:
        reading = message.reading(knowledge)
        if reading and (reading.family or reading.facts or reading.refused):
            state = proposer.would_say(state, reading, now).after
    return state


def _suggested(
    proposer: Proposer,
    found: OnRecord,
    reading: Reading | None,
    dry: DryRun,
    hello: list[Proposal],
    now: datetime,
) -> list[Proposal]:
    """What the bot would say, what comes next, and last what may fit as well."""
    if _leaves_the_rest(proposer.knowledge, dry.changes):
        only = [it for it in dry.proposals if it.id.startswith("say:danger")]
        return chosen([*hello, *only], found.changes, said=found.heard)
    answers = list(proposer.answers(reading)) if reading and reading.intent != "inform" else []
    asks = reading is not None and is_question(reading.text)
    fitting = [it for it in answers if asks and (it.confidence or 0) >= SURELY_ALIKE]
    every = [*hello, *dry.proposals, *fitting, *proposer.comes_next(dry.after, now)]
    return chosen(every, found.changes, aside=answers, said=found.heard)


def _intents(reading: Reading) -> list[tuple[str, float]]:
    """The intent and the runners-up, the likeliest first."""
    first = (reading.intent, reading.confidence)
    others = [pair for pair in reading.ranking if pair[0] != reading.intent]
    left, told = 1 - reading.confidence, sum(share for _, share in others)
    if told > left and len(reading.problems) < PAIR:  # a rule has spoken: what it overruled is less
        others = [(name, share * left / told) for name, share in others]
    return [first, *(pair for pair in others if pair[1] >= FAINT)][:MOST_INTENTS]


def _about_reading(knowledge: Knowledge, message: Understood, reading: Reading) -> list[Why]:
    """How sure the reading is, where that decides what is done."""
    if message.turn.kind == "choice":
        return [Why(FILLED_IN if message.turn.facts else TAPPED, "")]
    said = []
    if _is_by_rule(reading):
        said.append(RULED)
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


def _is_by_rule(reading: Reading) -> bool:
    """Whether nothing but facts was said: then the classifier's word does not count."""
    return reading.intent == "inform" and reading.confidence == 1 and bool(reading.facts)


def _is_acted_on(reading: Reading) -> bool:
    """Whether the bot goes by it, instead of asking back."""
    return reading.confidence >= SURE if reading.family else not reading.is_doubtful


def _leaves_the_rest(knowledge: Knowledge, changes: Sequence[Change]) -> bool:
    """Whether there is something more important than the case: nothing else is pushed then."""
    warned = {change.danger for change in changes if isinstance(change, Warned)}
    return any(it.id in warned and it.kind in ONLY_A_PERSON for it in knowledge.dangers)


def _missing(knowledge: Knowledge, state: Conversation) -> Sequence[Mapping[str, Any]] | None:
    case = state.case
    if case is None:
        return None
    if not missing_facts(knowledge.guides[case.family], case):
        return ()
    names = case_view(knowledge, state)["missing_names"]
    assert isinstance(names, list)
    return names
