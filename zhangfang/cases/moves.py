"""What a merchant does about the step on the table: done, skipped, back, and why."""

import re

from zhangfang.cases.case import MarkOutcome
from zhangfang.cases.change import (
    LimitRestarted,
    PhaseEntered,
    StepMarked,
    StepReopened,
    StepsOffered,
)
from zhangfang.cases.facts import ask_fact
from zhangfang.cases.next_step import applicable, can_be_ticked
from zhangfang.cases.options import step_options
from zhangfang.cases.reported import reported_phase
from zhangfang.cases.told import SUMMARY
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import (
    ask_again,
    enter,
    expect_answer,
    go_on,
    offer,
    offer_again,
    offer_rest,
)
from zhangfang.cases.wording import numbered
from zhangfang.guides.model import PHASES, PhaseId, Step

_PLACE = re.compile(r"第?([一二三123])(?:条|样|个|步|项)|([123])[、.和,，](?=[123做好弄查看])")
_PLACES = {"一": 0, "二": 1, "三": 2, "1": 0, "2": 1, "3": 2}


def done(turn: Turn) -> None:
    """The merchant reports something done: the phase they name, or what is on the table."""
    phase = reported_phase(turn.knowledge.phases, turn.case.phase, turn.reading.text)
    if phase is not None and turn.case.phase != "escalate":
        for passed in PHASES[PHASES.index(turn.case.phase) : PHASES.index(phase) + 1]:
            _mark_rest(turn, passed)
        _leave(turn, phase)
    elif turn.conversation.asking and turn.conversation.asking != SUMMARY:
        return ask_again(turn, turn.conversation.asking)
    else:
        for step in meant_steps(turn) or on_the_table(turn):
            mark(turn, step, "done")
    return go_on(turn)


def tick(turn: Turn, step_id: str) -> None:
    """One step was ticked: done by itself, whatever else is on the table."""
    step = turn.step(step_id)
    if step is None or not can_be_ticked(turn.guide, turn.case, step_id):
        return offer_again(turn)
    table = on_the_table(turn) if not turn.conversation.asking else ()
    mark(turn, step, "done")
    if step not in table:
        turn.utter("utter_ticked", title=step.title)
        return offer_again(turn)
    left = tuple(one for one in table if can_be_ticked(turn.guide, turn.case, one.id))
    return offer_rest(turn, left) if left else go_on(turn)


def mark(turn: Turn, step: Step, outcome: MarkOutcome) -> None:
    """A step is behind the merchant, with what follows from it."""
    turn.change(StepMarked(step=step.id, outcome=outcome, at=turn.now.isoformat()))
    if outcome != "done":
        return
    if "written_demand" in step.writes:
        turn.change(LimitRestarted(day=turn.now.date().isoformat()))
    if step.phase == "escalate" and step.deadline:
        expect_answer(turn, step)
        turn.change(StepsOffered(steps=()))  # until when is said anew


def skip(turn: Turn) -> None:
    """The merchant wants to leave the open step for later."""
    for step in on_the_table(turn):
        mark(turn, step, "skipped")
    turn.utter("utter_skipped")
    go_on(turn)


def back(turn: Turn) -> None:
    """The merchant wants the step before the open one again."""
    marks = turn.case.marks
    walked = [
        step for step in turn.guide.steps if step.id in marks and step.id not in turn.case.offered
    ]
    if not walked:
        turn.utter("utter_nothing_before")
        return go_on(turn)
    last = walked[-1]
    if last.phase != turn.case.phase:
        turn.change(PhaseEntered(phase=last.phase))
    turn.change(StepReopened(step=last.id))
    turn.utter("utter_back_to", title=last.title)
    return offer(turn, (last,))


def why(turn: Turn) -> None:
    """Explain what the bot has just asked for, and how one knows that it is done."""
    asking = turn.conversation.asking
    if asking == SUMMARY:
        turn.utter("utter_why_summary")
        return go_on(turn)
    if asking:
        turn.say(turn.question(asking).why)
        return ask_fact(turn, asking)
    steps = meant_steps(turn) or on_the_table(turn)
    if len(steps) == 1:
        turn.say(_reason(steps[0]), *step_options(turn.case.phase))
        return None
    if steps:
        turn.say(numbered(step.why for step in steps), *step_options(turn.case.phase))
        return None
    return go_on(turn)


def on_the_table(turn: Turn) -> tuple[Step, ...]:
    """The steps that were put before the merchant last."""
    return tuple(step for step_id in turn.case.offered if (step := turn.step(step_id)))


def meant_steps(turn: Turn) -> tuple[Step, ...]:
    """Of the steps on the table, those that were tapped or are named by their place in the list."""
    steps = on_the_table(turn)
    tapped = turn.reading.answers.get("step")
    if tapped:
        return tuple(step for step in steps if step.id == tapped)
    found = {_PLACES[match[1] or match[2]] for match in _PLACE.finditer(turn.reading.text)}
    return tuple(steps[place] for place in sorted(found) if place < len(steps))


def _reason(step: Step) -> str:
    when = f"{step.opens_when}\n" if step.opens_when else ""
    return f"{when}{step.why}\n怎样算办好：{step.done_when}"


def _leave(turn: Turn, phase: PhaseId) -> None:
    """Go to the first later phase with something to do, without asking for facts on the way."""
    for later in PHASES[PHASES.index(phase) + 1 :]:
        if applicable(turn.guide, turn.case, later):
            return enter(turn, later)
    return None


def _mark_rest(turn: Turn, phase: PhaseId) -> None:
    """What the merchant was shown counts as done, what they never saw as skipped.

    What may not be missed stays open, and is shown later.
    """
    for step in applicable(turn.guide, turn.case, phase):
        if step.id in turn.case.offered:
            mark(turn, step, "done")
        elif step.id not in turn.case.marks and not step.must:
            mark(turn, step, "skipped")
