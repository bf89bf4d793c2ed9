"""Whether a turn shows that a person is needed, and why."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from typing import NamedTuple, get_args

from sqlalchemy import Connection

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import (
    CaseEnded,
    CaseSwitched,
    Change,
    HumanAsked,
    NotUnderstood,
    WaitOver,
)
from zhangfang.cases.fold import apply
from zhangfang.guides.dangers import smells_of
from zhangfang.guides.model import Knowledge
from zhangfang.store import turns
from zhangfang.store.holds import Reason
from zhangfang.store.turns import Turn

NOT_UNDERSTOOD = NotUnderstood.model_fields["kind"].default
STRENGTH: tuple[Reason, ...] = get_args(Reason)
"""Of several reasons the last one counts."""


class Wanted(NamedTuple):
    """Why a person is needed, and whether the merchant asked for one in this turn."""

    reason: Reason
    asked: bool


def why_wait(
    connection: Connection,
    knowledge: Knowledge,
    turn: Turn,
    before: Conversation,
    changes: Iterable[Change],
) -> Wanted | None:
    """The strongest reason that a turn gives; None if it gives none.

    Besides what the engine asks for: rude words, two messages in a row that nothing could be made
    of, and a day that has passed, was reminded of, and brought nothing.

    Args:
        connection: to read by.
        knowledge: which words are rude.
        turn: the message.
        before: the conversation before it.
        changes: what it led to.
    """
    known = list(changes)
    called = [_called(change) for change in known if isinstance(change, HumanAsked)]
    reasons: list[Reason] = list(called)
    if turn.kind == "text" and _is_rude(knowledge, turn.text):
        reasons.append("abuse")
    if any(isinstance(change, WaitOver) for change in known) and _overdue(turn, before, known):
        reasons.append("overdue")
    if any(isinstance(change, NotUnderstood) for change in known) and _in_a_row(connection, turn):
        reasons.append("unsure")
    if not reasons:
        return None
    return Wanted(max(reasons, key=STRENGTH.index), "asked" in called or "stuck" in called)


def is_over(before: Conversation, changes: Iterable[Change]) -> bool:
    """Whether a turn ends the last open case, and begins nothing else."""
    known = list(changes)
    if not any(isinstance(change, CaseEnded) for change in known):
        return False
    if any(isinstance(change, CaseSwitched) for change in known):
        return False
    after = reduce(apply, known, before)
    return all(case.status in ("resolved", "closed") for case in after.cases)


def is_stronger(reason: str, than: str | None) -> bool:
    """Whether a reason counts for more than another."""
    order: tuple[str, ...] = STRENGTH
    return than not in order or order.index(reason) > order.index(than)


def _called(change: HumanAsked) -> Reason:
    """The engine names the danger; here it is enough that there is one."""
    match change.reason:
        case "asked":
            return "asked"
        case "stuck":
            return "stuck"
        case _:
            return "danger"


def _is_rude(knowledge: Knowledge, text: str) -> bool:
    return any(danger.kind == "abuse" for danger in smells_of(knowledge.dangers, text))


def _overdue(turn: Turn, before: Conversation, changes: Iterable[Change]) -> bool:
    conversation = before
    for change in changes:
        case = conversation.case
        if isinstance(change, WaitOver) and change.outcome == "overdue" and _reminded(turn, case):
            return True
        conversation = apply(conversation, change)
    return False


def _reminded(turn: Turn, case: Case | None) -> bool:
    """Whether the day had passed when the merchant spoke, and they had been asked about it."""
    if case is None or case.due_at is None or case.followed_up != case.due_at:
        return False
    return datetime.fromisoformat(case.due_at) <= datetime.fromisoformat(turn.at)


def _in_a_row(connection: Connection, turn: Turn) -> bool:
    previous = turns.previous(connection, turn.conversation, turn.seq)
    if previous is None:
        return False
    return turns.led_to(connection, turn.conversation, previous, NOT_UNDERSTOOD)
