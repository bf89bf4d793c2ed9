"""What comes next in a case: a fact to ask for, steps to offer, somebody to wait for, or nothing."""

from dataclasses import dataclass

from zhangfang.cases.case import CORE_FACTS, Case
from zhangfang.guides.model import PHASES, Guide, PhaseId, Step

MAX_TOGETHER = 3
"""More than three things at once are not read on a phone at the counter."""

WAIT_FACTS = ("submitted_to", "ticket_number", "promised_by")
"""What to know of a claim that somebody else has."""


@dataclass(frozen=True)
class Ask:
    """Ask the merchant for one fact."""

    fact: str


@dataclass(frozen=True)
class Confirm:
    """Read back what is on record, before it goes to somebody else."""


@dataclass(frozen=True)
class Offer:
    """Put these steps before the merchant."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Await:
    """Somebody else owes an answer to this step; the case has the day."""

    step: Step


@dataclass(frozen=True)
class Enter:
    """The current phase is behind: begin this one."""

    phase: PhaseId


@dataclass(frozen=True)
class Finished:
    """Every step that applies is behind the merchant."""


Next = Ask | Confirm | Offer | Await | Enter | Finished


def next_step(guide: Guide, case: Case) -> Next:
    """Decide what comes next."""
    wanted = missing_facts(guide, case)
    if wanted and not (case.phase == "submit" and case.offered):
        return Ask(wanted[0])
    if _is_to_be_confirmed(case):
        return Confirm()
    open_steps = [step for step in applicable(guide, case, case.phase) if _is_open(step, case)]
    missed = _missed(guide, case)
    if missed and (not open_steps or case.phase == "wait" or case.awaiting):
        return Offer(_group(missed))
    if owed := _owed(guide, case):
        return Await(owed)
    if open_steps:
        return Offer(_group(open_steps))
    following = PHASES[PHASES.index(case.phase) + 1 :]
    for phase in following:
        if any(_is_open(step, case) for step in applicable(guide, case, phase)):
            return Enter(phase)
    return Finished()


def missing_facts(guide: Guide, case: Case) -> tuple[str, ...]:
    """Facts wanted in this phase, in the order to ask for them; what was refused is not wanted.

    What names the sale is asked for in verify, and once more before the written claim, never
    after; then what is to be known of the claim, and what the rungs done so far have brought.
    """
    match case.phase:
        case "verify" | "submit":
            order = (*guide.fact_order, *(question.id for question in guide.facts))
        case "wait":
            order = WAIT_FACTS
        case "escalate":
            order = tuple(name for step in _done(guide, case) for name in step.collect)
        case _:
            order = ()
    return tuple(name for name in order if name not in case.refused and not is_known(case, name))


def is_known(case: Case, name: str) -> bool:
    """An hour without its day (`T18:15`) names no sale, so the day is wanted still."""
    value = case.fact(name)
    return value is not None and not (name == "transaction_time" and value.startswith("T"))


def applicable(guide: Guide, case: Case, phase: PhaseId) -> tuple[Step, ...]:
    """The steps of a phase whose conditions the facts meet.

    A step of verify that collects facts is done by giving them, so it is never offered.
    """
    return tuple(step for step in guide.steps if step.phase == phase and applies(step, case))


def applies(step: Step, case: Case) -> bool:
    """Whether a step is for this case."""
    given_away = step.phase == "verify" and step.collect
    return not given_away and case.meets(step.when, step.unless)


def can_be_ticked(guide: Guide, case: Case, step_id: str) -> bool:
    """Whether a merchant may report this step done, on the table or not.

    Of what lies ahead only what leads to the claim; the rungs of the ladder are taken in turn, and
    a step of wait is over when somebody else has answered.
    """
    step = next((step for step in guide.steps if step.id == step_id), None)
    if step is None or not applies(step, case) or case.status not in ("open", "handed_over"):
        return False
    mark = case.marks.get(step.id)
    is_done = mark is not None and mark.outcome == "done"
    if is_done or step.phase == "wait" or case.awaiting == step.id:
        return False
    return step.phase != "escalate" or case.phase == "escalate"


def waits(guide: Guide, case: Case) -> Step | None:
    """The step of wait that sets a date: entering the phase sets it."""
    steps = applicable(guide, case, "wait")
    return next((step for step in steps if step.deadline and _is_open(step, case)), None)


def _is_to_be_confirmed(case: Case) -> bool:
    told = any(name in case.facts for name in CORE_FACTS)
    return case.phase == "submit" and not case.confirmed and told and not case.offered


def _owed(guide: Guide, case: Case) -> Step | None:
    return next((step for step in guide.steps if step.id == case.awaiting), None)


def _done(guide: Guide, case: Case) -> tuple[Step, ...]:
    return tuple(
        step
        for step in guide.steps
        if step.phase == "escalate" and (mark := case.marks.get(step.id)) and mark.outcome == "done"
    )


def _missed(guide: Guide, case: Case) -> list[Step]:
    """Steps that may not be missed, of phases that were reported done before they were shown."""
    before = PHASES[: PHASES.index(case.phase)]
    return [
        step
        for step in guide.steps
        if step.must and step.phase in before and applies(step, case) and _is_open(step, case)
    ]


def _is_open(step: Step, case: Case) -> bool:
    """Not behind the merchant. What they were stuck on twice is left for later."""
    mark = case.marks.get(step.id)
    if mark is None:
        return True
    return mark.outcome == "stuck" and (mark.times < 2 or step.id in case.offered)


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
