"""What was understood of one merchant message: the engine's input."""

import re

from pydantic import Field

from zhangfang.cases.case import Fact
from zhangfang.guides.model import FAMILIES, FamilyId, Model

SURE = 0.6
"""Below this confidence a family is put to the merchant as a question, not assumed: in
cross-validation half of such readings are right, and a wrong guide costs more than a tap
(docs/nlu-report.md)."""


UNSURE = 0.5
"""Below this confidence nothing is done on the word of a control intent: in cross-validation
fewer than half of such readings are right."""

_MASKED = re.compile(r"\d[\s-]*\*[\s*-]{2,}|〔已隐去〕")
"""What the desk leaves of a card, ID or phone number, or of a secret code."""


class Problem(Model):
    """One of several problems told of in one message."""

    family: FamilyId
    facts: dict[str, Fact] = Field(default_factory=dict)


class Reading(Model):
    """One message as NLU read it, or one tapped quick reply.

    `answers` holds what a quick reply carries: a family fact's value, an outcome, a plan.
    `days` holds spans of time in days, in the order they were said.
    """

    text: str = ""
    intent: str = "out_of_scope"
    confidence: float = 1.0
    ranking: tuple[tuple[str, float], ...] = ()
    facts: dict[str, Fact] = Field(default_factory=dict)
    other_amounts: tuple[Fact, ...] = ()
    """Sums in another role than the disputed one: what was due, what arrived."""
    refused: tuple[str, ...] = ()
    answers: dict[str, str] = Field(default_factory=dict)
    topic: str | None = None
    """What a message out of scope is about, an id of topics.yml, if NLU could tell."""
    days: tuple[float, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Two or more, where the message tells of so many."""
    in_form: bool = False
    """The facts come by name, from the sheet or a slip's card: there is nothing to guess."""
    offered: dict[str, Fact] = Field(default_factory=dict)
    """What was read off the slip that the message may be about: the one tapped, or the one that the
    bot has asked about last."""
    questions: tuple[tuple[str, float], ...] = ()
    """Entries of faq/ that the message may be asking, each with how alike it is, best first."""

    @property
    def family(self) -> FamilyId | None:
        """The family that this message complains of, if its intent is one."""
        return next((family for family in FAMILIES if family == self.intent), None)

    @property
    def had_private_data(self) -> bool:
        """Whether the desk took something out of the message that should not have been sent."""
        return bool(_MASKED.search(self.text))

    @property
    def is_doubtful(self) -> bool:
        """Whether acting on it could do what the merchant never asked for.

        A doubtful family is put to the merchant as a question elsewhere, and facts speak for
        themselves.
        """
        harmless = self.family is not None or self.intent in ("inform", "out_of_scope")
        return self.confidence < UNSURE and not harmless

    def likeliest_families(self, count: int) -> tuple[FamilyId, ...]:
        """The families in NLU's order, as many as asked for."""
        ranked = [name for name, _ in self.ranking]
        known = sorted(
            FAMILIES,
            key=lambda family: ranked.index(family) if family in ranked else len(ranked),
        )
        return tuple(known[:count])
