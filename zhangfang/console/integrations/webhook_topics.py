"""What other systems are told of: which events, and how little of each."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from pydantic import TypeAdapter, ValidationError

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import (
    CaseEnded,
    CaseOpened,
    Change,
    FollowedUp,
    PhaseEntered,
    WaitOver,
)
from zhangfang.cases.fold import apply
from zhangfang.evidence.event import Event
from zhangfang.store.log import Entry

Topic = Literal["case_opened", "phase_changed", "handed_over", "overdue", "resolved"]

KINDS = frozenset(
    {
        "case_opened", "phase_entered", "case_ended", "wait_over", "followed_up", "waiting", "taken",
    }
)  # fmt: skip
"""Of the events that may be told."""

_change: TypeAdapter[Change] = TypeAdapter(Change)


class News(NamedTuple):
    """Something to be told: of which event, and the case it is about, if there is one.

    `due_at`: the day that is told with it; of what is overdue, the day that has passed.
    """

    entry: Entry
    topic: Topic
    case: Case | None
    due_at: str | None


def news(entries: Sequence[Entry], seqs: Collection[int]) -> Iterator[News]:
    """What these events of a conversation are to others.

    Args:
        entries: all that is on record of it, in order: how a case stood is the fold of its changes.
        seqs: of the events that are asked about.
    """
    state, with_people = Conversation(), False
    for entry in entries:
        change = _change_of(entry)
        before, state = state, _after(state, change)
        had_people, with_people = with_people, _is_with_people(entry.event, with_people)
        if entry.event.seq in seqs:
            topic = _topic(change, handed_over=with_people and not had_people)
            case = _case(change, before, state)
            if topic == "overdue":
                due_at = _day_passed(change, before, case)
                if case and case.followed_up == due_at and not isinstance(change, FollowedUp):
                    continue  # told when the merchant was reminded of it
                yield News(entry, topic, case, due_at)
            elif topic:
                yield News(entry, topic, case, case.due_at if case else None)


def body(delivery: str, it: News) -> str:
    """What is told: no fact, no name, nothing that anybody said. Times as the record writes them."""
    event, case = it.entry.event, it.case
    said = {
        "id": delivery,
        "topic": it.topic,
        "at": event.at,
        "conversation": event.conversation,
        "case_number": case.number if case else None,
        "family": case.family if case else None,
        "phase": case.phase if case else None,
        "status": case.status if case else "none",
        "due_at": it.due_at,
    }
    return json.dumps(said, separators=(",", ":"))


def _topic(change: Change | None, *, handed_over: bool) -> Topic | None:
    match change:
        case CaseOpened():
            return "case_opened"
        case PhaseEntered():
            return "phase_changed"
        case CaseEnded(status="resolved"):
            return "resolved"
        case FollowedUp() | WaitOver(outcome="overdue"):
            return "overdue"
    return "handed_over" if handed_over else None


def _is_with_people(event: Event, before: bool) -> bool:  # noqa: FBT001 - how it was, how it is
    """Whether a person is waited for, or has it: from the bot's hands until it is back in them.

    Another reason to wait, a colleague who takes over, the queue once more: all are one handing over.
    """
    match event.kind:
        case "waiting" | "taken":
            return True
        case "given_back":
            return event.body.get("to") == "queue"
    return before


def _change_of(entry: Entry) -> Change | None:
    change = (entry.content or {}).get("change")
    try:
        return _change.validate_python(change) if change else None
    except ValidationError:
        return None  # of a newer version than this code


def _after(state: Conversation, change: Change | None) -> Conversation:
    try:
        return apply(state, change) if change else state
    except ValueError:
        return state  # what it builds on was destroyed


def _case(change: Change | None, before: Conversation, after: Conversation) -> Case | None:
    """The one that is spoken of: the one named, the one worked on, or the latest."""
    number = change.number if isinstance(change, FollowedUp) else None
    named = next((case for case in after.cases if case.number == number), None)
    latest = after.cases[-1] if after.cases else None
    return named or after.case or before.case or latest


def _day_passed(change: Change | None, before: Conversation, case: Case | None) -> str | None:
    if isinstance(change, FollowedUp):
        return change.due_at
    stood = next((it for it in before.cases if case and it.number == case.number), None)
    return stood.due_at if stood else None
