"""What a person of customer service changes in a case: by the rules of the bot, and without its words.

The same functions decide as for a merchant's message. What they would say is dropped, and with it the
changes that only stand for something said: that a fact was asked for, steps were offered, a limit was
warned of.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import reduce
from typing import Literal

from zhangfang.cases.case import Case, Conversation, Fact
from zhangfang.cases.change import (
    Asked,
    CaseEnded,
    CaseOpened,
    CaseSwitched,
    Change,
    FactRefused,
    LimitWarned,
    PhaseEntered,
    StepReopened,
    StepsOffered,
)
from zhangfang.cases.facts import take_facts
from zhangfang.cases.fold import apply
from zhangfang.cases.moves import mark
from zhangfang.cases.next_step import Enter, applies, can_be_ticked, next_step
from zhangfang.cases.reading import Reading
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import go_up
from zhangfang.cases.walking import enter, go_on, lapsed, move
from zhangfang.guides.model import FamilyId, Knowledge, Step

SAID_ONLY = (Asked, StepsOffered, LimitWarned)


class NoSuchStepError(ValueError):
    """The step is not of this case, or that cannot become of it now."""


def facts_corrected(
    knowledge: Knowledge,
    before: Conversation,
    facts: Mapping[str, Fact],
    now: datetime,
    not_to_be_had: Collection[str] = (),
) -> list[Change]:
    """These facts are so; those that were known are left out.

    Args:
        knowledge: all guides.
        before: how the conversation stands; a case is worked on.
        facts: by name; what was read off a slip stays so.
        now: local time.
        not_to_be_had: names of facts that the merchant cannot give; none of them is known.
    """
    given = {
        name: fact if fact.origin == "slip" else fact.model_copy(update={"origin": "agent"})
        for name, fact in facts.items()
    }
    turn = quiet_turn(knowledge, before, now, Reading(intent="inform", facts=given, in_form=True))
    take_facts(turn)
    for name in not_to_be_had:
        if name not in turn.case.refused:
            turn.change(FactRefused(name=name, origin="agent"))
    if turn.changes:
        go_on(turn)
    return quietly(turn, before)


def step_marked(
    knowledge: Knowledge,
    before: Conversation,
    step_id: str,
    outcome: Literal["done", "skipped"],
    now: datetime,
) -> list[Change]:
    """A step is behind the merchant. That an answer was waited for is done when it has come.

    Raises:
        NoSuchStepError: it is not to be done now.
    """
    turn = quiet_turn(knowledge, before, now)
    step = turn.step(step_id)
    if step is None or not applies(step, turn.case):
        raise NoSuchStepError(step_id)
    if turn.case.awaiting == step.id and outcome == "done":
        go_up(turn, "overdue" if lapsed(turn.case, now) else "refused")
        return quietly(turn, before)
    if not can_be_ticked(turn.guide, turn.case, step_id):
        raise NoSuchStepError(step_id)
    mark(turn, step, outcome)
    go_on(turn)
    if step.phase == "submit" == turn.case.phase:
        _leave_submit(turn, step)
    return quietly(turn, before)


def step_reopened(
    knowledge: Knowledge, before: Conversation, step_id: str, now: datetime
) -> list[Change]:
    """A step is to be done again. While others owe an answer, the case goes on waiting beside it.

    Raises:
        NoSuchStepError: it is not behind the merchant.
    """
    turn = quiet_turn(knowledge, before, now)
    step = turn.step(step_id)
    if step is None or step_id not in turn.case.marks:
        raise NoSuchStepError(step_id)
    if step.phase != turn.case.phase and turn.case.phase in ("contact", "submit"):
        turn.change(PhaseEntered(phase=step.phase))
    turn.change(StepReopened(step=step_id))
    return quietly(turn, before)


def family_set(
    knowledge: Knowledge, before: Conversation, family: FamilyId, number: str, now: datetime
) -> list[Change]:
    """The problem is this one: a case of it is opened, or the open one becomes it.

    If there is an open case of it beside, that one is worked on from here; the other keeps its place.

    Args:
        knowledge: all guides.
        before: how the conversation stands.
        family: the problem.
        number: an unused case number.
        now: local time.
    """
    turn = quiet_turn(knowledge, before, now)
    beside = (it for it in before.cases if is_open(it) and it.number != before.current)
    if other := next((it for it in beside if it.family == family), None):
        turn.change(CaseSwitched(number=other.number))
    elif is_open(before.case):
        move(turn, family)
    else:
        turn.change(CaseOpened(number=number, family=family, at=now.isoformat()))
    go_on(turn)
    return quietly(turn, before)


def case_closed(before: Conversation, status: Literal["resolved", "closed"]) -> list[Change]:
    """The case ends, and nothing is asked for any more."""
    changes: list[Change] = [CaseEnded(status=status)]
    if before.asking or before.undecided:
        changes.append(Asked())
    return changes


def is_open(case: Case | None) -> bool:
    """Whether there is a case, and it has not ended."""
    return case is not None and case.status in ("open", "handed_over")


def quiet_turn(
    knowledge: Knowledge, before: Conversation, now: datetime, reading: Reading | None = None
) -> Turn:
    """A turn of which nothing will be said; it opens no case."""
    return Turn(knowledge, before, reading or Reading(), now, iter(()))


def _leave_submit(turn: Turn, step: Step) -> None:
    """The claim is out: that the merchant never confirmed the summary holds nothing up any more."""
    shown = turn.case.model_copy(update={"offered": (step.id,)})
    if isinstance(following := next_step(turn.guide, shown), Enter):
        enter(turn, following.phase)
        go_on(turn)


def quietly(turn: Turn, before: Conversation) -> list[Change]:
    """What has changed, without what stands for words; what was asked or offered is put right."""
    kept: list[Change] = [one for one in turn.changes if not isinstance(one, SAID_ONLY)]
    if not kept:
        return []
    after = reduce(apply, kept, before)
    case = after.case
    left = tuple(step for step in case.offered if _is_left(turn, case, step)) if case else ()
    if case and left != case.offered:
        kept.append(StepsOffered(steps=left))
    moved = before.case is None or case is None or before.case.phase != case.phase
    answered = case is not None and after.asking in (*case.facts, *case.refused)
    if (after.asking and (moved or answered)) or after.undecided:
        kept.append(Asked())
    return kept


def _is_left(turn: Turn, case: Case, step_id: str) -> bool:
    step = turn.step(step_id)
    done = step_id in case.marks and case.marks[step_id].outcome != "stuck"
    return step is not None and applies(step, case) and not done
