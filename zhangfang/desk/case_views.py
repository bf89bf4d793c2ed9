"""The shapes in which a merchant sees a case."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from zhangfang.desk.views import KnownFact, Shown


class PhaseView(BaseModel):
    """One of the five phases."""

    id: str
    name: str
    state: Literal["done", "now", "todo"]


class StepView(BaseModel):
    """The step on the table."""

    id: str
    title: str


class Facts(BaseModel):
    """What is known. A family may add facts of its own."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str | None]

    order_number: str | None
    amount: str | None
    transaction_time: str | None


class ChannelView(BaseModel):
    """Somebody to turn to."""

    id: str
    name: str


class OtherCase(BaseModel):
    """A case of the conversation that is not being worked on."""

    number: str
    family: str
    family_name: str
    status: str


class RungView(BaseModel):
    """A rung of the ladder, and on what condition it is taken."""

    id: str
    title: str
    opens_when: str
    state: Literal["todo", "now", "waiting", "done", "stuck", "skipped"]


class OfficeView(BaseModel):
    """Whether agents are there by the office hours; if not, what the merchant is told."""

    open: bool = True
    says: str = ""


class HumanView(Shown):
    """Whether a person was asked for, and why; and whether one is waited for, or talks.

    `position`: place in the queue, from 1; it only goes down. `agent`: the name of who talks.
    """

    asked: bool
    reason: str | None
    state: Literal["none", "waiting", "held"] = "none"
    position: int | None = None
    agent: str | None = None
    office: OfficeView = OfficeView()


class ChoiceOfFact(BaseModel):
    """An answer that a fact may have."""

    value: str
    label: str


class CaseFact(KnownFact):
    """A fact of the case, and where it comes from: `file` is the seq of the slip it was read from."""

    origin: Literal["said", "slip", "agent"] = "said"
    file: int | None = None
    editable: bool = True
    choices: list[ChoiceOfFact] = Field(default_factory=list)


class FactMissing(Shown):
    """A fact that the case still lacks."""

    id: str
    name: str
    choices: list[ChoiceOfFact] = Field(default_factory=list)


class CaseStep(Shown):
    """A step of the case's guide. `at`: when it was done, or could not be."""

    id: str
    phase: str
    title: str
    state: Literal["todo", "now", "waiting", "done", "stuck", "skipped"]
    at: str | None


class RatingOpen(BaseModel):
    """A case that may be rated, and until when."""

    case: str
    until: str


class CaseView(Shown):
    """The case being worked on; with `status` "none", that there is none."""

    number: str | None
    family: str | None
    family_name: str | None
    status: Literal["none", "open", "resolved", "closed", "handed_over"]
    phase: Literal["verify", "contact", "submit", "wait", "escalate"] | None
    phases: list[PhaseView]
    step: StepView | None
    facts: Facts
    steps: list[CaseStep] = Field(default_factory=list)
    known: list[CaseFact]
    missing: list[str]
    missing_names: list[FactMissing] = Field(default_factory=list)
    due_at: str | None
    due_estimated: bool
    due_promised: bool
    escalation: list[ChannelView]
    ladder: list[RungView]
    human: HumanView
    others: list[OtherCase]
    rating: RatingOpen | None = None
