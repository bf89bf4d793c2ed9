"""The calls of supervision: quality checks, figures, exports."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from zhangfang.console.access import LEAD_ERRORS, Lead
from zhangfang.console.refusals import NothingThereError
from zhangfang.console.views import AgentShown, Asked, Id
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.views import Shown

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

Export = Literal["cases", "conversations", "quality", "ratings", "corrections", "agents"]


class QualityRule(Shown):
    """A rule of knowledge/quality.yml. `severity`: how bad it is to break it."""

    id: str
    name: str
    severity: Literal["low", "medium", "high"]
    explains: str


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
    """The rules, how many conversations were checked, and what was found, the latest first."""

    rules: list[QualityRule]
    checked: int
    breaches: list[Breach]


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

    `left_in`: cases without a word for 7 days, by the phase they were left in. `stuck_at`: steps.
    `response`: until the first answer by a person, and until each later one.
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


Since = Annotated[date | None, Query(description="first day, Shanghai time; default 30 days ago")]
Until = Annotated[date | None, Query(description="last day; default today")]


@router.get("/quality", responses=documented(*LEAD_ERRORS))
async def quality(
    the: The,
    who: Lead,
    now: SaidAt,
    since: Since = None,
    until: Until = None,
    rule: str | None = Query(None, max_length=64),
    agent: str | None = Query(None, max_length=64),
) -> Quality:
    """What the quality rules found."""
    raise NotImplementedError


@router.post("/quality/{breach}/dismiss", responses=documented(*LEAD_ERRORS, NothingThereError))
async def dismiss(the: The, who: Lead, breach: Id, dismissing: Dismissing, now: SaidAt) -> Breach:
    """Say that it is no breach, and why."""
    raise NotImplementedError


@router.get("/figures", responses=documented(*LEAD_ERRORS))
async def figures(
    the: The,
    who: Lead,
    now: SaidAt,
    since: Since = None,
    until: Until = None,
    family: str | None = Query(None, max_length=32),
    agent: str | None = Query(None, max_length=64),
) -> Figures:
    """Figures of all cases in these days."""
    raise NotImplementedError


@router.get("/exports/{what}.csv", response_class=Response, responses=documented(*LEAD_ERRORS))
async def export(
    the: The,
    who: Lead,
    what: Export,
    now: SaidAt,
    since: Since = None,
    until: Until = None,
    family: str | None = Query(None, max_length=32),
    agent: str | None = Query(None, max_length=64),
) -> Response:
    """A table for a spreadsheet, which runs nothing in it. Each export is on record."""
    raise NotImplementedError
