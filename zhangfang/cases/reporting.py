"""A merchant reports on the open step: done, or not to be done."""

from zhangfang.cases.answers import greet, reports_phase, working
from zhangfang.cases.complaint import ask_family
from zhangfang.cases.facts import do_without, take_facts
from zhangfang.cases.moves import back, done, skip, tick, why
from zhangfang.cases.options import WAITING
from zhangfang.cases.reported import asks_onward
from zhangfang.cases.stuck import stuck
from zhangfang.cases.told import SUMMARY, corrects, refused_of_the_claim
from zhangfang.cases.turn import Turn
from zhangfang.cases.waiting import go_up, outcome, said_outcome
from zhangfang.cases.walking import confirm, go_on
from zhangfang.guides.model import FAMILIES


def report_done(turn: Turn) -> None:
    """Something is finished: an outcome while waiting, else the open step or a whole phase."""
    if not working(turn):
        return greet(turn)
    if turn.reading.answers.get("outcome"):
        return outcome(turn)
    if ticked := turn.reading.answers.get("step"):
        return tick(turn, ticked)
    if turn.case.phase in ("wait", "escalate") and said_outcome(turn.knowledge, turn.reading):
        return outcome(turn)
    asking = turn.conversation.asking
    if asking == SUMMARY and not turn.reading.text:
        return confirm(turn)
    changed = take_facts(turn)
    do_without(turn, refused_of_the_claim(turn))
    reported = reports_phase(turn) and not (changed and corrects(turn.reading.text))
    if changed and asking and not reported:
        return go_on(turn)
    if turn.case.awaiting and turn.case.awaiting in turn.case.offered:
        return turn.utter("utter_ask_outcome", *WAITING)
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
    asking = turn.conversation.asking
    if asking == SUMMARY:
        return confirm(turn)
    if asking:
        do_without(turn, (asking,))
        return go_on(turn)
    if turn.case.awaiting and turn.case.awaiting in turn.case.offered:
        turn.utter("utter_up_already")
        return go_up(turn, "overdue")
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
