"""While others have the case: what came of it, how long it may take, when to go up."""

from datetime import datetime

from zhangfang.cases.case import Case
from zhangfang.cases.change import CaseEnded, PhaseEntered, StepMarked
from zhangfang.cases.options import EVIDENCE, step_options
from zhangfang.cases.reading import Reading
from zhangfang.cases.reported import reported_outcome, reported_phase
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import go_on, offer_again
from zhangfang.cases.wording import date_words
from zhangfang.guides.model import Knowledge


def said_outcome(knowledge: Knowledge, reading: Reading) -> str | None:
    """What came of the claim, tapped or told; None if nothing is said of it."""
    return reading.answers.get("outcome") or reported_outcome(knowledge.outcomes, reading.text)


def outcome(turn: Turn) -> None:
    """Act on the outcome that the merchant reports."""
    match said_outcome(turn.knowledge, turn.reading):
        case "money_back":
            turn.change(CaseEnded(status="resolved"))
            turn.say(turn.guide.resolved, EVIDENCE)
        case "refused":
            turn.utter("utter_refused")
            _escalate(turn)
        case _:
            progress(turn)


def progress(turn: Turn) -> None:
    """Where the case stands; when the time given is over, the way up."""
    case = turn.case
    if case.phase == "wait":
        waited_enough = reported_phase(turn.knowledge.phases, "wait", turn.reading.text) == "wait"
        if waited_enough or overdue(case, turn.reading.days, turn.now):
            turn.utter("utter_overdue")
            return _escalate(turn)
        due = datetime.fromisoformat(case.due_at) if case.due_at else None
        return turn.utter(
            "utter_still_waiting",
            *step_options("wait"),
            number=case.number,
            due=date_words(due) if due else "对方答应的日子",
        )
    turn.utter(
        "utter_progress",
        number=case.number,
        family=turn.guide.name,
        phase=turn.phase(case.phase).name,
    )
    return offer_again(turn)


def overdue(case: Case, days: tuple[float, ...], now: datetime) -> bool:
    """Whether the wait is over.

    Our own date has passed, or the merchant has waited longer than was promised: of the spans of
    time in the message, the first is taken for the promise and the last for the wait.
    """
    if case.due_at and now >= datetime.fromisoformat(case.due_at):
        return True
    return len(days) >= 2 and days[-1] > days[0]


def _escalate(turn: Turn) -> None:
    for step in turn.case.offered:
        turn.change(StepMarked(step=step, outcome="done"))
    if turn.case.phase != "escalate":
        turn.change(PhaseEntered(phase="escalate"))
        turn.say(turn.phase("escalate").opening)
    go_on(turn)
