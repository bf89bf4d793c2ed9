"""What families, facts, steps and papers are called, for whoever reads of them years later.

Ids that knowledge/ no longer has are shown as they are.
"""

from dataclasses import dataclass

from zhangfang.cases.case import Fact
from zhangfang.cases.filling import MOMENTS, moment_words
from zhangfang.cases.wording import choice_label, fact_name
from zhangfang.guides.model import Knowledge

_DANGERS = {"fraud": "谨防诈骗", "abuse": "言语过激", "despair": "情绪低落", "threat": "人身威胁"}


@dataclass(frozen=True, slots=True)
class CaseWords:
    """The words of knowledge/.

    Attributes:
        family: of the case that is spoken of; None where there is none yet.
    """

    knowledge: Knowledge
    family: str | None = None

    def family_name(self, family: str) -> str:
        """多扣费."""
        return next((it.name for it in self.knowledge.guides.values() if it.id == family), family)

    def fact_name(self, name: str) -> str:
        """金额. Without a family, as the first family calls it that knows it."""
        guides = self.knowledge.guides
        families = [family for family in guides if self.family in (None, family)]
        names = (fact_name(self.knowledge, family, name) for family in families)
        return next((found for found in names if found != name), name)

    def fact(self, name: str, fact: Fact) -> str:
        """约 1288.50 元, 2026年11月20日 14:03, or the quick reply that the value stands for."""
        about = "约 " if fact.approximate else ""
        if name in MOMENTS:
            return moment_words(fact.value) + (" 左右" if fact.approximate else "")
        if name == "amount":
            return f"{about}{fact.value} 元"
        return about + (self._choice(name, fact.value) or fact.value)

    def facts(self, facts: dict[str, Fact]) -> str:
        """金额：12 元；交易时间：2026年11月20日."""
        return "；".join(
            f"{self.fact_name(name)}：{self.fact(name, it)}" for name, it in facts.items()
        )

    def step(self, step: str) -> str:
        """A step's title; families share ids, so the case's own is asked first."""
        guides = sorted(self.knowledge.guides.values(), key=lambda guide: guide.id != self.family)
        steps = (one for guide in guides for one in guide.steps)
        return next((one.title for one in steps if one.id == step), step)

    def phase(self, phase: str) -> str:
        """联系."""
        return next((it.name for it in self.knowledge.phases if it.id == phase), phase)

    def paper(self, paper: str) -> str:
        """情况说明."""
        letters = self.knowledge.letters.items()
        return next((letter.name for kind, letter in letters if kind == paper), paper)

    def danger(self, danger: str) -> str:
        """What kind it is of, and which."""
        kinds = (one.kind for one in self.knowledge.dangers if one.id == danger)
        return next((f"{_DANGERS[kind]}（{danger}）" for kind in kinds), danger)

    def _choice(self, name: str, value: str) -> str | None:
        for family in self.knowledge.guides:
            if self.family == family:
                return choice_label(self.knowledge, family, name, value)
        return None
