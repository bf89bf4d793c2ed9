"""One turn: what Rasa is asked, and how its answer becomes part of the record, whole or not at all."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from typing import Any, NamedTuple

from anyio.to_thread import run_sync

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import Change, apply
from zhangfang.cases.number import case_number
from zhangfang.cases.view import View, case_view
from zhangfang.desk.bubble import bubble_draft
from zhangfang.desk.clock import Clock, stamp
from zhangfang.desk.rasa import Answer, Rasa
from zhangfang.guides.model import Knowledge
from zhangfang.store import cases, conversations, log, turns
from zhangfang.store.database import Database
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
    }


def _keep(means: Means, turn: Turn, answer: Answer) -> View:
    at = stamp(answered_at(turn, means.clock()))
    with means.database.write() as connection:
        before = conversations.state(connection, turn.conversation)
        if turns.result(connection, turn.conversation, turn.seq) is not None:
            return case_view(means.knowledge, before)  # another attempt was faster
        after = reduce(apply, answer.changes, before)
        view = case_view(means.knowledge, after)
        first = log.next_seq(connection, turn.conversation) + len(answer.changes)
        bubbles = [
            bubble_draft(bubble, seq, at, in_reply_to=turn.seq)
            for seq, bubble in enumerate(answer.bubbles, start=first)
        ]
        changes = [_change_draft(change, at, turn.seq) for change in answer.changes]
        log.append(connection, turn.conversation, [*changes, *bubbles])
        conversations.save_state(connection, turn.conversation, after)
        cases.record(connection, turn.conversation, _changed(before, after), at)
        replies = list(range(first, first + len(bubbles)))
        turns.finish(connection, turn, {"replies": replies, "case": view})
    return view


def answered_at(turn: Turn, now: datetime) -> datetime:
    """The time of the answer: as long after the message was said as the desk's clock has run.

    In production that is `now`; where a test set the message's time, the answer follows it.
    """
    waited = now - datetime.fromisoformat(turn.accepted_at)
    return datetime.fromisoformat(turn.at) + max(waited, timedelta(0))


def _change_draft(change: Change, at: str, in_reply_to: int) -> log.Draft:
    return log.Draft(
        kind=change.kind,
        actor="system",
        origin="observed",
        at=at,
        body={"change": change.model_dump(mode="json"), "in_reply_to": in_reply_to},
    )


def _changed(before: Conversation, after: Conversation) -> Iterable[Case]:
    return (case for case in after.cases if case not in before.cases)
