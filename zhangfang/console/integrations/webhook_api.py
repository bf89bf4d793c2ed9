"""The calls by which an administrator has other systems told, and gives them keys."""

from datetime import datetime
from typing import Annotated, Literal, get_args

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query
from pydantic import Field

from zhangfang.console.console import TheConsole
from zhangfang.console.integrations import api_keys as key_making
from zhangfang.console.integrations import webhook_setting
from zhangfang.console.integrations.api_keys import Scope as Scope
from zhangfang.console.integrations.webhook_topics import Topic as Topic
from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.staff.access import LEAD_ERRORS, Admin
from zhangfang.console.views import Asked
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import BadBodyError, BodyTooBigError, UnprocessableError, documented
from zhangfang.desk.views import Shown
from zhangfang.store import api_keys as keys_kept
from zhangfang.store import deliveries as deliveries_kept
from zhangfang.store import webhooks as webhooks_kept
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

BODY_ERRORS = (BadBodyError, BodyTooBigError)
MOST_SHOWN = 200
IdInPath = Annotated[str, Path(min_length=1, max_length=64)]


class Webhook(Shown):
    """An address that is told."""

    id: str
    url: str
    topics: list[Topic]
    active: bool
    failing_since: str | None
    made_at: str


class Webhooks(Shown):
    """All of them."""

    webhooks: list[Webhook]


class NewWebhook(Asked):
    """An address to be told; https, or http on loopback."""

    url: Annotated[str, Field(min_length=8, max_length=500)]
    topics: Annotated[list[Topic], Field(min_length=1, max_length=5)]


class WebhookMade(Shown):
    """The webhook, and the secret by which its deliveries are signed, shown this once."""

    webhook: Webhook
    secret: str


class Delivery(Shown):
    """One telling. `state`: waiting for its (next) try, delivered, or given up."""

    id: str
    webhook: str
    topic: Topic
    conversation: str
    at: str
    state: Literal["waiting", "delivered", "given_up"]
    tries: int
    last_status: int | None
    last_error: str | None
    next_try_at: str | None


class Deliveries(Shown):
    """The latest first."""

    deliveries: list[Delivery]


class ApiKey(Shown):
    """A key of another system. `start`: its first characters, to tell it by."""

    id: str
    name: str
    start: str
    scopes: list[Scope]
    made_at: str
    last_used_at: str | None
    active: bool


class ApiKeys(Shown):
    """All of them, revoked ones too."""

    keys: list[ApiKey]


