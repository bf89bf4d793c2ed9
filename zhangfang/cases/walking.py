"""Walking the steps: going on, done, skipped, back, and why."""

from zhangfang.cases.case import MarkOutcome
from zhangfang.cases.change import (
    Asked,
    DeadlineSet,
    PhaseEntered,
    StepMarked,
    StepReopened,
    StepsOffered,
)
from zhangfang.cases.deadlines import due_after
from zhangfang.cases.facts import ask_fact
from zhangfang.cases.next_step import Ask, Enter, Finished, Offer, applicable, next_step
from zhangfang.cases.options import HUMAN, MONEY_BACK, step_options
from zhangfang.cases.reported import reported_phase
from zhangfang.cases.turn import Turn
from zhangfang.cases.wording import date_words, filled_in
from zhangfang.guides.model import PHASES, Channel, PhaseId, Step


def go_on(turn: Turn) -> None:
    """Put the next thing before the merchant: a fact to give, or steps to do."""
    while True:
        match next_step(turn.guide, turn.case):
            case Ask(fact):
                return ask_fact(turn, fact)
            case Offer(steps):
                return offer(turn, steps)
            case Enter(phase):
                enter(turn, phase)
            case Finished():
                turn.change(Asked(), StepsOffered(steps=()))
                return turn.utter("utter_all_walked", MONEY_BACK, HUMAN, number=turn.case.number)


def enter(turn: Turn, phase: PhaseId) -> None:
    """Begin a phase."""
    turn.change(PhaseEntered(phase=phase), Asked())
    turn.say(turn.phase(phase).opening)


def offer(turn: Turn, steps: tuple[Step, ...]) -> None:
    """Put steps on the table: one alone with its script, several as a short list."""
    turn.change(StepsOffered(steps=tuple(step.id for step in steps)), Asked())
    if len(steps) > 1:
        lines = "\n".join(f"{place}. {step.do}" for place, step in enumerate(steps, start=1))
        return turn.utter("utter_step_list", *step_options(turn.case.phase), steps=lines)
    step = steps[0]
    said = [step.do]
    known = turn.channels(tuple(step for step in turn.guide.steps if step.id in turn.case.marks))
    channels = tuple(channel for channel in turn.channels(steps) if channel not in known)
    if channels:
        said.append(channel_lines(channels))
    if step.deadline:
        said.append(_set_deadline(turn, step))
    if step.say:
        turn.say("\n".join(said))
        return turn.utter(
            "utter_script",
            *step_options(turn.case.phase),
            script=filled_in(step.say, turn.case),
        )
    turn.say("\n".join(said), *step_options(turn.case.phase))
    return None


def offer_again(turn: Turn) -> None:
    """After an interruption: back to the fact or the step that was open."""
    if turn.conversation.asking and turn.conversation.asking not in turn.case.facts:
        return ask_fact(turn, turn.conversation.asking)
    return go_on(turn)


def channel_lines(channels: tuple[Channel, ...], *, notes: bool = True) -> str:
    """Whom to turn to, a line each, with the number where one may be shown."""
    return "\n".join(
        f"· {_name_and_number(channel)}：{channel.good_for}"
        + (f"（{channel.note}）" if notes and channel.note else "")
        for channel in channels
    )


def _name_and_number(channel: Channel) -> str:
    if not channel.number or channel.number in channel.name:
        return channel.name
    return f"{channel.name} {channel.number}"


def done(turn: Turn) -> None:
    """The merchant reports something done: the phase they name, or what is on the table."""
    phase = reported_phase(turn.knowledge.phases, turn.case.phase, turn.reading.text)
    if phase is not None:
        for passed in PHASES[PHASES.index(turn.case.phase) : PHASES.index(phase) + 1]:
            _mark_rest(turn, passed)
        _leave(turn, phase)
    elif turn.conversation.asking:
        return ask_fact(turn, turn.conversation.asking)
    else:
        for step in turn.case.offered:
            turn.change(StepMarked(step=step, outcome="done"))
    return go_on(turn)


def skip(turn: Turn) -> None:
    """The merchant wants to leave the open step for later."""
    for step in turn.case.offered:
        turn.change(StepMarked(step=step, outcome="skipped"))
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
    """Explain what the bot has just asked for."""
    asking = turn.conversation.asking
    if asking:
        turn.say(turn.question(asking).why)
        return ask_fact(turn, asking)
    steps = [step for step_id in turn.case.offered if (step := turn.step(step_id))]
    if len(steps) == 1:
        turn.say(steps[0].why, *step_options(turn.case.phase))
        return None
    if steps:
        lines = "\n".join(f"{place}. {step.why}" for place, step in enumerate(steps, start=1))
        turn.say(lines, *step_options(turn.case.phase))
        return None
    return go_on(turn)


def _leave(turn: Turn, phase: PhaseId) -> None:
    """Go to the first later phase with something to do, without asking for facts on the way."""
    for later in PHASES[PHASES.index(phase) + 1 :]:
        if applicable(turn.guide, turn.case, later):
            return enter(turn, later)
    return None


def _mark_rest(turn: Turn, phase: PhaseId) -> None:
    """What the merchant was shown counts as done, what they never saw as skipped."""
    for step in applicable(turn.guide, turn.case, phase):
        if step.id not in turn.case.marks or step.id in turn.case.offered:
            outcome: MarkOutcome = "done" if step.id in turn.case.offered else "skipped"
            turn.change(StepMarked(step=step.id, outcome=outcome))


def _set_deadline(turn: Turn, step: Step) -> str:
    assert step.deadline is not None
    due = due_after(turn.now, step.deadline.working_days)
    turn.change(DeadlineSet(due_at=due.at.isoformat(), estimated=due.estimated))
    guess = "（明年的放假安排还没公布，先按周末算）" if due.estimated else ""
    return f"{date_words(due.at)}还没动静，就回来找我。{step.deadline.basis}{guess}"
