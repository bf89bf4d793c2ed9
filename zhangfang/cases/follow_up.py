"""What the bot says by itself when a day has come: that an answer is due, that years run out.

Each is said once: the change that records it is part of the same transaction as the words.
"""

from datetime import datetime
from typing import NamedTuple

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import CaseSwitched, Change, FollowedUp, LimitWarned
from zhangfang.cases.limitation import limit_words, warning_due
from zhangfang.cases.options import WAITING, for_case
from zhangfang.cases.turn import Reply
from zhangfang.cases.wording import date_words
from zhangfang.guides.model import Knowledge


class FollowUp(NamedTuple):
    """What is to be kept, and what is to be said."""

    changes: list[Change]
    replies: list[Reply]


def next_due(conversation: Conversation) -> datetime | None:
    """When the next follow-up is to be looked at; None if nothing is waited for."""
    moments = [moment for case in _open(conversation) for moment in _moments(case)]
    return min(moments, default=None)


def follow_up(knowledge: Knowledge, conversation: Conversation, now: datetime) -> FollowUp | None:
    """Everything that has fallen due by now; None if nothing has."""
    changes: list[Change] = []
    replies: list[Reply] = []
    for case in _open(conversation):
        due = _due(case)
        if case.due_at and due and due <= now:
            changes.append(FollowedUp(number=case.number, due_at=case.due_at))
            replies.append(_ask_outcome(knowledge, case, due))
        if not case.limit_warned and warning_due(case, now) <= now:
            changes.append(LimitWarned(number=case.number))
            replies.append(Reply(response="utter_limit_near", values={"day": limit_words(case)}))
    if not changes:
        return None
    first = next((one for one in changes if isinstance(one, FollowedUp)), None)
    current = conversation.case
    if first and (current is None or current.status in ("resolved", "closed")):
        changes.append(CaseSwitched(number=first.number))
    return FollowUp(changes, replies)


def _open(conversation: Conversation) -> list[Case]:
    return [case for case in conversation.cases if case.status in ("open", "handed_over")]


def _moments(case: Case) -> list[datetime]:
    opened = datetime.fromisoformat(case.opened_at)
    limit = [] if case.limit_warned else [warning_due(case, opened)]
    due = _due(case)
    return [due, *limit] if due else limit


def _due(case: Case) -> datetime | None:
    """When an answer is due that was not asked about yet."""
    if case.due_at is None or case.followed_up == case.due_at:
        return None
    return datetime.fromisoformat(case.due_at)


def _ask_outcome(knowledge: Knowledge, case: Case, due: datetime) -> Reply:
    return Reply(
        response="utter_follow_up_promised" if case.due_promised else "utter_follow_up",
        values={
            "number": case.number,
            "family": knowledge.guides[case.family].name,
            "due": date_words(due),
        },
        options=for_case(WAITING, case.number),
    )
