"""One turn: what Rasa is asked, and how its answer becomes part of the record, whole or not at all.

While a person talks with the merchant, the bot only reads. Who has the conversation is looked at in
the transaction that keeps the answer: a person who takes it while Rasa thinks is not talked over,
and a message that came before they gave it back, and that they have not answered, is answered.
What the merchant gives by name meanwhile, on the sheet or a slip's card, is done without a word.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from anyio.to_thread import run_sync
from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.number import case_number
from zhangfang.cases.view import View
from zhangfang.desk.case_shown import case_shown
from zhangfang.desk.clock import Clock
from zhangfang.desk.keep import keep
from zhangfang.desk.place_told import with_end, with_place
from zhangfang.desk.queueing import queue_up, stand_down
from zhangfang.desk.rasa import Answer, NoAnswerError, Rasa
from zhangfang.desk.slips_on_record import offered_facts
from zhangfang.desk.while_held import asks_nothing, heed, let_rest
from zhangfang.desk.why_wait import is_over, why_wait
from zhangfang.guides.model import Knowledge
from zhangfang.store import cases, conversations, holds, log, turns
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp
from zhangfang.store.turns import Turn

SPARE_NUMBERS = 3
"""Two problems in one message open two cases; one more to be safe."""


class Means(NamedTuple):
    """What a turn needs around it."""

    database: Database
    knowledge: Knowledge
    rasa: Rasa
    clock: Clock


class _Asked(NamedTuple):
    """How the conversation stood when Rasa was asked, and what it was told."""

    state: Conversation
    held: bool
    metadata: dict[str, Any]


async def run_turn(means: Means, turn: Turn) -> View:
    """One attempt: ask Rasa, then keep everything it led to in one transaction.

    It asks anew if a person has had the conversation meanwhile.

    Raises:
        NoAnswerError: Rasa did not answer to the end.
        ValueError: the changes do not fit the conversation.
    """
    view = None
    while view is None:
        asked = await run_sync(_asked, means.database, turn)
        answer = await (_read if asked.held else _answer)(means.rasa, turn, asked)
        view = await run_sync(_keep, means, turn, asked, answer)
    return view


def _asked(database: Database, turn: Turn) -> _Asked:
    with database.read() as connection:
        conversation = conversations.state(connection, turn.conversation)
        held = holds.is_held(connection, turn.conversation)
        offered = offered_facts(connection, turn)
        said = datetime.fromisoformat(turn.at)
        numbers = cases.unused_numbers(
            connection, lambda: case_number(said, secrets.choice), SPARE_NUMBERS
        )
    metadata = {
        "conversation": conversation.model_dump(mode="json"),
        "now": turn.at,
        "numbers": numbers,
        "kind": turn.kind,
        "text": turn.text,
        "facts": turn.facts,
        "offered": offered,
    }
    return _Asked(conversation, held, metadata)


async def _answer(rasa: Rasa, turn: Turn, asked: _Asked) -> Answer:
    return await rasa.ask(turn.message, asked.metadata)


async def _read(rasa: Rasa, turn: Turn, asked: _Asked) -> Answer:
    """What the message means, for the person's eyes. Without Rasa they read it themselves."""
    try:
        reading = await rasa.read(turn.message, asked.metadata)
    except NoAnswerError:
        reading = None
    return Answer(bubbles=[], changes=[], reading=reading)


def _keep(means: Means, turn: Turn, asked: _Asked, answer: Answer) -> View | None:
    """Put the answer on record; None if Rasa has to be asked anew."""
    now = answered_at(turn, means.clock())
    with means.database.write() as connection:
        if not turns.is_pending(connection, turn.conversation, turn.seq):
            # another attempt was faster, or it is erased or taken back
            return case_shown(connection, means.knowledge, turn.conversation, now)
        before = conversations.state(connection, turn.conversation)
        replies = list[int]()
        if _is_a_persons(connection, turn):
            after = heed(connection, means.knowledge, turn, before, now)
        elif asked.held or asked.state != before:
            return None
        else:
            after, replies = _speak(connection, means.knowledge, turn, before, answer, now)
        view = case_shown(connection, means.knowledge, turn.conversation, now, after)
        kept = {"replies": replies, "case": view, "reading": answer.reading}
        turns.finish(connection, turn, kept)
        if asks_nothing(answer.reading):
            let_rest(connection, turn)
    return view


def _is_a_persons(connection: Connection, turn: Turn) -> bool:
    """Whether the message is a person's to answer, or was answered by one who is gone again."""
    if holds.is_held(connection, turn.conversation):
        return True
    last = log.last_message_of(connection, turn.conversation, "agent")
    return last is not None and last.event.seq > turn.seq


def _speak(
    connection: Connection,
    knowledge: Knowledge,
    turn: Turn,
    before: Conversation,
    answer: Answer,
    now: datetime,
) -> tuple[Conversation, list[int]]:
    """What the bot says, and whether a person is called; the seqs of the bubbles."""
    handing, conversation = knowledge.handing, turn.conversation
    wanted = why_wait(connection, knowledge, turn, before, answer.changes)
    if wanted is None and is_over(before, answer.changes):
        queued = stand_down(connection, handing, conversation, now)
        said = queued.bubble
        whole = with_end(answer, said, asked=before.human_asked) if said else answer
    else:
        wrote = turn.kind == "text"
        queued = queue_up(connection, handing, conversation, wanted, now, wrote=wrote)
        whole = with_place(answer, queued.bubble) if queued.bubble else answer
    after, replies = keep(connection, conversation, whole, stamp(now), in_reply_to=turn.seq)
    if queued.event:
        log.append(connection, conversation, [queued.event])
    return after, replies


def answered_at(turn: Turn, now: datetime) -> datetime:
    """The time of the answer: as long after the message was said as the desk's clock has run.

    In production that is `now`; where a test set the message's time, the answer follows it.
    """
    waited = now - datetime.fromisoformat(turn.accepted_at)
    return datetime.fromisoformat(turn.at) + max(waited, timedelta(0))
