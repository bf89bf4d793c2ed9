"""The calls of supervision: quality checks, figures, exports."""

from collections.abc import Iterable
from dataclasses import asdict
from types import MappingProxyType
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Response

from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.staff.access import LEAD_ERRORS, Lead
from zhangfang.console.supervision import exports
from zhangfang.console.supervision import quality as checks
from zhangfang.console.supervision.days import WrittenDay, days_between
from zhangfang.console.supervision.exports import Asked as ExportAsked
from zhangfang.console.supervision.figures import Count, figures_of
from zhangfang.console.supervision.supervising import catch_up
from zhangfang.console.views import AgentShown, Asked, Id
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import DeskError, documented
from zhangfang.desk.views import Shown
from zhangfang.store import breaches
from zhangfang.store.moments import stamp

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])


class StillCountingError(DeskError):
    """Something would be missing from the table."""

    status, code = 503, "still_counting"
    message = "还有对话没算完，现在导出会缺。过一会儿再试。"
    headers = MappingProxyType({"Retry-After": "30"})


Export = Literal["cases", "conversations", "quality", "ratings", "corrections", "agents"]


class QualityRule(Shown):
    """A rule of knowledge/quality.yml.

    `severity`: how bad it is to break it. `count`: how often that was in these days, by the agent who
    was asked for or by any, without what was dismissed.
    """

    id: str
    name: str
    severity: Literal["low", "medium", "high"]
    explains: str
    count: int


class Breach(Shown):
    """A rule that was broken, and where."""

    id: str
    rule: str
    conversation: str
    case_number: str | None
    seq: int
    at: str
    excerpt: str
    agent: AgentShown | None
    dismissed: bool
    dismissal: str = ""


class Quality(Shown):
    """The rules, how many conversations were checked, and what was found, the latest first.

    `more`: there are others before these; the export has all. `behind`: what was said of late, or
    after a change of the rules everything, is still being checked.
    """

    rules: list[QualityRule]
    checked: int
    breaches: list[Breach]
    more: bool
    behind: bool


class Dismissing(Asked):
    """Why it is no breach."""

    reason: str


class Slice(Shown):
    """A bar or a piece of a pie."""

    id: str
    name: str
    count: int
    of: int | None = None


class Spread(Shown):
    """How long something takes, in seconds, over `count` times; null where there were none."""

    id: str
    name: str
    count: int
    p50: float | None
    p90: float | None


class Day(Shown):
    """Figures of one day."""

    day: str
    opened: int
    resolved: int
    handed_over: int


class Accuracy(Shown):
    """Of the messages that a person had before them, how many readings were corrected."""

    seen: int
    corrected: int
    accuracy: float | None


class Figures(Shown):
    """What the dashboard shows.

    `left_in`: cases that their merchant let be, or left without a word for 7 days, by the phase they
    were left in. `stuck_at`: steps; id `family.step`.
    `response`: until the first answer by a person, and until each later one. `behind`: the latest
    conversations, or at first all, are still being counted.
    """

    since: str
    until: str
    cases: int
    by_family: list[Slice]
    by_phase: list[Slice]
    left_in: list[Slice]
    time_in_phase: list[Spread]
    stuck_at: list[Slice]
    handed_over_why: list[Slice]
    response: list[Spread]
    bot_accuracy: Accuracy
    stars: list[Slice]
    solved: Slice
    days: list[Day]
    behind: bool


Since = Annotated[
    WrittenDay | None, Query(description="first day, Shanghai time; default 30 days ago")
]
Until = Annotated[WrittenDay | None, Query(description="last day; default today")]
Chosen = Annotated[
    str | None, Query(max_length=64, pattern="^[0-9A-Za-z_-]*$", description="all, if empty")
]


