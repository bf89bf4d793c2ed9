"""The calls of administration: canned replies, office hours, texts, retention, sign-in rules, health."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from zhangfang.console.access import LEAD_ERRORS, OPEN_ERRORS, WHO_ERRORS, Admin, Lead, Theirs, Who
from zhangfang.console.refusals import BadFieldError, NothingThereError, StaleError
from zhangfang.console.views import Asked, Id, Role
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.views import Shown

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

MacroDeed = Literal["say", "note", "done_step", "hand_back"]


class CannedReply(Shown):
    """A reply to be put into a message. `shortcut` is typed after `/`; `{amount}` and the like are
    filled in from the case. A macro also has `deeds`, done in this order after the agent agrees.
    """

    id: str
    shortcut: str
    title: str
    text: str
    family: str | None
    deeds: list[MacroDeed]
    builtin: bool


class CannedReplies(Shown):
    """All of them, and the variables that there are with what each means."""

    replies: list[CannedReply]
    variables: dict[str, str]


class CannedFilled(Shown):
    """A canned reply with the case's values; `missing`: variables that have none."""

    text: str
    missing: list[str]


class CannedChange(Asked):
    """A canned reply to be made or changed."""

    shortcut: Annotated[str, Field(min_length=1, max_length=32)]
    title: Annotated[str, Field(min_length=1, max_length=64)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    family: Annotated[str | None, Field(max_length=32)] = None
    deeds: Annotated[tuple[MacroDeed, ...], Field(max_length=4)] = ()


class OpenHours(Asked):
    """From and to, HH:MM."""

    begins: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    ends: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]


class Setup(Asked):
    """All that can be set. A change sends the whole, with the `version` it was made from.

    `hours`: by weekday, Monday first; empty: closed. `holidays_closed`: also on public holidays of
    the calendar (working weekends are open). `closed_on`, `open_on`: single days. `away_word`: what
    the merchant is told outside the hours. `bot_back_minutes`: until the bot takes over from an agent
    who says nothing. `amber_minutes`, `red_minutes`: of waiting. `totp_roles`: who needs a second
    factor. `retention_days`: after which an ended conversation is erased; null: never.
    `texts`: responses of domain.yml that are said otherwise here, by name.
    """

    version: int
    hours: Annotated[list[list[OpenHours]], Field(min_length=7, max_length=7)]
    holidays_closed: bool
    closed_on: Annotated[list[str], Field(max_length=100)]
    open_on: Annotated[list[str], Field(max_length=100)]
    away_word: Annotated[str, Field(min_length=1, max_length=500)]
    bot_back_minutes: Annotated[int, Field(ge=1, le=1440)]
    amber_minutes: Annotated[int, Field(ge=1, le=1440)]
    red_minutes: Annotated[int, Field(ge=1, le=1440)]
    totp_roles: Annotated[list[Role], Field(max_length=3)]
    retention_days: Annotated[int | None, Field(ge=30, le=36500)]
    texts: dict[
        Annotated[str, Field(max_length=64)], Annotated[str, Field(min_length=1, max_length=1000)]
    ]


class TextShown(Shown):
    """A response of domain.yml that may be said otherwise. `places`: values it must keep."""

    name: str
    original: str
    places: list[str]


class SetupShown(Shown):
    """The settings, and the texts that can be changed."""

    setup: Setup
    texts: list[TextShown]
    changed_by: str | None
    changed_at: str | None


class HealthPart(Shown):
    """A part of the house."""

    id: Literal["rasa", "actions", "database", "audit", "disk", "clock", "turns", "webhooks"]
    name: str
    state: Literal["good", "warning", "bad", "unknown"]
    says: str


class HealthShown(Shown):
    """How the house is."""

    parts: list[HealthPart]
    version: str
    started_at: str


@router.get("/canned", responses=documented(*WHO_ERRORS))
async def canned(the: The, who: Who) -> CannedReplies:
    """The canned replies."""
    raise NotImplementedError


@router.get(
    "/conversations/{conversation_id}/canned/{reply}",
    responses=documented(*OPEN_ERRORS),
)
async def fill_canned(
    the: The, who: Who, conversation: Theirs, reply: Id, now: SaidAt
) -> CannedFilled:
    """A canned reply with this case's values."""
    raise NotImplementedError


@router.post("/canned", status_code=201, responses=documented(*LEAD_ERRORS, BadFieldError))
async def make_canned(the: The, who: Lead, change: CannedChange, now: SaidAt) -> CannedReply:
    """Make a canned reply."""
    raise NotImplementedError


@router.put("/canned/{reply}", responses=documented(*LEAD_ERRORS, NothingThereError, BadFieldError))
async def change_canned(
    the: The, who: Lead, reply: Id, change: CannedChange, now: SaidAt
) -> CannedReply:
    """Change a canned reply."""
    raise NotImplementedError


@router.delete(
    "/canned/{reply}", status_code=204, responses=documented(*LEAD_ERRORS, NothingThereError)
)
async def end_canned(the: The, who: Lead, reply: Id, now: SaidAt) -> None:
    """Take a canned reply away."""
    raise NotImplementedError


@router.get("/setup", responses=documented(*LEAD_ERRORS))
async def setup(the: The, who: Lead) -> SetupShown:
    """The settings."""
    raise NotImplementedError


@router.put("/setup", responses=documented(*LEAD_ERRORS, StaleError, BadFieldError))
async def change_setup(the: The, who: Admin, setup: Setup, now: SaidAt) -> SetupShown:
    """Change the settings. What was before and after is on record."""
    raise NotImplementedError


@router.get("/health", responses=documented(*LEAD_ERRORS))
async def health(the: The, who: Lead, now: SaidAt) -> HealthShown:
    """How the house is."""
    raise NotImplementedError
