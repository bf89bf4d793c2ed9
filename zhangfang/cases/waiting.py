"""While others have the case: what came of it, how long it may take, when to go up."""

from typing import Literal

from zhangfang.cases.change import CaseEnded, StepMarked, WaitOver
from zhangfang.cases.moves import mark, on_the_table
from zhangfang.cases.options import EVIDENCE, MONEY_BACK, NOT_YET, PREVENTION
from zhangfang.cases.reading import Reading
from zhangfang.cases.reported import reported_outcome, reported_phase
from zhangfang.cases.standing import other_open_cases, standing, take_up_options
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import enter, go_on, lapsed, offer_again, still_waiting
from zhangfang.guides.model import Knowledge


def said_outcome(knowledge: Knowledge, reading: Reading) -> str | None:
    """What came of the claim, tapped or told; None if nothing is said of it."""
    return reading.answers.get("outcome") or reported_outcome(knowledge.outcomes, reading.text)


def outcome(turn: Turn) -> None:
    """Act on the outcome that the merchant reports."""
    match said_outcome(turn.knowledge, turn.reading):
        case "money_back":
            resolve(turn)
        case "refused":
            turn.utter("utter_refused")
            go_up(turn, "refused")
        case _:
            progress(turn)


def ask_if_over(turn: Turn) -> None:
    """The money seems to be back before anybody was asked for it."""
    turn.utter("utter_is_it_over", MONEY_BACK, NOT_YET)


def resolve(turn: Turn) -> None:
    """The money is back: the case ends, with how to prevent the next time."""
    for step in on_the_table(turn):
        mark(turn, step, "done")
    turn.change(CaseEnded(status="resolved"))
    turn.say(turn.guide.resolved, PREVENTION, EVIDENCE)
    if others := other_open_cases(turn):
        turn.utter("utter_others_open", *take_up_options(turn, others))


def progress(turn: Turn) -> None:
    """Where the case stands; when the time given is over, the way up."""
    case = turn.case
    if case.awaiting:
        if wait_is_over(turn):
            turn.utter("utter_overdue")
            return go_up(turn, "overdue")
        return still_waiting(turn)
    if other_open_cases(turn):
        return standing(turn)
    turn.utter(
        "utter_progress",
        number=case.number,
        family=turn.guide.name,
        phase=turn.phase(case.phase).name,
    )
    return offer_again(turn)


def wait_is_over(turn: Turn) -> bool:
    """Whether the merchant says so: in words, by the days counted, or by no news past the day."""
    text, days = turn.reading.text, turn.reading.days
    if text and reported_phase(turn.knowledge.phases, "wait", text) == "wait":
        return True
    if len(days) >= 2 and days[-1] > days[0]:
        return True  # 说七个工作日，现在都第十二天了: the first is the promise, the last the wait
    no_news = said_outcome(turn.knowledge, turn.reading) == "nothing_yet"
    return lapsed(turn.case, turn.now) and (no_news or turn.reading.intent == "ask_progress")


def go_up(turn: Turn, how: Literal["overdue", "refused"]) -> None:
    """The wait ended without the money: the next rung, and why it comes now.

    Where nobody was waited for, what is heard first is about the claim before: the rung on the
    table stands. Heard again, it is about the rung.
    """
    again = turn.case.phase == "escalate" and turn.case.came_of_it == how
    table = {step.id for step in on_the_table(turn)} if again else set()
    behind = {turn.case.awaiting} if turn.case.awaiting else table
    for step in turn.guide.steps:
        if step.id in behind:
            turn.change(StepMarked(step=step.id, outcome="done", at=turn.now.isoformat()))
    turn.change(WaitOver(outcome=how))
    if turn.case.phase != "escalate":
        enter(turn, "escalate")
    go_on(turn)
