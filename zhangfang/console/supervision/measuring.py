"""Measures one conversation from its record: what figures are made of (store/measures.py).

| what | name | number | at |
|---|---|---|---|
| `reached` | a phase | | when the case came to it first |
| `phase` | a phase | seconds that the case was in it, this time | when it left it or ended |
| `offered` | a step | | when it was put before the merchant first |
| `stuck` | a step | | when it could not be done first |
| `waiting` | the reason | | when a person was called; back in the queue is not called again |
| `held` | `taken` | | when an agent took the conversation |
| `answer` | `first`, `later` | seconds that the merchant waited | when the agent answered |
| `seen` | `right`, `corrected` | | when the merchant said it |
| `rated` | stars | 1 if solved, else 0 | when it was rated |

`seen` are the merchant's typed messages while a person was waited for or talked, and any other that
an agent corrected. The family is the one that the case has in the end.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from zhangfang.cases.case import Case
from zhangfang.cases.change import CaseEnded, CaseOpened, StepMarked, StepsOffered
from zhangfang.console.conversation.walking import SAID, Step, agent_of, walk
from zhangfang.store.log import MESSAGE, Entry
from zhangfang.store.measures import CaseFigure, Measure
from zhangfang.store.turns import BY_NAME

ENDED = ("resolved", "closed")


class Measured(NamedTuple):
    """All that is kept of a conversation."""

    cases: list[CaseFigure]
    measures: list[Measure]


def measured(entries: Iterable[Entry]) -> Measured:
    """Measure a conversation.

    Args:
        entries: all of it, in order.
    """
    measuring = _Measuring()
    for step in walk(entries):
        measuring.look(step)
    return measuring.result()


class _Measuring:
    """What has been found so far; a case by its place."""

    def __init__(self) -> None:
        self._measures: list[Measure] = []
        self._once: set[tuple[str, str, int]] = set()
        self._entered: dict[int, datetime] = {}
        self._last_word: dict[int, datetime] = {}
        self._ended: dict[int, datetime] = {}
        self._let_be: set[int] = set()
        self._opened: dict[int, datetime] = {}
        self._seen: dict[int, Measure] = {}
        self._typed: dict[int, Measure] = {}
        self._corrected: set[int] = set()
        self._cases: tuple[Case, ...] = ()

    def look(self, step: Step) -> None:
        """Take one entry."""
        self._cases = step.after.cases
        event = step.entry.event
        if event.actor == "merchant" and event.kind in SAID:
            self._heard(step)
        if step.change is not None:
            self._changed(step)
        if step.answer is not None:
            waited = (step.at - step.answer.since).total_seconds()
            name = "first" if step.answer.first else "later"
            self._add(step, "answer", name, waited, agent=agent_of(step.entry))
        match event.kind:
            case "waiting" if not step.called:
                self._add(step, "waiting", str(event.body.get("reason", "asked")))
            case "taken":
                self._add(step, "held", "taken", agent=step.holder)
            case "reading_corrected":
                self._corrected.add(int(event.body["seq"]))
            case "rated":
                self._rated(step)

    def result(self) -> Measured:
        """Everything, each measure with the family that its case has in the end."""
        corrected = self._corrected & self._typed.keys()
        seen = {**self._seen, **{seq: self._typed[seq] for seq in corrected}}
        found = [
            *self._measures,
            *(
                replace(it, name="corrected" if seq in corrected else "right")
                for seq, it in seen.items()
            ),
        ]
        return Measured(
            [self._case(place, case) for place, case in enumerate(self._cases)],
            [replace(it, family=self._family(it.place)) for it in found],
        )

    def _heard(self, step: Step) -> None:
        if step.place is not None:
            self._last_word[step.place] = step.at
        content = step.entry.content or {}
        is_typed = step.entry.event.kind == MESSAGE and not any(content.get(it) for it in BY_NAME)
        if is_typed and not step.entry.recalled:
            heard = self._measure(step, "seen", "right", agent=step.holder)
            self._typed[heard.seq] = heard
            if step.called:
                self._seen[heard.seq] = heard

    def _changed(self, step: Step) -> None:
        place, case = step.place, step.case
        if place is None or case is None:
            return
        was = next((it for it in step.before.cases if it.number == case.number), None)
        match step.change:
            case CaseOpened():
                self._opened[place] = self._entered[place] = self._last_word[place] = step.at
            case StepsOffered(steps=steps):
                for name in steps:
                    self._add_once(step, place, "offered", name)
            case StepMarked(step=name, outcome="stuck"):
                self._add_once(step, place, "stuck", name)
            case CaseEnded(status=status) if status in ENDED:
                self._leave_phase(step, place, case.phase)
                self._ended[place] = step.at
                if status == "closed" and step.entry.event.actor != "agent":
                    self._let_be.add(place)
            case CaseEnded(status="open"):
                self._entered[place] = step.at
                self._ended.pop(place, None)
                self._let_be.discard(place)
        if was is not None and was.phase != case.phase:
            self._leave_phase(step, place, was.phase)
            self._entered[place] = step.at
        self._add_once(step, place, "reached", case.phase)

    def _leave_phase(self, step: Step, place: int, phase: str) -> None:
        since = self._entered.pop(place, None)
        if since is not None:
            self._add(step, "phase", phase, (step.at - since).total_seconds())

    def _rated(self, step: Step) -> None:
        body, content = step.entry.event.body, step.entry.content or {}
        rated = self._measure(step, "rated", str(body["stars"]), float(bool(body["solved"])))
        places = {case.number: place for place, case in enumerate(self._cases)}
        self._measures.append(replace(rated, place=places.get(str(content.get("case")))))

    def _add(
        self,
        step: Step,
        what: str,
        name: str,
        number: float | None = None,
        agent: str | None = None,
    ) -> None:
        self._measures.append(self._measure(step, what, name, number, agent))

    def _add_once(self, step: Step, place: int, what: str, name: str) -> None:
        if (what, name, place) not in self._once:
            self._once.add((what, name, place))
            self._add(step, what, name)

    def _measure(
        self,
        step: Step,
        what: str,
        name: str,
        number: float | None = None,
        agent: str | None = None,
    ) -> Measure:
        seq = step.entry.event.seq
        return Measure(seq, step.at, what, name, number, step.place, None, agent)

    def _case(self, place: int, case: Case) -> CaseFigure:
        return CaseFigure(
            place=place,
            number=case.number,
            family=case.family,
            phase=case.phase,
            status=case.status,
            opened_at=self._opened.get(place) or datetime.fromisoformat(case.opened_at),
            last_word_at=self._last_word.get(place),
            due_at=datetime.fromisoformat(case.due_at) if case.due_at else None,
            ended_at=self._ended.get(place),
            let_be=place in self._let_be,
        )

    def _family(self, place: int | None) -> str | None:
        return self._cases[place].family if place is not None else None
