"""Walking the steps: what comes next is put before the merchant, one thing at a time."""

from datetime import datetime

from zhangfang.cases.case import Case
from zhangfang.cases.change import (
    Asked,
    FamilyCorrected,
    PhaseEntered,
    StepsOffered,
    SummaryConfirmed,
)
from zhangfang.cases.facts import (
    ask_fact,
    do_without,
    fact_lines,
    facts_shown,
    promised_due,
    reminder_due,
)
from zhangfang.cases.limitation import warn_of_limit
from zhangfang.cases.next_step import (
    Ask,
    Await,
    Confirm,
    Enter,
    Finished,
    Offer,
    next_step,
    waits,
)
from zhangfang.cases.options import (
    CHANGE,
    CONFIRM,
    HUMAN,
    MONEY_BACK,
    WAITING,
    paper_options,
    step_options,
)
from zhangfang.cases.told import SUMMARY
from zhangfang.cases.turn import Option, Shown, StepShown, Turn
from zhangfang.cases.wording import date_words, filled_in, numbered
from zhangfang.guides.model import Channel, FamilyId, PhaseId, Step


def go_on(turn: Turn) -> None:
    """Put the next thing before the merchant: a fact to give, steps to do, a day to wait for."""
    if family := _belongs_to(turn):
        move(turn, family)
    while True:
        match next_step(turn.guide, turn.case):
            case Ask(fact):
                return ask_fact(turn, fact)
            case Confirm():
                return _read_back(turn)
            case Offer(steps):
                return offer(turn, steps)
            case Await(step):
                return stand_by(turn, step)
            case Enter(phase):
                enter(turn, phase)
            case Finished():
                turn.change(Asked(), StepsOffered(steps=()))
                return turn.utter("utter_all_walked", MONEY_BACK, HUMAN, number=turn.case.number)


def hear(turn: Turn) -> None:
    """First words on a complaint: it was understood, and what to beware of from the start."""
    turn.say("\n".join([turn.guide.heard, *_cautions(turn, "verify")]))


def move(turn: Turn, family: FamilyId) -> None:
    """The case is another problem than it was taken for; what was told goes along."""
    own = tuple(question.id for question in turn.guide.facts)
    turn.change(FamilyCorrected(family=family, drops=own), Asked())
    turn.utter("utter_moved", family=turn.guide.name)
    hear(turn)


def enter(turn: Turn, phase: PhaseId) -> None:
    """Begin a phase."""
    turn.change(PhaseEntered(phase=phase, at=turn.now.isoformat()), Asked())
    turn.say("\n".join([turn.phase(phase).opening, *_cautions(turn, phase)]))
    if phase == "wait" and (step := waits(turn.guide, turn.case)):
        expect_answer(turn, step)
    if phase == "escalate":
        warn_of_limit(turn)


def expect_answer(turn: Turn, step: Step) -> None:
    """From now on somebody owes an answer: by the day they named, or by our own reminder."""
    assert step.deadline is not None
    ours = reminder_due(turn, step.id, step.deadline.working_days)
    promised = promised_due(turn) if step.phase == "wait" else None
    turn.change(promised.model_copy(update={"step": step.id}) if promised else ours)


def stand_by(turn: Turn, step: Step) -> None:
    """Nothing to do but wait: what meanwhile, and until when."""
    shown_before = step.id in turn.case.offered
    turn.change(StepsOffered(steps=(step.id,)), Asked())
    if shown_before or lapsed(turn.case, turn.now):
        return still_waiting(turn)
    do = f"{step.do}\n" if step.phase == "wait" else ""
    turn.say(f"{do}记到{due_words(turn)}，到时候我来问你。{_whose_day(turn, step)}", *WAITING)
    return None


def still_waiting(turn: Turn) -> None:
    """Until when; past the day, whether there is news."""
    response = "utter_day_has_come" if lapsed(turn.case, turn.now) else "utter_still_waiting"
    turn.utter(response, *WAITING, number=turn.case.number, due=due_words(turn))


def lapsed(case: Case, now: datetime) -> bool:
    """Whether the day that somebody had is over."""
    return case.due_at is not None and now >= datetime.fromisoformat(case.due_at)


def due_words(turn: Turn) -> str:
    """The day until which somebody has time."""
    assert turn.case.due_at is not None
    return date_words(datetime.fromisoformat(turn.case.due_at))


def offer(turn: Turn, steps: tuple[Step, ...]) -> None:
    """Put steps on the table: one alone with its script, several as a short list."""
    turn.change(StepsOffered(steps=tuple(step.id for step in steps)), Asked())
    late = steps[0].phase != turn.case.phase
    options = step_options(steps[0].phase)
    if late:
        turn.utter("utter_not_to_be_missed")
    if len(steps) > 1:
        return _list(turn, steps, options)
    step = steps[0]
    shown = Shown(steps=steps_shown(steps))
    said = [step.do]
    known = turn.channels(tuple(step for step in turn.guide.steps if step.id in turn.case.marks))
    channels = tuple(channel for channel in turn.channels(steps) if channel not in known)
    if channels:
        said.append(channel_lines(channels))
    if step.phase == "escalate" and (papers := _in_hand(turn, step)):
        said.append(f"手里备好：{papers}。")
    options = (*options, *papers_for(turn, step))
    if step.say:
        turn.say("\n".join(said))
        turn.show(shown)
        return turn.utter("utter_script", *options, script=filled_in(step.say, turn.case))
    turn.say("\n".join(said), *options)
    turn.show(shown)
    return None


