"""One turn: what Rasa is asked, and how its answer becomes part of the record, whole or not at all."""

import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from anyio.to_thread import run_sync

from zhangfang.cases.number import case_number
from zhangfang.cases.view import View
from zhangfang.desk.case_shown import case_shown
from zhangfang.desk.clock import Clock
from zhangfang.desk.keep import keep
from zhangfang.desk.rasa import Answer, Rasa
from zhangfang.desk.slips_on_record import offered_facts
from zhangfang.guides.model import Knowledge
from zhangfang.store import cases, conversations, turns
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


async def run_turn(means: Means, turn: Turn) -> View:
    """One attempt: ask Rasa, then keep everything it led to in one transaction.

    Raises:
        NoAnswerError: Rasa did not answer to the end.
        ValueError: the changes do not fit the conversation.
    """
    metadata = await run_sync(_metadata, means.database, turn)
    answer = await means.rasa.ask(turn.message, metadata)
    return await run_sync(_keep, means, turn, answer)


def _metadata(database: Database, turn: Turn) -> dict[str, Any]:
    with database.read() as connection:
        conversation = conversations.state(connection, turn.conversation)
        offered = offered_facts(connection, turn)
        said = datetime.fromisoformat(turn.at)
        numbers = cases.unused_numbers(
            connection, lambda: case_number(said, secrets.choice), SPARE_NUMBERS
        )
    return {
        "conversation": conversation.model_dump(mode="json"),
        "now": turn.at,
        "numbers": numbers,
        "kind": turn.kind,
        "text": turn.text,
        "facts": turn.facts,
        "offered": offered,
    }


def _keep(means: Means, turn: Turn, answer: Answer) -> View:
    now = answered_at(turn, means.clock())
    with means.database.write() as connection:
        if not turns.is_pending(connection, turn.conversation, turn.seq):
            # another attempt was faster, or it is erased or taken back
            return case_shown(connection, means.knowledge, turn.conversation, now)
        after, replies = keep(
            connection, turn.conversation, answer, stamp(now), in_reply_to=turn.seq
        )
        view = case_shown(connection, means.knowledge, turn.conversation, now, after)
        turns.finish(connection, turn, {"replies": replies, "case": view})
    return view


def answered_at(turn: Turn, now: datetime) -> datetime:
    """The time of the answer: as long after the message was said as the desk's clock has run.

    In production that is `now`; where a test set the message's time, the answer follows it.
    """
    waited = now - datetime.fromisoformat(turn.accepted_at)
    return datetime.fromisoformat(turn.at) + max(waited, timedelta(0))
