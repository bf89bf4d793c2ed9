"""Writes a paper for a merchant: the template of knowledge/letters, with the case filled in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from zhangfang.cases.case import Case
from zhangfang.cases.filling import filler, moment_words
from zhangfang.cases.paper import (
    Block,
    Heading,
    Items,
    Layout,
    Note,
    Paper,
    Paragraph,
    Rows,
    Salutation,
    SignOff,
)
from zhangfang.guides.letter import Condition, Letter, Line, Part
from zhangfang.guides.model import PHASES, DocumentId, Guide, Knowledge, Material, PhaseId

History = Sequence[tuple[str, str]]
"""What happened, oldest first: when (ISO 8601), and in which words."""

C = TypeVar("C", bound=Condition)


def write(
    knowledge: Knowledge, case: Case, kind: DocumentId, now: datetime, history: History = ()
) -> Paper:
    """The paper as it reads today. Only the timeline needs the history."""
    letter = knowledge.letters[kind]
    writing = _Writing(knowledge, case, letter, now, history)
    return Paper(
        kind=kind,
        name=letter.name,
        title=writing.first(letter.title) or letter.name,
        use=letter.use,
        case=case.number,
        day=now.date().isoformat(),
        blocks=tuple(writing.blocks()),
        footer=writing.fill(letter.footer),
    )


def wanting(knowledge: Knowledge, case: Case, kind: DocumentId) -> tuple[str, ...]:
    """Facts that a paper should not go out without, and that are not known."""
    return tuple(name for name in knowledge.letters[kind].wants if name not in case.facts)


def fits(condition: Condition, case: Case) -> bool:
    """Whether everything holds that a condition asks of the case."""
    return (
        (not condition.families or case.family in condition.families)
        and (not condition.phases or case.phase in condition.phases)
        and case.meets(condition.when, condition.unless)
        and all(name in case.facts for name in condition.needs)
        and not any(name in case.facts for name in condition.lacks)
    )


class _Writing:
    """One paper being written."""

    def __init__(
        self, knowledge: Knowledge, case: Case, letter: Letter, now: datetime, history: History
    ) -> None:
        self.guide = knowledge.guides[case.family]
        self.case = case
        self.letter = letter
        self.history = history
        self.fill: Callable[[str], str] = filler(knowledge, case, letter.voice, now)

    def first(self, lines: Iterable[Line]) -> str | None:
        return next((self.fill(line.text) for line in self._fitting(lines)), None)

    def blocks(self) -> Iterator[Block]:
        parts = list(self._fitting(self.letter.parts))
        if to := self.first(self.letter.to):
            yield Salutation(text=to)
        for part in parts:
            block = self._block(part)
            if block and part.heading:
                yield Heading(text=part.heading)
            if block:
                yield block
        if closing := self.first(self.letter.closing):
            yield Paragraph(text=closing)
        if self.letter.sign_off:
            yield SignOff(lines=tuple(self.fill(line) for line in self.letter.sign_off))
        stated = (line for part in parts for line in (*part.lines, *part.items))
        if self.letter.caveat and any(line.level for line in self._fitting(stated)):
            yield Note(text=self.letter.caveat)

    def _fitting(self, conditions: Iterable[C]) -> Iterator[C]:
        return (one for one in conditions if fits(one, self.case))

    def _block(self, part: Part) -> Block | None:
        filled = self._filled(part)
        if filled is None and part.otherwise:
            return Paragraph(text=self.fill(part.otherwise))
        return filled

    def _filled(self, part: Part) -> Block | None:
        match part.fill:
            case "to_prepare":
                return _rows("materials", _to_prepare(self.guide, self.case))
            case "at_hand":
                return _rows("facts", self._at_hand())
            case "enclosures":
                names = tuple(
                    material.name
                    for material in _wanted_in(self.guide, self.case, "submit")
                    if material.enclosed and material.fact is None  # numbers are in the letter
                )
                return Items(items=names) if names else None
            case "timeline":
                return _rows("timeline", [(moment_words(at), text) for at, text in self.history])
        if part.rows:
            return _rows(
                "facts", [(row.label, self.fill(row.text)) for row in self._fitting(part.rows)]
            )
        texts = [self.fill(line.text) for line in self._fitting(part.items or part.lines)]
        if not any(texts):
            return None
        return Items(items=tuple(texts)) if part.items else Paragraph(text="".join(texts))

    def _at_hand(self) -> list[tuple[str, str]]:
        return [
            (material.name, self.fill(f"{{{material.fact}}}"))
            for material in _wanted_in(self.guide, self.case, _listed_phase(self.guide, self.case))
            if material.fact in self.case.facts
        ]


def _rows(layout: Layout, rows: Sequence[tuple[str, str]]) -> Rows | None:
    return Rows(layout=layout, rows=tuple(rows)) if rows else None


def _to_prepare(guide: Guide, case: Case) -> list[tuple[str, str]]:
    return [
        (material.name, material.where)
        for material in _wanted_in(guide, case, _listed_phase(guide, case))
        if material.fact not in case.facts
    ]


def _listed_phase(guide: Guide, case: Case) -> PhaseId:
    """The phase the case is in, or the next one that wants anything."""
    ahead = PHASES[PHASES.index(case.phase) :]
    return next((phase for phase in ahead if _wanted_in(guide, case, phase)), case.phase)


def _wanted_in(guide: Guide, case: Case, phase: PhaseId) -> list[Material]:
    return [
        material
        for material in guide.materials
        if phase in material.phases and case.meets(material.when)
    ]
