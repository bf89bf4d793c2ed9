"""Corrections of readings: an agent says what a message should have been read as, a supervisor decides.

A correction stands in the merchant's conversation, where the message is; a decision in the record of
whoever made it. Neither changes what the bot does: that takes a person who applies the export.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection

from zhangfang.cases.told_in_form import Told, Unclear, read_told
from zhangfang.cases.wording import fact_questions
from zhangfang.console.card.understood import Understood, understood
from zhangfang.console.learning.sentence import NOT_PLAIN, example_of, fit_to_learn, value_in
from zhangfang.console.names import readable_facts, readable_intents
from zhangfang.console.plain_words import plainly, plainly_if_any
from zhangfang.console.refusals import BadFieldError, NothingThereError, StaleError
from zhangfang.console.staff.deeds import Somebody, deed, record
from zhangfang.desk.service import Service
from zhangfang.guides.model import FAMILIES, FactQuestion, Knowledge
from zhangfang.language.masking import mask
from zhangfang.store import agents, corrections, log
from zhangfang.store.corrections import Correction, State, What
from zhangfang.store.moments import sortable

CORRECTED = "reading_corrected"
DECIDED = "correction_decided"
"""Kinds of events."""

ONE_OF_TWO = "意图和信息，一次改一样。"
NO_SUCH_INTENT = "没有这种意图。从列表里选一个。"
NO_SUCH_FACT = "没有这样信息。从列表里选一个。"
SAID_BEFORE = "这条已经有人交上去了，等主管看。"
TAPPED = "这条是点按钮点出来的，没有听错。"
NO_REASON = "不收的话，写一句为什么。"
NO_VALUE = "例句里的数换过了。把这句里「{name}」该读成什么也写上。"


class Wrong(NamedTuple):
    """What is wrong with a reading: one of `intent` and `fact`; `value` None: no such fact in it."""

    intent: str | None
    fact: str | None
    value: str | None
    reason: str


class Listed(NamedTuple):
    """A correction as the review list shows it.

    Attributes:
        text: the message, masked; the accepted sentence once the conversation is erased.
        sentence: what is learnt from, or what would be if nothing else was written.
    """

    correction: Correction
    text: str
    at: str
    was: str | None
    should_be: str | None
    reason: str
    by: Mapping[str, str]
    decided_by: Mapping[str, str] | None
    sentence: str


def correct(
    connection: Connection,
    desk: Service,
    conversation: str,
    seq: int,
    wrong: Wrong,
    who: Somebody,
    now: datetime,
) -> log.Entry:
    """Put a correction on record, and on the review list.

    Raises:
        BadFieldError: it is none, or the fact has no such value.
        NothingThereError: there is no such message.
    """
    message = understood(connection, conversation, seq)
    if message.turn.kind == "choice":
        raise BadFieldError("seq", TAPPED)
    what, name, was, should_be = _meant(desk.knowledge, message, wrong, now)
    if what == "intent" and _waits(connection, conversation, seq, name):
        raise BadFieldError("intent", SAID_BEFORE)
    about = {
        "fact" if what == "fact" else "intent": name,
        "was": was,
        "should_be": should_be,
        "reason": plainly(desk.mask, "reason", wrong.reason),
    }
    draft = deed(who, CORRECTED, now, {"seq": seq, "what": what}, **about)
    [entry] = log.append(connection, conversation, [draft])
    found = Correction(
        id=uuid4().hex,
        conversation=conversation,
        seq=seq,
        event=entry.event.seq,
        what=what,
        name=name,
        at=sortable(now),
    )
    corrections.add(connection, found)
    return entry


def _waits(connection: Connection, conversation: str, seq: int, name: str) -> bool:
    """Whether the same was said of the message, and nobody has decided yet."""
    return any(
        (it.conversation, it.seq, it.what, it.name) == (conversation, seq, "intent", name)
        for it in corrections.listed(connection, corrections.OPEN)
    )


def listed(connection: Connection, state: State | None) -> Iterator[Listed]:
    """The review list, the latest first."""
    for correction in corrections.listed(connection, state):
        yield in_words(connection, correction)


def in_words(connection: Connection, correction: Correction) -> Listed:
    """A correction with what stands under seal."""
    message = log.at(connection, correction.conversation, correction.seq)
    event = log.at(connection, correction.conversation, correction.event)
    text = str((message.content or {}).get("text", "")) if message else ""
    said: Mapping[str, Any] = (event.content or {}) if event else {}
    example = example_of(text, _seed(correction)).text if text else ""
    return Listed(
        correction=correction,
        text=text or correction.sentence or "",
        at=event.event.at if event else correction.at,
        was=said.get("was"),
        should_be=said.get("should_be", correction.name if correction.what == "intent" else None),
        reason=str(said.get("reason", "")),
        by=said.get("agent") or {"id": "", "name": ""},
        decided_by=_agent(connection, correction.decided_by),
        sentence=correction.sentence or example,
    )


def decide(
    connection: Connection,
    desk: Service,
    correction_id: str,
    *,
    accept: bool,
    text: str | None,
    value: str | None,
    reason: str,
    who: Somebody,
    now: datetime,
) -> Correction:
    """Accept a correction with the sentence to learn from, or reject it with a reason.

    Raises:
        NothingThereError: there is no such correction.
        StaleError: it was decided before.
        BadFieldError: no reason, or a sentence that is not fit for data/.
    """
    found = corrections.of(connection, correction_id)
    if found is None:
        raise NothingThereError
    if found.state != corrections.OPEN:
        raise StaleError
    why = plainly_if_any(desk.mask, "reason", reason)
    if not accept and not why:
        raise BadFieldError("reason", NO_REASON)
    sentence, learnt = _learnt(connection, desk, found, text, value) if accept else (None, None)
    done = corrections.decide(
        connection,
        found,
        state="accepted" if accept else "rejected",
        by=who.id,
        at=sortable(now),
        decision=why,
        sentence=sentence,
        value=learnt,
    )
    if not done:
        raise StaleError
    record(
        connection,
        who,
        DECIDED,
        now,
        {"accepted": accept},
        correction=found.id,
        conversation=found.conversation,
        seq=found.seq,
        sentence=sentence,
        reason=why,
    )
    decided = corrections.of(connection, correction_id)
    assert decided is not None
    return decided


def _learnt(
    connection: Connection, desk: Service, found: Correction, text: str | None, value: str | None
) -> tuple[str, str | None]:
    """The sentence, and the value of the fact in it."""
    entry = log.at(connection, found.conversation, found.seq)
    message = str((entry.content or {}).get("text", "")) if entry else ""
    example = example_of(message, _seed(found))
    sentence = fit_to_learn(example.text if text is None else text)
    if found.what == "intent":
        return sentence, None
    event = log.at(connection, found.conversation, found.event)
    should_be = (event.content or {}).get("should_be") if event else None
    if should_be is None:
        return sentence, None
    if value is not None:
        return sentence, plainly(desk.mask, "value", value)
    learnt = should_be if sentence == message else value_in(example, message, should_be)
    if learnt is None or learnt not in sentence:
        name = readable_facts(desk.knowledge).get(found.name, found.name)
        raise BadFieldError("value", NO_VALUE.format(name=name))
    return sentence, learnt


def _seed(correction: Correction) -> str:
    """Of the message: corrected twice, it is the same example."""
    return f"{correction.conversation} {correction.seq}"


def _meant(
    knowledge: Knowledge, message: Understood, wrong: Wrong, now: datetime
) -> tuple[What, str, str | None, str | None]:
    """What is corrected: its kind, its name, what was read, what should have been."""
    if (wrong.intent is None) == (wrong.fact is None):
        raise BadFieldError("intent", ONE_OF_TWO)
    read = message.read or {}
    if wrong.intent is not None:
        if wrong.intent not in dict(readable_intents(knowledge)):
            raise BadFieldError("intent", NO_SUCH_INTENT)
        was = (read.get("intent") or {}).get("name")
        return "intent", wrong.intent, was, wrong.intent
    fact = wrong.fact or ""
    questions = _questions(knowledge)
    if fact not in questions:
        raise BadFieldError("fact", NO_SUCH_FACT)
    values = (str(it["value"]) for it in read.get("entities", ()) if it["entity"] == fact)
    should_be = None
    if wrong.value is not None:
        label = readable_facts(knowledge)[fact]
        typed = wrong.value.strip()
        found = read_told(Told(fact, label, typed, now, None), questions[fact])
        if isinstance(found, Unclear):
            raise BadFieldError("value", found.message)
        if mask(f"{label}：{found.value}").found:
            raise BadFieldError("value", NOT_PLAIN)
        should_be = found.value
    return "fact", fact, next(values, None), should_be


def _questions(knowledge: Knowledge) -> dict[str, FactQuestion | None]:
    """Every fact there is, as the first family asks for it that does."""
    found: dict[str, FactQuestion | None] = {}
    for family in FAMILIES:
        for name, question in fact_questions(knowledge, family).items():
            found.setdefault(name, question)
    return found


def _agent(connection: Connection, agent: str | None) -> Mapping[str, str] | None:
    if agent is None:
        return None
    account = agents.of(connection, agent)
    return {"id": agent, "name": account.name if account else ""}
