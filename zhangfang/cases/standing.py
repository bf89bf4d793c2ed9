"""Where every case of the conversation stands, and taking up another one."""

from datetime import datetime

from zhangfang.cases.case import Case
from zhangfang.cases.change import CaseSwitched
from zhangfang.cases.options import NEW_PROBLEM, case_options
from zhangfang.cases.turn import Option, Turn
from zhangfang.cases.walking import offer_again
from zhangfang.cases.wording import date_words, fact_words

ENDED = {"resolved": "办完了", "closed": "停了", "handed_over": "人工在办"}


def standing(turn: Turn) -> None:
    """Every case in a line, then on with the one that is open."""
    lines = "\n".join(f"· {_line(turn, case)}" for case in turn.conversation.cases)
    others = other_open_cases(turn)
    turn.utter("utter_standing", *take_up_options(turn, others), cases=lines)
    if turn.conversation.case and turn.case.status == "open" and not others:
        offer_again(turn)


def other_open_cases(turn: Turn) -> tuple[Case, ...]:
    """The open cases that are not being worked on."""
    return tuple(
        case
        for case in turn.conversation.cases
        if case.status == "open" and case.number != turn.conversation.current
    )


def take_up_options(turn: Turn, cases: tuple[Case, ...]) -> tuple[Option, ...]:
    """One quick reply for each."""
    return case_options((case.number, call(turn, case)) for case in cases)


def take_up(turn: Turn, number: str) -> None:
    """Work on another case of the conversation; the one left keeps its place."""
    if any(case.number == number for case in turn.conversation.cases):
        turn.change(CaseSwitched(number=number))
        turn.utter("utter_taken_up", number=number, family=turn.guide.name)
        return offer_again(turn, in_full=True)
    turn.utter("utter_no_case")
    return None


def offer_switch(turn: Turn) -> None:
    """Which of the cases, or a new one; nothing is closed by asking."""
    others = other_open_cases(turn)
    if len(others) == 1:
        return take_up(turn, others[0].number)
    turn.utter("utter_switch", *take_up_options(turn, others), NEW_PROBLEM)


def call(turn: Turn, case: Case) -> str:
    """A case in few words: `不到账 1200 元`."""
    name = turn.knowledge.guides[case.family].name
    amount = case.facts.get("amount")
    return f"{name} {fact_words('amount', amount, case.year)}" if amount else name


def _line(turn: Turn, case: Case) -> str:
    where = ENDED.get(case.status) or f"办到「{turn.phase(case.phase).name}」"
    due = f"，{date_words(datetime.fromisoformat(case.due_at))}前等答复" if case.due_at else ""
    return f"{call(turn, case)}，编号 {case.number}：{where}{due}"
