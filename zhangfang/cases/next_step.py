"""What comes next in a case: a fact to ask for, steps to offer, a phase to enter, or nothing."""

from dataclasses import dataclass

from zhangfang.cases.case import Case
from zhangfang.guides.model import PHASES, Guide, PhaseId, Step

MAX_TOGETHER = 3
"""More than three things at once are not read on a phone at the counter."""


@dataclass(frozen=True)
class Ask:
    """Ask the merchant for one fact."""

    fact: str


@dataclass(frozen=True)
class Offer:
    """Put these steps of the current phase before the merchant."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Enter:
    """The current phase is behind: begin this one."""

    phase: PhaseId


@dataclass(frozen=True)
class Finished:
    """Every step that applies is behind the merchant."""


Next = Ask | Offer | Enter | Finished


def next_step(guide: Guide, case: Case) -> Next:
    """Decide what comes next.

    Facts are asked for in verify, and once more before the written claim, never after.
    """
    if case.phase in ("verify", "submit"):
        wanted = missing_facts(guide, case)
        if wanted and not (case.phase == "submit" and case.offered):
            return Ask(wanted[0])
    open_steps = [step for step in applicable(guide, case, case.phase) if _is_open(step, case)]
    if open_steps:
        return Offer(_group(open_steps))
    following = PHASES[PHASES.index(case.phase) + 1 :]
    for phase in following:
        if any(_is_open(step, case) for step in applicable(guide, case, phase)):
            return Enter(phase)
    return Finished()


def missing_facts(guide: Guide, case: Case) -> tuple[str, ...]:
    """Facts still wanted, in the order to ask for them; what was refused is not wanted.

    An hour without its day (`T18:15`) names no sale, so the day is wanted still.
    """
    order = (*guide.fact_order, *(question.id for question in guide.facts))
    return tuple(name for name in order if name not in case.refused and not _is_known(case, name))


def _is_known(case: Case, name: str) -> bool:
    value = case.fact(name)
    return value is not None and not (name == "transaction_time" and value.startswith("T"))


def applicable(guide: Guide, case: Case, phase: PhaseId) -> tuple[Step, ...]:
    """The steps of a phase whose conditions the facts meet.

    A step of verify that collects facts is done by giving them, so it is never offered.
    """
    return tuple(
        step
        for step in guide.steps
        if step.phase == phase
        and not (phase == "verify" and step.collect)
        and all(case.fact(name) in values for name, values in step.when.items())
    )


def _is_open(step: Step, case: Case) -> bool:
    mark = case.marks.get(step.id)
    return mark is None or mark.outcome == "stuck"


def _group(steps: list[Step]) -> tuple[Step, ...]:
    """The first step, with the neighbours that may be offered in one list with it."""
    if not steps[0].together:
        return (steps[0],)
    group: list[Step] = []
    for step in steps[:MAX_TOGETHER]:
        if not step.together:
            break
        group.append(step)
    return tuple(group)
