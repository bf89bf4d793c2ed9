"""The merchant cannot go on: another way, then a person, then the rest without this step."""

from zhangfang.cases.change import HumanAsked, StepMarked
from zhangfang.cases.facts import do_without
from zhangfang.cases.moves import mark, meant_steps, on_the_table
from zhangfang.cases.options import HUMAN, step_options, which_step_options
from zhangfang.cases.told import SUMMARY, refused_of_the_claim
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import outcome
from zhangfang.cases.walking import channel_lines, confirm, go_on, papers_for
from zhangfang.guides.model import Step
from zhangfang.guides.search import character_pairs

TWICE = 2
OTHER_CHANNELS = 3
"""More numbers than that at once only confuse."""


def stuck(turn: Turn) -> None:
    """Offer the way round for the fact that was asked for, or for the step on the table."""
    if turn.reading.answers.get("outcome"):
        return outcome(turn)
    asking = turn.conversation.asking
    if asking == SUMMARY:
        return confirm(turn)
    refused = refused_of_the_claim(turn) or turn.reading.refused
    if refused or asking:
        do_without(turn, refused or ((asking,) if asking else ()))
        return go_on(turn)
    steps = meant_steps(turn) or on_the_table(turn)
    if not steps:
        turn.utter("utter_stuck_nowhere")
        return go_on(turn)
    step = _the_one_meant(turn, steps)
    if step is None:
        return turn.utter("utter_which_step", *which_step_options("stuck_step", steps))
    return _way_round(turn, step)


def _way_round(turn: Turn, step: Step) -> None:
    turn.change(StepMarked(step=step.id, outcome="stuck", at=turn.now.isoformat()))
    times = turn.case.marks[step.id].times
    if times > max(len(step.if_stuck), 2):
        mark(turn, step, "skipped")
        turn.utter("utter_leave_for_now", title=step.title)
        return go_on(turn)
    turn.say(_fitting_way(step, times, turn.reading.text))
    if times < 2:
        options = (*step_options(turn.case.phase), *papers_for(turn, step))
        return turn.utter("utter_try_and_tell", *options)
    others = [one for one in on_the_table(turn) if one.id != step.id]
    if others:
        turn.utter("utter_stuck_go_on", HUMAN, title=step.title)
        return go_on_without(turn, step)
    if turn.case.phase != "verify" and times == TWICE:
        _other_channels(turn)
    return turn.utter("utter_stuck_twice", *step_options(turn.case.phase, stuck_twice=True))


def _fitting_way(step: Step, times: int, text: str) -> str:
    """Of those not told yet, the one whose words the message shares most, else the next."""
    left = step.if_stuck[min(times, len(step.if_stuck)) - 1 :]
    best = max(left, key=lambda way: _shared(way, text))
    return best if _shared(best, text) > max(_shared(left[0], text), 1) else left[0]


def go_on_without(turn: Turn, step: Step) -> None:
    """Twice is enough: the step is parked, the others of its list are offered."""
    mark(turn, step, "skipped")
    return go_on(turn)


def person_for(turn: Turn) -> HumanAsked:
    """Why a person is wanted: the step that would not work, or simply because."""
    step = next((one for one in on_the_table(turn) if _is_stuck(turn, one)), None)
    number = turn.conversation.current
    return HumanAsked(
        reason="stuck" if step else "asked", case=number, step=step.id if step else None
    )


def _is_stuck(turn: Turn, step: Step) -> bool:
    found = turn.case.marks.get(step.id)
    return found is not None and found.outcome == "stuck"


def _other_channels(turn: Turn) -> None:
    """The next rungs are no secret: somebody who got nowhere twice may know them."""
    steps = {
        phase: tuple(step for step in turn.guide.steps if step.phase == phase)
        for phase in (turn.case.phase, "escalate")
    }
    tried = turn.channels(steps[turn.case.phase]) if turn.case.phase != "escalate" else ()
    others = [channel for channel in turn.channels(steps["escalate"]) if channel not in tried]
    if others:
        lines = channel_lines(tuple(others[:OTHER_CHANNELS]), notes=False)
        turn.utter("utter_other_channels", channels=lines)


def _the_one_meant(turn: Turn, steps: tuple[Step, ...]) -> Step | None:
    """The step whose words the message shares most; None where it tells nothing of several.

    One that was stuck before is meant again.
    """
    if len(steps) == 1:
        return steps[0]
    shared = {step.id: _shared(_words(step), turn.reading.text) for step in steps}
    best, second = sorted(steps, key=lambda step: shared[step.id], reverse=True)[:2]
    if shared[best.id] > shared[second.id]:
        return best
    before = [step for step in steps if _is_stuck(turn, step)]
    return before[0] if before else None


def _words(step: Step) -> str:
    return step.do + step.title


def _shared(left: str, right: str) -> int:
    return len(character_pairs(left) & character_pairs(right))
