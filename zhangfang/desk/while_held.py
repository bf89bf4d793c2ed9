"""What a merchant's message does while a person talks with them, beside being read.

The bot says nothing. But what is given by name needs no understanding: a step that is ticked is
ticked, and a fact is set, so that nobody has to do or to ask it again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation, Fact
from zhangfang.cases.change import (
    Change,
    FactRefused,
    FactSet,
    StepMarked,
    StepReopened,
    changes_adapter,
)
from zhangfang.cases.on_the_sheet import filled_in, ticked
from zhangfang.cases.reading import SURE
from zhangfang.desk.keep import keep
from zhangfang.desk.owed import rests
from zhangfang.desk.rasa import Answer
from zhangfang.guides.model import Knowledge
from zhangfang.store import holds, log, turns
from zhangfang.store.moments import stamp
from zhangfang.store.turns import Turn

ASKS_NOTHING = ("thanks", "goodbye")


def heed(
    connection: Connection, knowledge: Knowledge, turn: Turn, before: Conversation, now: datetime
) -> Conversation:
    """Do what the message gives by name, and say nothing. Returns the conversation after it."""
    changes = _given(connection, knowledge, turn, before, now)
    if not changes:
        return before
    answer = Answer(bubbles=[], changes=changes)
    after, _ = keep(connection, turn.conversation, answer, stamp(now), in_reply_to=turn.seq)
    return after


def asks_nothing(reading: Mapping[str, Any] | None) -> bool:
    """Whether a message only thanks, or takes leave."""
    intent = (reading or {}).get("intent") or {}
    return intent.get("name") in ASKS_NOTHING and intent.get("confidence", 0.0) >= SURE


def let_rest(connection: Connection, turn: Turn) -> None:
    """The message wants no answer: if it was the first that waited for one, the next does now."""
    if not rests(connection, turn.conversation, turn.at):
        return
    following = turns.next_pending(connection, turn.conversation)
    if following is not None:
        holds.heard(connection, turn.conversation, datetime.fromisoformat(following.at))


def _given(
    connection: Connection, knowledge: Knowledge, turn: Turn, before: Conversation, now: datetime
) -> list[Change]:
    """What the agent has said of the same since the message was sent stands."""
    since = _by_agent_since(connection, turn)
    if turn.facts:
        set_since = {it.name for it in since if isinstance(it, FactSet | FactRefused)}
        facts = {
            name: Fact.model_validate(fact)
            for name, fact in turn.facts.items()
            if name not in set_since
        }
        return filled_in(knowledge, before, facts, now) if facts else []
    entry = log.at(connection, turn.conversation, turn.seq)
    step = (entry.content or {}).get("step") if entry else None
    marked_since = {it.step for it in since if isinstance(it, StepMarked | StepReopened)}
    return ticked(knowledge, before, step, now) if step and step not in marked_since else []


def _by_agent_since(connection: Connection, turn: Turn) -> list[Change]:
    kinds = ("fact_set", "fact_refused", "step_marked", "step_reopened")
    entries = log.of_kinds(connection, turn.conversation, kinds, after=turn.seq)
    found = [it.content["change"] for it in entries if it.event.actor == "agent" and it.content]
    return changes_adapter.validate_python(found)
