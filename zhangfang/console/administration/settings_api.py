"""The calls of administration: canned replies, office hours, texts, retention, sign-in rules, health."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter
from pydantic import Field

from zhangfang.console.administration import house_health, setting_up
from zhangfang.console.refusals import BadFieldError, NothingThereError, StaleError
from zhangfang.console.staff.access import (
    LEAD_ERRORS,
    OPEN_ERRORS,
    WHO_ERRORS,
    Admin,
    Lead,
    SignedIn,
    Theirs,
    Who,
)
from zhangfang.console.views import Asked, Id, Role
from zhangfang.console.working import ready_replies
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.service import Service
from zhangfang.desk.views import Shown
from zhangfang.guides.canned import VARIABLES
from zhangfang.store import setup as setups
from zhangfang.store.canned_replies import Reply

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

MacroDeed = Literal["say", "note", "done_step", "hand_back"]


class CannedReply(Shown):
    """A reply to be put into a message.

    `shortcut` is typed after `/`; `{amount}` and the like are filled in from the case. A macro also has `deeds`, done in this order after the agent agrees.
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
    deeds: Annotated[list[MacroDeed], Field(max_length=4, default_factory=list)]


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


class SecondFactorRequired(Asked):
    """Of whom."""

    role: Role


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
async def canned(the: The, _who: Who) -> CannedReplies:
    """The canned replies: those that come with the house, then this house's own."""
    own = await run_sync(ready_replies.own, the.sources)
    given = [_reply(it, builtin=True) for it in ready_replies.builtin(the.knowledge)]
    return CannedReplies(
        replies=[*given, *(_reply(it, builtin=False) for it in own)], variables=dict(VARIABLES)
    )


@router.get(
    "/conversations/{conversation_id}/canned/{reply}",
    responses=documented(*OPEN_ERRORS),
)
async def fill_canned(the: The, who: Who, conversation: Theirs, reply: Id) -> CannedFilled:
    """A canned reply with this case's values. What has none stands as 【金额】."""
    text, missing = await run_sync(ready_replies.filled, the.sources, who, conversation, reply)
    return CannedFilled(text=text, missing=list(missing))


@router.post("/canned", status_code=201, responses=documented(*LEAD_ERRORS, BadFieldError))
async def make_canned(the: The, who: Lead, change: CannedChange, now: SaidAt) -> CannedReply:
    """Make a canned reply."""
    return await _keep(the, who, ready_replies.new_id(), change, now, changes=False)


@router.put("/canned/{reply}", responses=documented(*LEAD_ERRORS, NothingThereError, BadFieldError))
async def change_canned(
    the: The, who: Lead, reply: Id, change: CannedChange, now: SaidAt
) -> CannedReply:
    """Change a canned reply of this house's own."""
    return await _keep(the, who, reply, change, now, changes=True)


@router.delete(
    "/canned/{reply}", status_code=204, responses=documented(*LEAD_ERRORS, NothingThereError)
)
async def end_canned(the: The, who: Lead, reply: Id, now: SaidAt) -> None:
    """Take a canned reply of this house's own away."""
    await run_sync(ready_replies.end, the.sources, who, reply, now)


@router.get("/setup", responses=documented(*LEAD_ERRORS))
async def setup(the: The, _who: Lead) -> SetupShown:
    """The settings."""
    return await run_sync(_setup_shown, the)


@router.put("/setup", responses=documented(*LEAD_ERRORS, StaleError, BadFieldError))
async def change_setup(the: The, who: Admin, setup: Setup, now: SaidAt) -> SetupShown:
    """Change the settings. What was before and after is on record."""
    wanted = setups.Setup.model_validate(setup.model_dump(exclude={"version"}))
    await run_sync(setting_up.change, the.sources, who, setup.version, wanted, now)
    return await run_sync(_setup_shown, the)


@router.post("/second-factor", responses=documented(*LEAD_ERRORS))
async def require_second_factor(
    the: The, who: Lead, requiring: SecondFactorRequired, now: SaidAt
) -> SetupShown:
    """Have a role sign in with a second factor; letting go of it takes an administrator."""
    await run_sync(setting_up.require_second_factor, the.sources, who, requiring.role, now)
    return await run_sync(_setup_shown, the)


@router.get("/health", responses=documented(*LEAD_ERRORS))
async def health(the: The, _who: Lead) -> HealthShown:
    """How the house is, now."""
    parts = await house_health.look(the)
    about = await run_sync(house_health.about, the.database)
    return HealthShown(
        parts=[HealthPart(**part._asdict()) for part in parts],
        version=about.version,
        started_at=about.started_at,
    )


async def _keep(
    the: Service, who: SignedIn, reply: str, change: CannedChange, now: datetime, *, changes: bool
) -> CannedReply:
    wanted = Reply(id=reply, **change.model_dump())
    keep = partial(ready_replies.keep, changes=changes)
    return _reply(await run_sync(keep, the.sources, who, wanted, now), builtin=False)


def _reply(reply: Reply, *, builtin: bool) -> CannedReply:
    return CannedReply(**asdict(reply), builtin=builtin)


def _setup_shown(the: Service) -> SetupShown:
    found = setting_up.shown(the.sources)
    kept = found.on_record
    return SetupShown(
        setup=Setup.model_validate_json(
            json.dumps({"version": kept.version, **kept.setup.model_dump(mode="json")})
        ),
        texts=[
            TextShown(name=it.name, original=it.original, places=list(it.places))
            for it in setting_up.wordings(the.sources)
        ],
        changed_by=found.changed_by,
        changed_at=kept.at,
    )
