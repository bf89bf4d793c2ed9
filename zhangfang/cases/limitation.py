"""The three years in which a court may still be asked (Civil Code, articles 188 and 195)."""

from datetime import date, datetime, time, timedelta

from zhangfang.cases.case import Case
from zhangfang.cases.change import LimitWarned
from zhangfang.cases.turn import Turn
from zhangfang.cases.wording import date_words

YEARS = 3
WARNING = timedelta(days=90)
"""So long before the end: time to write a demand, which makes the years begin again."""
MORNING = time(9)


def limit_day(case: Case) -> date:
    """The last day, counted carefully: from the sale itself, or from the last written demand.

    Known only to the month, the sale counts as made on its first day; unknown, the case's opening
    stands in for it.
    """
    began = case.limit_from or (case.fact("transaction_time") or "").partition("T")[0]
    began = began or case.opened_at[:10]
    parts = [int(part) for part in began.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year + YEARS, month, min(day, 28) if month == 2 else day)


def warning_due(case: Case, now: datetime) -> datetime:
    """When to say that the years are nearly over."""
    return datetime.combine(limit_day(case) - WARNING, MORNING, tzinfo=now.tzinfo)


def warn_of_limit(turn: Turn) -> None:
    """Say so if they are nearly over, once."""
    if turn.case.limit_warned or turn.now < warning_due(turn.case, turn.now):
        return
    turn.change(LimitWarned(number=turn.case.number))
    over = limit_day(turn.case) < turn.now.date()
    turn.utter("utter_limit_over" if over else "utter_limit_near", day=limit_words(turn.case))


def limit_words(case: Case) -> str:
    """The last day with its year."""
    day = limit_day(case)
    return f"{day.year}年{date_words(datetime.combine(day, MORNING))}"
