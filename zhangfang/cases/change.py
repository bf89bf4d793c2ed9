"""What can happen to a case, one small fact each: what the log keeps."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from zhangfang.cases.case import Fact, MarkOutcome, Status
from zhangfang.guides.model import DocumentId, FamilyId, Model, PhaseId


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
    drops: tuple[str, ...] = ()
    """The old family's own facts, which mean nothing in the new one."""


class FactSet(Model):
    """A value was given, or corrected."""

    kind: Literal["fact_set"] = "fact_set"
    name: str
    fact: Fact
    replaces: str | None = None


class FactRefused(Model):
    """The merchant cannot give this fact: they said so, or customer service did for them."""

    kind: Literal["fact_refused"] = "fact_refused"
    name: str
    origin: Literal["said", "agent"] = "said"


class StepsOffered(Model):
    """These steps were put before the merchant."""

    kind: Literal["steps_offered"] = "steps_offered"
    steps: tuple[str, ...]


class StepMarked(Model):
    """A step was done, skipped, or could not be done."""

    kind: Literal["step_marked"] = "step_marked"
    step: str
    outcome: MarkOutcome
    at: str | None = None


class StepReopened(Model):
    """The merchant went back to a step."""

    kind: Literal["step_reopened"] = "step_reopened"
    step: str


class PhaseEntered(Model):
    """The case moved to a phase."""

    kind: Literal["phase_entered"] = "phase_entered"
    phase: PhaseId
    at: str | None = None


class SummaryConfirmed(Model):
    """What is on record was read back, and the merchant said that it is right."""

    kind: Literal["summary_confirmed"] = "summary_confirmed"


class DeadlineSet(Model):
    """Somebody else has until then. `estimated`: the holiday calendar does not reach so far."""

    kind: Literal["deadline_set"] = "deadline_set"
    due_at: str
    estimated: bool
    step: str | None = None
    promised: bool = False


class WaitOver(Model):
    """The wait has ended without the money."""

    kind: Literal["wait_over"] = "wait_over"
    outcome: Literal["overdue", "refused"]


class FollowedUp(Model):
    """The merchant was reminded that the day has come."""

    kind: Literal["followed_up"] = "followed_up"
    number: str
    due_at: str


class LimitRestarted(Model):
    """A written demand went out: the three years begin again."""

    kind: Literal["limit_restarted"] = "limit_restarted"
    day: str


class LimitWarned(Model):
    """The merchant was told that the three years are nearly over."""

    kind: Literal["limit_warned"] = "limit_warned"
    number: str


class CaseEnded(Model):
    """The case was resolved, closed, handed over, or taken up again."""

    kind: Literal["case_ended"] = "case_ended"
    status: Status


class FactsHeld(Model):
    """Facts were told, but not yet of which problem."""

    kind: Literal["facts_held"] = "facts_held"
    facts: dict[str, Fact]
    anew: bool = False
    """In place of what was held before."""


class HumanAsked(Model):
    """A person is wanted, and why: `asked`, a step that could not be done, a danger."""

    kind: Literal["human_asked"] = "human_asked"
    reason: str = "asked"
    case: str | None = None
    step: str | None = None


class HumanDone(Model):
    """A person has seen to it: nobody is asked for any more."""

    kind: Literal["human_done"] = "human_done"


class NotUnderstood(Model):
    """The bot could make nothing of the message, and said so."""

    kind: Literal["not_understood"] = "not_understood"


class Warned(Model):
    """A message smelled of danger, and the merchant was warned."""

    kind: Literal["warned"] = "warned"
    danger: str


class Answered(Model):
    """A question was answered from knowledge; the source is kept with it."""

    kind: Literal["answered"] = "answered"
    entry: str
    source: tuple[str, ...] = ()


class PaperWritten(Model):
    """A letter, a script or a list was written for the merchant."""

    kind: Literal["paper_written"] = "paper_written"
    paper: DocumentId
    case: str
    bubble: int = 0
    """Which of the turn's bubbles has its text, from 0."""


class Asked(Model):
    """The bot asked for a fact, or for a choice between families, or for nothing."""

    kind: Literal["asked"] = "asked"
    fact: str | None = None
    families: tuple[FamilyId, ...] = ()
    in_vain: bool = False
    """It was asked before, and what came was no answer."""


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
    | SummaryConfirmed
    | DeadlineSet
    | WaitOver
    | FollowedUp
    | LimitRestarted
    | LimitWarned
    | CaseEnded
    | FactsHeld
    | HumanAsked
    | HumanDone
    | NotUnderstood
    | Warned
    | Answered
    | PaperWritten
    | Asked,
    Field(discriminator="kind"),
]

changes_adapter: TypeAdapter[list[Change]] = TypeAdapter(list[Change])