@router.get("/quality", responses=documented(*LEAD_ERRORS))
async def quality(
    the: The,
    _who: Lead,
    now: SaidAt,
    since: Since = None,
    until: Until = None,
    rule: Chosen = None,
    agent: Chosen = None,
) -> Quality:
    """What the quality rules found. The latest 500 are shown."""
    days = days_between(since, until, now)
    caught_up = await run_sync(catch_up, the.sources)
    found = await run_sync(checks.found, the.sources, days, rule or None, agent or None)
    return Quality(
        rules=[
            QualityRule(
                id=it.id,
                name=it.name,
                severity=it.severity,
                explains=it.explains,
                count=found.counts.get(it.id, 0),
            )
            for it in the.knowledge.quality.rules
        ],
        checked=found.checked,
        breaches=[_breach(it) for it in found.breaches],
        more=found.more,
        behind=not caught_up,
    )


@router.post(
    "/quality/{breach}/dismiss",
    responses=documented(*LEAD_ERRORS, NothingThereError, BadFieldError),
)
async def dismiss(the: The, who: Lead, breach: Id, dismissing: Dismissing, now: SaidAt) -> Breach:
    """Say that it is no breach, and why."""
    reason = dismissing.reason
    return _breach(await run_sync(checks.dismiss, the.sources, the.mask, who, breach, reason, now))


@router.get("/figures", responses=documented(*LEAD_ERRORS))
async def figures(
    the: The,
    _who: Lead,
    now: SaidAt,
    since: Since = None,
    until: Until = None,
    family: Chosen = None,
    agent: Chosen = None,
) -> Figures:
    """Figures of all cases in these days; console/supervision/figures.py says what each of them means."""
    days = days_between(since, until, now)
    caught_up = await run_sync(catch_up, the.sources)
    found = await run_sync(figures_of, the.sources, days, now, family or None, agent or None)
    return Figures(
        since=days.first.isoformat(),
        until=days.last.isoformat(),
        cases=found.cases,
        by_family=_slices(found.by_family),
        by_phase=_slices(found.by_phase),
        left_in=_slices(found.left_in),
        time_in_phase=[Spread(**asdict(it)) for it in found.time_in_phase],
        stuck_at=_slices(found.stuck_at),
        handed_over_why=_slices(found.handed_over_why),
        response=[Spread(**asdict(it)) for it in found.response],
        bot_accuracy=_accuracy(found.seen, found.corrected),
        stars=_slices(found.stars),
        solved=Slice(**asdict(found.solved)),
        days=[
            Day(
                day=it.day.isoformat(),
                opened=it.opened,
                resolved=it.resolved,
                handed_over=it.handed_over,
            )
            for it in found.days
        ],
        behind=not caught_up,
    )


@router.get(
    "/exports/{what}.csv",
    response_class=Response,
    responses={
        200: {"content": {"text/csv": {}}},
        **documented(*LEAD_ERRORS, BadFieldError, StillCountingError),
    },
)
async def export(
    the: The,
    who: Lead,
    what: Export,
    now: SaidAt,
    since: Since = None,
    until: Until = None,
    family: Chosen = None,
    agent: Chosen = None,
) -> Response:
    """A table for a spreadsheet, which runs nothing in it: at most 50 000 rows.

    Each export is on record, with its hash, before it is sent. None is made while there are
    conversations that are not counted yet.
    """
    days = days_between(since, until, now)
    if not await run_sync(catch_up, the.sources):
        raise StillCountingError
    asked = ExportAsked(what, days, family or None, agent or None)
    content = await run_sync(exports.export, the.sources, the.mask, who, asked, now)
    name = f"zhangfang-{what}-{days.first}-{days.last}.csv"
    return Response(
        content,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _breach(found: checks.BreachShown) -> Breach:
    kept = found.breach
    by = AgentShown(id=kept.agent, name=found.agent_name or "") if kept.agent else None
    return Breach(
        id=kept.id,
        rule=kept.rule,
        conversation=kept.conversation,
        case_number=kept.case_number,
        seq=kept.seq,
        at=stamp(breaches.moment(kept)),
        excerpt=found.excerpt,
        agent=by,
        dismissed=kept.dismissed_at is not None,
        dismissal=kept.dismissal,
    )


def _slices(found: Iterable[Count]) -> list[Slice]:
    return [Slice(**asdict(it)) for it in found]


def _accuracy(seen: int, corrected: int) -> Accuracy:
    share = (seen - corrected) / seen if seen else None
    return Accuracy(seen=seen, corrected=corrected, accuracy=share)
