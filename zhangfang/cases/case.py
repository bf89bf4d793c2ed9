"""A case, and the conversation it lives in, as they stand at one moment.

Both are values: a change makes a new one (see change.py). They cross process borders as JSON.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from zhangfang.guides.model import FamilyId, Model, PhaseId

Status = Literal["open", "resolved", "closed", "handed_over"]
MarkOutcome = Literal["done", "stuck", "skipped"]

Conditions = Mapping[str, tuple[str, ...]]
"""Values by the name of a fact."""

CORE_FACTS: tuple[str, ...] = ("order_number", "amount", "transaction_time")


class Fact(Model):
    """A value collected from the merchant.

    `value` is canonical: letters and digits of an order number, yuan as a decimal string, local
    time as ISO 8601 to the precision that was said. `said` keeps the merchant's own words.
    """

    value: str
    approximate: bool = False
    said: str = ""
    origin: Literal["said", "slip", "agent"] = "said"
    """Whether the merchant said it, it was read off a slip and the merchant agreed, or a person of
    customer service filled it in."""
    file: int | None = None
    """Seq of the slip's file."""


class Mark(Model):
    """What became of a step, and when. `times` counts how often the merchant got stuck on it."""

    outcome: MarkOutcome
    times: int = 1
    at: str | None = None


class Case(Model):
    """One money problem inside a conversation."""

    number: str
    family: FamilyId
    opened_at: str
    phase: PhaseId = "verify"
    status: Status = "open"
    facts: dict[str, Fact] = Field(default_factory=dict)
    refused: tuple[str, ...] = ()
    """Facts that the merchant has said they cannot give."""
    marks: dict[str, Mark] = Field(default_factory=dict)
    offered: tuple[str, ...] = ()
    """Ids of the steps on the table now."""
    confirmed: bool = False
    """Whether the merchant has said that the summary before submit is right."""
    entered: dict[PhaseId, str] = Field(default_factory=dict)
    """When each phase was begun first."""
    awaiting: str | None = None
    """The step that somebody else owes an answer to."""
    due_at: str | None = None
    """Until when; never without `awaiting`."""
    due_estimated: bool = False
    due_promised: bool = False
    """Whether the day is the other side's word, not our reminder."""
    followed_up: str | None = None
    """The `due_at` that the merchant was already reminded of."""
    came_of_it: Literal["overdue", "refused"] | None = None
    """How the last wait ended: the reason for the next rung."""
    limit_from: str | None = None
    """The day from which the three years run anew, once a written demand has gone out."""
    limit_warned: bool = False

    @model_validator(mode="before")
    @classmethod
    def _waits_for_somebody(cls, data: object) -> object:
        """Cases kept before `awaiting` was known have a day and the step on the table."""
        if isinstance(data, dict) and data.get("due_at") and not data.get("awaiting"):
            offered = data.get("offered") or [None]
            return {**data, "awaiting": offered[0], "due_at": offered[0] and data["due_at"]}
        return data

    def meets(self, when: Conditions, unless: Conditions | None = None) -> bool:
        """Whether each fact of `when` has one of its values, and none of `unless` has.

        An unknown fact has no value.
        """
        if any(self.fact(name) in values for name, values in (unless or {}).items()):
            return False
        return all(self.fact(name) in values for name, values in when.items())

    @property
    def year(self) -> int:
        """In which the case was opened: the one that goes without saying."""
        return int(self.opened_at[:4])

    def fact(self, name: str) -> str | None:
        """The canonical value of a fact, or None."""
        fact = self.facts.get(name)
        return fact.value if fact else None


class Conversation(Model):
    """All that the bot remembers between two turns of one merchant's thread."""

    cases: tuple[Case, ...] = ()
    current: str | None = None
    """Number of the case being worked on."""
    asking: str | None = None
    """The fact whose value the bot has just asked for."""
    asked_times: int = 0
    """How often in a row it was asked for."""
    undecided: tuple[FamilyId, ...] = ()
    """Families put before the merchant to choose from."""
    held: dict[str, Fact] = Field(default_factory=dict)
    """Facts told before it was clear what the problem is; the next case opened has them."""
    human_asked: bool = False
    """Whether a person has been asked for."""
    human_reason: str | None = None
    """Why: `asked`, the step that could not be done, or the danger that was smelled."""
    warned: tuple[str, ...] = ()
    """Dangers that were warned of."""

    @property
    def case(self) -> Case | None:
        """The case being worked on."""
        return next((case for case in self.cases if case.number == self.current), None)