def offer_again(turn: Turn, *, in_full: bool = False, in_vain: bool = False) -> None:
    """After an aside: back to the fact or the step that was open, in few words.

    Who comes back after a while gets the step `in_full`, with its numbers and its script.
    `in_vain`: the message was no answer, nor anything else that is known.
    """
    asking = turn.conversation.asking
    if asking and asking != SUMMARY and asking not in turn.case.facts:
        return ask_again(turn, asking) if in_vain else ask_fact(turn, asking)
    following = next_step(turn.guide, turn.case)
    if isinstance(following, Offer) and not in_full and _is_on_the_table(turn, following.steps):
        return _remind(turn, following.steps)
    return go_on(turn)


def _is_on_the_table(turn: Turn, steps: tuple[Step, ...]) -> bool:
    return tuple(step.id for step in steps) == turn.case.offered


def _remind(turn: Turn, steps: tuple[Step, ...]) -> None:
    options = step_options(steps[0].phase)
    if len(steps) == 1:
        options = (*options, *papers_for(turn, steps[0]))
        turn.utter("utter_back_to_step", *options, do=steps[0].do)
        return turn.show(Shown(steps=steps_shown(steps)))
    return _list(turn, steps, options)


def offer_rest(turn: Turn, steps: tuple[Step, ...]) -> None:
    """One of a list was ticked: what is left of it, in few words."""
    turn.change(StepsOffered(steps=tuple(step.id for step in steps)))
    options = step_options(steps[0].phase)
    left = numbered(step.title for step in steps) if len(steps) > 1 else steps[0].title
    turn.utter("utter_steps_left", *options, steps=left)
    turn.show(Shown(steps=steps_shown(steps)))


def steps_shown(steps: tuple[Step, ...]) -> tuple[StepShown, ...]:
    """Steps as a bubble shows them, to be ticked."""
    return tuple(StepShown(id=step.id, title=step.title) for step in steps)


def _list(turn: Turn, steps: tuple[Step, ...], options: tuple[Option, ...]) -> None:
    turn.utter("utter_step_list", *options, steps=numbered(step.do for step in steps))
    turn.show(Shown(steps=steps_shown(steps)))


def ask_again(turn: Turn, name: str) -> None:
    """The open question once more; asked often enough in vain, it is done without."""
    if turn.conversation.asked_times >= OFTEN:
        do_without(turn, (name,))
        return go_on(turn)
    return ask_fact(turn, name, in_vain=True)


OFTEN = 3
"""Who has not answered after so many times will not answer."""


def confirm(turn: Turn) -> None:
    """The summary is right."""
    turn.change(SummaryConfirmed(), Asked())
    go_on(turn)


def channel_lines(channels: tuple[Channel, ...], *, notes: bool = True) -> str:
    """Whom to turn to, a line each, with the number where one may be shown."""
    return "\n".join(
        f"· {_name_and_number(channel)}：{channel.good_for}"
        + (f"（{channel.note}）" if notes and channel.note else "")
        for channel in channels
    )


def _cautions(turn: Turn, phase: PhaseId) -> list[str]:
    return [caution.text for caution in turn.guide.cautions if caution.phase == phase]


def _belongs_to(turn: Turn) -> FamilyId | None:
    """The family that an answer has shown the case to be of, if it is another."""
    for question in turn.guide.facts:
        value = turn.case.fact(question.id)
        for choice in question.choices:
            if choice.value == value and choice.moves_to not in (None, turn.case.family):
                return choice.moves_to
    return None


def _read_back(turn: Turn) -> None:
    turn.change(Asked(fact=SUMMARY))
    turn.utter("utter_summary", CONFIRM, CHANGE, facts=fact_lines(turn))
    turn.show(Shown(card="summary", known=facts_shown(turn)))


def _in_hand(turn: Turn, step: Step) -> str:
    """The materials for a rung, by name."""
    return "、".join(
        material.name
        for material in turn.guide.materials
        if material.id in step.papers and turn.case.meets(material.when)
    )


def papers_for(turn: Turn, step: Step) -> tuple[Option, ...]:
    """What the bot can write for this step; a call's words are beside it already."""
    papers = [paper for paper in step.writes if not (paper == "call_script" and step.say)]
    return paper_options([turn.knowledge.letters[paper] for paper in papers])


def _whose_day(turn: Turn, step: Step) -> str:
    if turn.case.due_promised:
        return "这是他们答应的日子。"
    assert step.deadline is not None
    guess = "（明年的放假安排还没公布，先按周末算）" if turn.case.due_estimated else ""
    return f"{step.deadline.basis}{guess}"


def _name_and_number(channel: Channel) -> str:
    if not channel.number or channel.number in channel.name:
        return channel.name
    return f"{channel.name} {channel.number}"
