"""The merchant cannot go on: another way, then a person, then the rest without this step."""

from zhangfang.cases.change import StepMarked
from zhangfang.cases.facts import do_without
from zhangfang.cases.options import step_options
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import outcome
from zhangfang.cases.walking import channel_lines, go_on
from zhangfang.guides.model import Step
from zhangfang.guides.search import character_pairs

OTHER_CHANNELS = 3
"""More numbers than that at once only confuse."""


def stuck(turn: Turn) -> None:
    """Offer the way round for the fact that was asked for, or for the step on the table."""
    if turn.reading.answers.get("outcome"):
        return outcome(turn)
    asking = turn.conversation.asking
    if turn.reading.refused or asking:
        do_without(turn, turn.reading.refused or ((asking,) if asking else ()))
        return go_on(turn)
    step = _the_one_meant(turn)
    if step is None:
        turn.utter("utter_stuck_nowhere")
        return go_on(turn)
    return _way_round(turn, step)


def _way_round(turn: Turn, step: Step) -> None:
    turn.change(StepMarked(step=step.id, outcome="stuck"))
    times = turn.case.marks[step.id].times
    if times > max(len(step.if_stuck), 2):
        turn.change(StepMarked(step=step.id, outcome="skipped"))
        turn.utter("utter_leave_for_now", title=step.title)
        return go_on(turn)
    turn.say(step.if_stuck[min(times, len(step.if_stuck)) - 1])
    if times < 2:
        return turn.utter("utter_try_and_tell", *step_options(turn.case.phase))
    if turn.case.phase != "verify":
        _other_channels(turn)
    return turn.utter("utter_stuck_twice", *step_options(turn.case.phase, stuck_twice=True))


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


def _the_one_meant(turn: Turn) -> Step | None:
    """Of several steps on the table, the one whose words the message shares most."""
    steps = [step for step_id in turn.case.offered if (step := turn.step(step_id))]
    return max(
        steps,
        key=lambda step: _shared(step.do + step.title, turn.reading.text),
        default=None,
    )


def _shared(left: str, right: str) -> int:
    return len(character_pairs(left) & character_pairs(right))
