"""A merchant reports on the open step: done, or not to be done."""

from zhangfang.cases.answers import greet, reports_phase, working
from zhangfang.cases.complaint import ask_family
from zhangfang.cases.facts import do_without, take_facts
from zhangfang.cases.options import step_options
from zhangfang.cases.reported import asks_onward
from zhangfang.cases.stuck import stuck
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import outcome, said_outcome
from zhangfang.cases.walking import back, done, go_on, skip, why
from zhangfang.guides.model import FAMILIES


def report_done(turn: Turn) -> None:
    """Something is finished: an outcome while waiting, else the open step or a whole phase."""
    if not working(turn):
        return greet(turn)
    if turn.case.phase in ("wait", "escalate") and said_outcome(turn.knowledge, turn.reading):
        return outcome(turn)
    if turn.case.phase == "wait":
        return turn.utter("utter_ask_outcome", *step_options("wait"))
    if take_facts(turn) and turn.conversation.asking is None and not turn.case.offered:
        return go_on(turn)
    return done(turn)


def report_stuck(turn: Turn) -> None:
    """Something cannot be done."""
    if not working(turn):
        turn.utter("utter_stuck_without_case")
        return ask_family(turn, FAMILIES)
    take_facts(turn)
    if asks_onward(turn.reading.text) and reports_phase(turn):
        return done(turn)
    return stuck(turn)


def skip_step(turn: Turn) -> None:
    """The open step is to wait."""
    if not working(turn):
        return greet(turn)
    if turn.conversation.asking:
        do_without(turn, (turn.conversation.asking,))
        return go_on(turn)
    return skip(turn)


def step_back(turn: Turn) -> None:
    """The step before is wanted again."""
    if not working(turn):
        return greet(turn)
    return back(turn)


def ask_why(turn: Turn) -> None:
    """Why is this needed."""
    if not working(turn):
        turn.utter("utter_why_no_case")
        return None
    return why(turn)
