"""Faults of letters/: facts that no case has, law without its caveat, what is not verified."""

import re
from collections.abc import Iterator, Mapping

from zhangfang.guides.document import Document, Loc
from zhangfang.guides.fault import Fault
from zhangfang.guides.letter import COMPUTED, Condition, Letter
from zhangfang.guides.model import Knowledge

CAVEATS = {"A": "以官方文本为准", "B": "以官方公布为准"}
_LAW = re.compile(r"《[^》]*》|第[一二三四五六七八九十百]+条")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def letter_faults(documents: Mapping[str, Document], knowledge: Knowledge) -> Iterator[Fault]:
    """Everything about the letters that their schema does not show."""
    facts = _Facts(knowledge)
    for name, letter in knowledge.letters.items():
        document = documents[f"letters/{name}.yml"]
        if letter.id != name:
            yield document.fault(("id",), f"id is '{letter.id}': the file's name says {name}")
        for place, fact in enumerate(letter.wants):
            yield from facts.unknown(document, ("wants", place), fact)
        for loc, condition in _conditions(letter):
            yield from facts.condition_faults(document, loc, condition)
        for loc, text in document.texts():
            if isinstance(loc[-1], int) or loc[-1] == "text":
                for fact in _PLACEHOLDER.findall(text):
                    if fact not in COMPUTED:
                        yield from facts.unknown(document, loc, fact)
        yield from _law_faults(document, letter, facts.unverified)


def _conditions(letter: Letter) -> Iterator[tuple[Loc, Condition]]:
    for key in ("title", "to", "parts", "closing"):
        for index, one in enumerate(getattr(letter, key)):
            yield (key, index), one
            for inner in ("lines", "items", "rows"):
                for place, line in enumerate(getattr(one, inner, ())):
                    yield (key, index, inner, place), line


def _law_faults(document: Document, letter: Letter, unverified: set[str]) -> Iterator[Fault]:
    for loc, line in _conditions(letter):
        level, text = getattr(line, "level", None), getattr(line, "text", "")
        if _LAW.search(text) and not level:
            yield document.fault(
                (*loc, "text"), "a law is cited without a level: add `level` and `source`"
            )
        if level and CAVEATS[level] not in (letter.caveat or ""):
            yield document.fault(
                (*loc, "level"), f"level {level}: the letter's `caveat` must say {CAVEATS[level]}"
            )
        if level and not getattr(line, "source", ()):
            yield document.fault((*loc, "level"), f"level {level} without a source: write it")
        for place, source in enumerate(getattr(line, "source", ())):
            if source in unverified:
                yield document.fault(
                    (*loc, "source", place), f"source {source} is level C, unverified: delete it"
                )


class _Facts:
    """What a case may know, and the values that a fact with choices may have."""

    def __init__(self, knowledge: Knowledge) -> None:
        questions = [
            *knowledge.common_facts,
            *(fact for guide in knowledge.guides.values() for fact in guide.facts),
        ]
        self._choices = {fact.id: {it.value for it in fact.choices} for fact in questions}
        self._known = {*self._choices, *(fact.id for fact in knowledge.slip_facts)}
        self.unverified = {row.id for row in knowledge.rows if row.level == "C"}

    def unknown(self, document: Document, loc: Loc, fact: str) -> Iterator[Fault]:
        if fact not in self._known:
            known = ", ".join(sorted(self._known))
            yield document.fault(loc, f"unknown fact '{fact}': use one of {known}")

    def condition_faults(
        self, document: Document, loc: Loc, condition: Condition
    ) -> Iterator[Fault]:
        for key in ("needs", "lacks"):
            for place, fact in enumerate(getattr(condition, key)):
                yield from self.unknown(document, (*loc, key, place), fact)
        for key in ("when", "unless"):
            for fact, values in getattr(condition, key).items():
                yield from self.unknown(document, (*loc, key, fact), fact)
                choices = self._choices.get(fact)
                if choices is None:
                    continue
                for value in values:
                    if value not in choices:
                        yield document.fault(
                            (*loc, key, fact),
                            f"'{value}' is no choice of {fact}: "
                            f"use one of {', '.join(sorted(choices))}",
                        )