class NewApiKey(Asked):
    """What to call it, and what it may."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=2)]


class ApiKeyMade(Shown):
    """The key, shown this once."""

    key: ApiKey
    secret: str


@router.get("/webhooks", responses=documented(*LEAD_ERRORS))
async def webhooks(the: The, _who: Admin) -> Webhooks:
    """Who is told of what; those that are told no more too."""
    return await run_sync(_all_webhooks, the.database)


@router.post(
    "/webhooks", status_code=201, responses=documented(*LEAD_ERRORS, *BODY_ERRORS, BadFieldError)
)
async def make_webhook(the: The, who: Admin, webhook: NewWebhook, now: SaidAt) -> WebhookMade:
    """Have another system told of what happens from now on."""
    made = await run_sync(webhook_setting.make, the.database, who, webhook.url, webhook.topics, now)
    return WebhookMade(webhook=_webhook(made.webhook), secret=made.secret)


@router.post(
    "/webhooks/{webhook}/secret",
    status_code=201,
    responses=documented(*LEAD_ERRORS, NothingThereError, UnprocessableError),
)
async def renew_secret(the: The, who: Admin, webhook: IdInPath, now: SaidAt) -> WebhookMade:
    """A new secret. The old one signs along for 24 hours, so that none is missed meanwhile."""
    made = await run_sync(webhook_setting.renew_secret, the.database, who, webhook, now)
    return WebhookMade(webhook=_webhook(made.webhook), secret=made.secret)


@router.delete(
    "/webhooks/{webhook}",
    status_code=204,
    responses=documented(*LEAD_ERRORS, NothingThereError, UnprocessableError),
)
async def end_webhook(the: The, who: Admin, webhook: IdInPath, now: SaidAt) -> None:
    """Tell it no more, and nothing of what still waits."""
    await run_sync(webhook_setting.end, the.database, who, webhook, now)


@router.get("/deliveries", responses=documented(*LEAD_ERRORS, UnprocessableError))
async def deliveries(
    the: The, _who: Admin, webhook: Annotated[str | None, Query(max_length=64)] = None
) -> Deliveries:
    """The latest 200 that were told, or could not be; of one webhook, or of all."""
    return await run_sync(_latest, the.database, webhook)


@router.post(
    "/deliveries/{delivery}/replay",
    responses=documented(*LEAD_ERRORS, NothingThereError, UnprocessableError),
)
async def replay(console: TheConsole, who: Admin, delivery: IdInPath, now: SaidAt) -> Delivery:
    """Tell it again, with the same id and body."""
    desk = console.desk
    found = await run_sync(webhook_setting.replay, desk.database, who, delivery, now)
    console.live.changed(found.conversation)
    return _delivery(found)


@router.get("/api-keys", responses=documented(*LEAD_ERRORS))
async def api_keys(the: The, _who: Admin) -> ApiKeys:
    """The keys of other systems."""
    return await run_sync(_all_keys, the.database)


@router.post(
    "/api-keys", status_code=201, responses=documented(*LEAD_ERRORS, *BODY_ERRORS, BadFieldError)
)
async def make_api_key(the: The, who: Admin, key: NewApiKey, now: SaidAt) -> ApiKeyMade:
    """A key for another system."""
    made = await run_sync(key_making.make, the.database, who, key.name, key.scopes, now)
    return ApiKeyMade(key=_api_key(made.key), secret=made.secret)


@router.delete(
    "/api-keys/{key}",
    status_code=204,
    responses=documented(*LEAD_ERRORS, NothingThereError, UnprocessableError),
)
async def end_api_key(the: The, who: Admin, key: IdInPath, now: SaidAt) -> None:
    """Revoke it."""
    await run_sync(key_making.revoke, the.database, who, key, now)


def _all_webhooks(database: Database) -> Webhooks:
    with database.read() as connection:
        return Webhooks(webhooks=[_webhook(it) for it in webhooks_kept.everyone(connection)])


def _latest(database: Database, webhook: str | None) -> Deliveries:
    with database.read() as connection:
        found = deliveries_kept.latest(connection, webhook, MOST_SHOWN)
    return Deliveries(deliveries=[_delivery(it) for it in found])


def _all_keys(database: Database) -> ApiKeys:
    with database.read() as connection:
        return ApiKeys(keys=[_api_key(it) for it in keys_kept.everyone(connection)])


def _webhook(kept: webhooks_kept.Webhook) -> Webhook:
    return Webhook(
        id=kept.id,
        url=kept.url,
        topics=[it for it in get_args(Topic) if it in kept.topics],
        active=kept.active,
        failing_since=kept.failing_since,
        made_at=kept.made_at,
    )


def _delivery(kept: deliveries_kept.Delivery) -> Delivery:
    next_try = datetime.fromisoformat(kept.next_try) if kept.next_try else None
    shown = {it: getattr(kept, it) for it in Delivery.model_fields if it != "next_try_at"}
    return Delivery(**shown, next_try_at=stamp(next_try) if next_try else None)


def _api_key(kept: keys_kept.ApiKey) -> ApiKey:
    return ApiKey(
        id=kept.id,
        name=kept.name,
        start=kept.start,
        scopes=[it for it in get_args(Scope) if it in kept.scopes],
        made_at=kept.made_at,
        last_used_at=kept.last_used,
        active=kept.active,
    )
