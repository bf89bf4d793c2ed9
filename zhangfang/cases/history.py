"""What happened in a case, and when: the rows of the timeline."""

from collections.abc import Iterable

from zhangfang.cases.case import Case
from zhangfang.guides.model import Knowledge

Moments = Iterable[tuple[str, str]]
"""(ISO time to the precision known, text)."""


def history(knowledge: Knowledge, case: Case, helped: Moments = ()) -> tuple[tuple[str, str], ...]:
    """Moments with a line each, oldest first.

    Args:
        knowledge: names of steps and phases.
        case: whose.
        helped: when people of customer service took it over, which the case does not know.
    """
    guide = knowledge.guides[case.family]
    titles = {step.id: step.title for step in guide.steps}
    rows = [(case.opened_at, f"在账房登记「{guide.name}」，编号 {case.number}")]
    if sale := case.facts.get("transaction_time"):
        amount = case.facts.get("amount")
        rows.append((sale.value, f"发生交易{_sum(amount.value if amount else None)}"))
    for step, mark in case.marks.items():
        if mark.at and mark.outcome == "done" and step in titles:
            rows.append((mark.at, titles[step]))
    names = {phase.id: phase.name for phase in knowledge.phases}
    for phase, at in case.entered.items():
        if phase in ("wait", "escalate"):
            rows.append((at, f"进入「{names[phase]}」"))
    since = [row for row in helped if row[0] >= case.opened_at]
    return tuple(sorted((*rows, *since), key=_moment))


def _sum(amount: str | None) -> str:
    return f" {amount} 元" if amount else ""


def _moment(row: tuple[str, str]) -> str:
    """A day known without its hour comes before the day's hours."""
    return row[0][:16]
