"""How each change alters a conversation, which is always the fold of its changes."""

from functools import singledispatch

from zhangfang.cases.case import CORE_FACTS, Case, Conversation, Mark
from zhangfang.cases.change import (
    Answered,
    Asked,
    CaseEnded,
    CaseOpened,
    CaseSwitched,
    Change,
    DeadlineSet,
    FactRefused,
    FactSet,
    FactsHeld,
    FamilyCorrected,
    FollowedUp,
    HumanAsked,
    HumanDone,
    LimitRestarted,
    LimitWarned,
    NotUnderstood,
    PaperWritten,
    PhaseEntered,
    StepMarked,
    StepReopened,
    StepsOffered,
    SummaryConfirmed,
    WaitOver,
    Warned,
)

Update = dict[str, object]

NOBODY_OWES: Update = {
    "awaiting": None, "due_at": None, "due_estimated": False, "due_promised": False,
}  # fmt: skip


def apply(conversation: Conversation, change: Change) -> Conversation:
    """The conversation after one change.

    Raises:
        ValueError: the change speaks of a case where none is being worked on.
    """
    match change:
        case CaseOpened():
            opened = Case(
                number=change.number,
                family=change.family,
                opened_at=change.at,
                facts=conversation.held,
            )
            cases = (*conversation.cases, opened)
            return conversation.model_copy(
                update={"cases": cases, "current": change.number, "held": {}}
            )
        case FactsHeld():
            before = {} if change.anew else conversation.held
            return conversation.model_copy(update={"held": {**before, **change.facts}})
        case CaseSwitched():
            return conversation.model_copy(
                update={"current": change.number, "asking": None, "undecided": ()}
            )
        case HumanAsked():
            return conversation.model_copy(
                update={"human_asked": True, "human_reason": change.reason}
            )
        case HumanDone():
            return conversation.model_copy(update={"human_asked": False, "human_reason": None})
        case Warned():
            return conversation.model_copy(update={"warned": (*conversation.warned, change.danger)})
        case Answered() | PaperWritten() | NotUnderstood():
            return conversation  # kept in the log; nothing stands otherwise
        case FollowedUp() | LimitWarned():
            return _with_case(conversation, _applied(_named(conversation, change.number), change))
        case Asked():
            again = change.fact is not None and change.fact == conversation.asking
            times = conversation.asked_times + change.in_vain if again else 1
            update = {"asking": change.fact, "undecided": change.families, "asked_times": times}
            return conversation.model_copy(update=update)
        case _:
            return _with_case(conversation, _applied(_current(conversation, change), change))


@singledispatch
def _update(change: Change, _case: Case) -> Update:
    raise ValueError(f"{change.kind} does not alter a case")


@_update.register
def _(change: FamilyCorrected, case: Case) -> Update:
    return {
        "family": change.family, "phase": "verify", "marks": {}, "offered": (),
        "facts": {name: fact for name, fact in case.facts.items() if name not in change.drops},
        "refused": tuple(name for name in case.refused if name not in change.drops),
        "confirmed": False, "came_of_it": None, **NOBODY_OWES,
    }  # fmt: skip


@_update.register
def _(change: FactSet, case: Case) -> Update:
    return {
        "facts": {**case.facts, change.name: change.fact},
        "refused": tuple(name for name in case.refused if name != change.name),
        "confirmed": case.confirmed and change.name not in CORE_FACTS,
    }


@_update.register
def _(change: FactRefused, case: Case) -> Update:
    return {"refused": (*case.refused, change.name)}


@_update.register
def _(change: StepsOffered, _case: Case) -> Update:
    return {"offered": change.steps}


@_update.register
def _(change: StepMarked, case: Case) -> Update:
    return {"marks": {**case.marks, change.step: _mark(case, change)}}


@_update.register
def _(change: StepReopened, case: Case) -> Update:
    return {"marks": {step: mark for step, mark in case.marks.items() if step != change.step}}


@_update.register
def _(change: PhaseEntered, case: Case) -> Update:
    entered = {change.phase: change.at} if change.at else {}
    return {
        "phase": change.phase, "offered": (), "entered": {**entered, **case.entered},
        **NOBODY_OWES,
    }  # fmt: skip


@_update.register
def _(_change: SummaryConfirmed, _case: Case) -> Update:
    return {"confirmed": True}


@_update.register
def _(change: DeadlineSet, case: Case) -> Update:
    return {
        "due_at": change.due_at, "due_estimated": change.estimated,
        "awaiting": change.step or case.awaiting, "due_promised": change.promised,
    }  # fmt: skip


@_update.register
def _(change: WaitOver, _case: Case) -> Update:
    return {"came_of_it": change.outcome, "offered": (), **NOBODY_OWES}


@_update.register
def _(change: FollowedUp, _case: Case) -> Update:
    return {"followed_up": change.due_at}


@_update.register
def _(change: LimitRestarted, _case: Case) -> Update:
    return {"limit_from": change.day, "limit_warned": False}


@_update.register
def _(_change: LimitWarned, _case: Case) -> Update:
    return {"limit_warned": True}


@_update.register
def _(change: CaseEnded, _case: Case) -> Update:
    over = NOBODY_OWES if change.status in ("resolved", "closed") else {}
    return {"status": change.status, **over}


def _applied(case: Case, change: Change) -> Case:
    return case.model_copy(update=_update(change, case))


def _mark(case: Case, change: StepMarked) -> Mark:
    before = case.marks.get(change.step)
    repeated = before is not None and before.outcome == change.outcome
    times = before.times + 1 if before and repeated else 1
    return Mark(outcome=change.outcome, times=times, at=change.at)


def _named(conversation: Conversation, number: str) -> Case:
    found = next((case for case in conversation.cases if case.number == number), None)
    if found is None:
        raise ValueError(f"there is no case {number} in this conversation")
    return found


def _current(conversation: Conversation, change: Change) -> Case:
    if conversation.case is None:
        raise ValueError(f"{change.kind} needs a case, and none is being worked on")
    return conversation.case


def _with_case(conversation: Conversation, changed: Case) -> Conversation:
    cases = tuple(changed if case.number == changed.number else case for case in conversation.cases)
    return conversation.model_copy(update={"cases": cases})
