"""The figures of a span of days, each with its exact meaning."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from zhangfang.console.supervision.days import Days, day_of
from zhangfang.desk.follow_ups import Sources
from zhangfang.guides.model import PHASES, Knowledge
from zhangfang.store import figure_rows
from zhangfang.store.figure_rows import Chosen
from zhangfang.store.measures import ERASED
from zhangfang.store.moments import sortable

LEFT_AFTER = timedelta(days=7)

REASONS: Mapping[str, str] = {
    "asked": "商户要找人",
    "stuck": "同一步卡了两回",
    "unsure": "账房没听懂",
    "abuse": "说话冲了",
    "overdue": "过了日子没动静",
    "danger": "像是遇上骗子",
    "left_message": "下班时留的话",
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many, of how many."""

    id: str
    name: str
    count: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long, in seconds: the middle one, and the one that nine of ten do not exceed."""

    id: str
    name: str
    count: int
    p50: float | None
    p90: float | None


class DayCounts(NamedTuple):
    """Of one day."""

    day: date
    opened: int
    resolved: int
    handed_over: int


class FiguresOf(NamedTuple):
    """All figures of a span of days.

    With a family, they are of cases that are of it in the end. With an agent, of conversations that
    the agent has ever held; `response` is of the agent's own answers.

    Attributes:
        cases: opened in these days.
        by_family: those, by family; the ones whose conversation was erased by themselves.
        by_phase: those, by where they stand now: a phase, or resolved, or closed.
        left_in: those that their merchant let be, or left: open, no word of theirs for 7 days, and
            nobody's time still running then; by phase, `of` all of those that came to it.
        time_in_phase: of phases that were left in these days, whenever the case was opened; a phase
            that a case came to twice counts twice.
        stuck_at: cases that could not do a step, `of` those it was put before; first times only.
        handed_over_why: persons called in these days, by reason; one whom nobody served and who goes
            back to the queue is not called again.
        response: `first`: from the call (or from taking over, if nobody had called) to the person's
            first message. `later`: from the oldest message that is not answered to the answer.
        seen, corrected: the merchant's typed messages while a person was waited for or talked; those
            whose reading was corrected, these also from before.
        stars: ratings given in these days, by stars.
        solved: those that say it was solved, `of` all.
        days: cases opened, cases resolved, persons called, each on its day.
    """

    cases: int
    by_family: list[Count]
    by_phase: list[Count]
    left_in: list[Count]
    time_in_phase: list[Lengths]
    stuck_at: list[Count]
    handed_over_why: list[Count]
    response: list[Lengths]
    seen: int
    corrected: int
    stars: list[Count]
    solved: Count
    days: list[DayCounts]


def figures_of(
    sources: Sources,
    days: Days,
    now: datetime,
    family: str | None = None,
    agent: str | None = None,
) -> FiguresOf:
    """The figures.

    Args:
        sources: where what was measured is, and names.
        days: which days.
        now: from which the 7 days without a word are counted back.
        family: only of this family.
        agent: only of this agent's conversations.
    """
    chosen = Chosen(days.begins, days.ends, family, agent)
    knowledge = sources.knowledge
    with sources.database.read() as connection:
        cases = figure_rows.case_counts(connection, chosen)
        left = figure_rows.left_counts(connection, chosen, sortable(now - LEFT_AFTER))
        reached = figure_rows.reached_counts(connection, chosen)
        steps = figure_rows.named_counts(connection, chosen, "stuck", "offered")
        reasons = figure_rows.named_counts(connection, chosen, "waiting")
        read = figure_rows.named_counts(connection, chosen, "seen")
        in_phase = figure_rows.numbers(connection, chosen, "phase")
        answers = figure_rows.numbers(connection, chosen, "answer")
        rated = figure_rows.numbers(connection, chosen, "rated")
        opened = figure_rows.opened_at(connection, chosen)
        resolved = figure_rows.resolved_at(connection, chosen)
        called = figure_rows.moments_of(connection, chosen, "waiting")
    phases: dict[str, str] = {phase.id: phase.name for phase in knowledge.phases}
    right = _summed((name, count) for _, name, _, count in read)
    solved = [one for ones in rated.values() for one in ones]
    return FiguresOf(
        cases=sum(count for *_, count in cases),
        by_family=_by_family(
            knowledge, _summed((name or ERASED, count) for name, _, _, count in cases)
        ),
        by_phase=_by_phase(
            phases,
            _summed((_stands(phase, status), count) for _, phase, status, count in cases),
        ),
        left_in=[
            Count(phase, phases[phase], left.get(phase, 0), reached.get(phase, 0))
            for phase in PHASES
        ],
        time_in_phase=[lengths(it, phases[it], in_phase.get(it, ())) for it in PHASES],
        stuck_at=_stuck(knowledge, steps),
        handed_over_why=_why(_summed((name, count) for _, name, _, count in reasons)),
        response=[
            lengths("first", "第一句", answers.get("first", ())),
            lengths("later", "后来每句", answers.get("later", ())),
        ],
        seen=sum(right.values()),
        corrected=right["corrected"],
        stars=[
            Count(str(star), f"{star} 星", len(rated.get(str(star), ())), len(solved))
            for star in range(5, 0, -1)
        ],
        solved=Count("solved", "办成了", sum(map(bool, solved)), len(solved)),
        days=_by_day(days, opened, resolved, called),
    )


def lengths(name_id: str, name: str, seconds: Sequence[float]) -> Lengths:
    """The spread of these lengths, in order: the least that half, and nine of ten, do not exceed."""

    def least(share: float) -> float | None:
        return seconds[math.ceil(share * len(seconds)) - 1] if seconds else None

    return Lengths(name_id, name, len(seconds), least(0.5), least(0.9))


def _stands(phase: str | None, status: str) -> str:
    return status if status in ("resolved", "closed", ERASED) else phase or ERASED


def _by_family(knowledge: Knowledge, counted: Counter[str]) -> list[Count]:
    names: dict[str, str] = {family: guide.name for family, guide in knowledge.guides.items()}
    return _named(names, counted)


def _by_phase(phases: Mapping[str, str], counted: Counter[str]) -> list[Count]:
    return _named({**phases, "resolved": "办成了", "closed": "停下了"}, counted)


def _named(names: Mapping[str, str], counted: Counter[str]) -> list[Count]:
    """All of them in their order; erased ones only if there are any."""
    found = [Count(each, name, counted[each]) for each, name in names.items()]
    erased = counted[ERASED]
    return [*found, Count(ERASED, "已删除", erased)] if erased else found


def _why(counted: Counter[str]) -> list[Count]:
    total = counted.total()
    known = {**REASONS, **{it: it for it in counted if it not in REASONS}}
    found = [Count(it, name, counted[it], total) for it, name in known.items() if counted[it]]
    return sorted(found, key=lambda it: -it.count)


def _stuck(knowledge: Knowledge, rows: Iterable[tuple[str, str, str | None, int]]) -> list[Count]:
    """A step by its family: steps of two families may have one id. The most stuck first."""
    counted = Counter({(what, family, name): count for what, name, family, count in rows})
    found = []
    for family, guide in knowledge.guides.items():
        for step in guide.steps:
            stuck = counted["stuck", family, step.id]
            if stuck:
                of = max(counted["offered", family, step.id], stuck)
                name = f"{step.title}（{guide.name}）"
                found.append(Count(f"{family}.{step.id}", name, stuck, of))
    return sorted(found, key=lambda it: -it.count)


def _by_day(
    days: Days, opened: Iterable[str], resolved: Iterable[str], called: Iterable[str]
) -> list[DayCounts]:
    by_day = [Counter(map(day_of, moments)) for moments in (opened, resolved, called)]
    return [DayCounts(day, *(counted[day] for counted in by_day)) for day in days.every]


def _summed(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in pairs:
        found[name] += count
    return found
