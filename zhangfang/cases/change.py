"""What can happen to a case, one small fact each, and how each one alters the conversation.

Changes are what the log keeps; a conversation is always the fold of its changes.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from zhangfang.cases.case import Case, Conversation, Fact, Mark, MarkOutcome, Status
from zhangfang.guides.model import FamilyId, Model, PhaseId


class CaseOpened(Model):
    """A complaint was understood; its case is the one worked on from here."""

    kind: Literal["case_opened"] = "case_opened"
    number: str
    family: FamilyId
    at: str


class CaseSwitched(Model):
    """Another case is worked on, or none."""

    kind: Literal["case_switched"] = "case_switched"
    number: str | None


class FamilyCorrected(Model):
    """The case is of another family than first thought; its facts stay."""

    kind: Literal["family_corrected"] = "family_corrected"
    family: FamilyId


class FactSet(Model):
    """A value was given, or corrected."""

    kind: Literal["fact_set"] = "fact_set"
    name: str
    fact: Fact
    replaces: str | None = None


class FactRefused(Model):
    """The merchant cannot give this fact."""

    kind: Literal["fact_refused"] = "fact_refused"
    name: str


class StepsOffered(Model):
    """These steps were put before the merchant."""

    kind: Literal["steps_offered"] = "steps_offered"
    steps: tuple[str, ...]


class StepMarked(Model):
    """A step was done, skipped, or could not be done."""

    kind: Literal["step_marked"] = "step_marked"
    step: str
    outcome: MarkOutcome


class StepReopened(Model):
    """The merchant went back to a step."""

    kind: Literal["step_reopened"] = "step_reopened"
    step: str


class PhaseEntered(Model):
    """The case moved to a phase."""

    kind: Literal["phase_entered"] = "phase_entered"
    phase: PhaseId


class DeadlineSet(Model):
    """Somebody else has until then. `estimated`: the holiday calendar does not reach so far."""

    kind: Literal["deadline_set"] = "deadline_set"
    due_at: str
    estimated: bool


class CaseEnded(Model):
    """The case was resolved, closed, handed over, or taken up again."""

    kind: Literal["case_ended"] = "case_ended"
    status: Status


class FactsHeld(Model):
    """Facts were told, but not yet of which problem."""

    kind: Literal["facts_held"] = "facts_held"
    facts: dict[str, Fact]


class HumanAsked(Model):
    """The merchant wants a person."""

    kind: Literal["human_asked"] = "human_asked"


class Asked(Model):
    """The bot asked for a fact, or for a choice between families, or for nothing."""

    kind: Literal["asked"] = "asked"
    fact: str | None = None
    families: tuple[FamilyId, ...] = ()


Change = Annotated[
    CaseOpened
    | CaseSwitched
    | FamilyCorrected
    | FactSet
    | FactRefused
    | StepsOffered
    | StepMarked
    | StepReopened
    | PhaseEntered
    | DeadlineSet
    | CaseEnded
    | FactsHeld
    | HumanAsked
    | Asked,
    Field(discriminator="kind"),
]

changes_adapter: TypeAdapter[list[Change]] = TypeAdapter(list[Change])


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
            return conversation.model_copy(update={"held": {**conversation.held, **change.facts}})
        case CaseSwitched():
            return conversation.model_copy(
                update={"current": change.number, "asking": None, "undecided": ()}
            )
        case HumanAsked():
            return conversation.model_copy(update={"human_asked": True})
        case Asked():
            return conversation.model_copy(
                update={"asking": change.fact, "undecided": change.families}
            )
        case _:
            return _with_case(conversation, _applied(_current(conversation, change), change))


def _applied(case: Case, change: Change) -> Case:
    match change:
        case FamilyCorrected():
            update: dict[str, object] = {
                "family": change.family, "phase": "verify", "marks": {}, "offered": (),
                "due_at": None, "due_estimated": False,
            }  # fmt: skip
        case FactSet():
            update = {
                "facts": {**case.facts, change.name: change.fact},
                "refused": tuple(name for name in case.refused if name != change.name),
            }
        case FactRefused():
            update = {"refused": (*case.refused, change.name)}
        case StepsOffered():
            update = {"offered": change.steps}
        case StepMarked():
            update = {"marks": {**case.marks, change.step: _mark(case, change)}}
        case StepReopened():
            marks = {step: mark for step, mark in case.marks.items() if step != change.step}
            update = {"marks": marks}
        case PhaseEntered():
            update = {
                "phase": change.phase, "offered": (), "due_at": None, "due_estimated": False,
            }  # fmt: skip
        case DeadlineSet():
            update = {"due_at": change.due_at, "due_estimated": change.estimated}
        case CaseEnded():
            update = {"status": change.status}
        case _:
            raise ValueError(f"{change.kind} does not alter a case")
    return case.model_copy(update=update)


def _mark(case: Case, change: StepMarked) -> Mark:
    before = case.marks.get(change.step)
    repeated = before is not None and before.outcome == change.outcome
    return Mark(outcome=change.outcome, times=before.times + 1 if before and repeated else 1)


def _current(conversation: Conversation, change: Change) -> Case:
    if conversation.case is None:
        raise ValueError(f"{change.kind} needs a case, and none is being worked on")
    return conversation.case


def _with_case(conversation: Conversation, changed: Case) -> Conversation:
    cases = tuple(changed if case.number == changed.number else case for case in conversation.cases)
    return conversation.model_copy(update={"cases": cases})
