"""The calls by which an administrator has other systems told, and gives them keys."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from zhangfang.console.access import LEAD_ERRORS, Admin
from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.console.views import Asked, Id
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.errors import documented
from zhangfang.desk.views import Shown

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])

Topic = Literal["case_opened", "phase_changed", "handed_over", "overdue", "resolved"]
Scope = Literal["cases:read", "packs:read"]


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
async def webhooks(the: The, who: Admin) -> Webhooks:
    """Who is told of what."""
    raise NotImplementedError


@router.post("/webhooks", status_code=201, responses=documented(*LEAD_ERRORS, BadFieldError))
async def make_webhook(the: The, who: Admin, webhook: NewWebhook, now: SaidAt) -> WebhookMade:
    """Have another system told."""
    raise NotImplementedError


@router.delete(
    "/webhooks/{webhook}", status_code=204, responses=documented(*LEAD_ERRORS, NothingThereError)
)
async def end_webhook(the: The, who: Admin, webhook: Id, now: SaidAt) -> None:
    """Tell it no more."""
    raise NotImplementedError


@router.get("/deliveries", responses=documented(*LEAD_ERRORS))
async def deliveries(
    the: The, who: Admin, webhook: str | None = Query(None, max_length=64)
) -> Deliveries:
    """What was told, and what could not be."""
    raise NotImplementedError


@router.post("/deliveries/{delivery}/replay", responses=documented(*LEAD_ERRORS, NothingThereError))
async def replay(the: The, who: Admin, delivery: Id, now: SaidAt) -> Delivery:
    """Tell it again, with the same id and body."""
    raise NotImplementedError


@router.get("/api-keys", responses=documented(*LEAD_ERRORS))
async def api_keys(the: The, who: Admin) -> ApiKeys:
    """The keys of other systems."""
    raise NotImplementedError


@router.post("/api-keys", status_code=201, responses=documented(*LEAD_ERRORS, BadFieldError))
async def make_api_key(the: The, who: Admin, key: NewApiKey, now: SaidAt) -> ApiKeyMade:
    """A key for another system."""
    raise NotImplementedError


@router.delete(
    "/api-keys/{key}", status_code=204, responses=documented(*LEAD_ERRORS, NothingThereError)
)
async def end_api_key(the: The, who: Admin, key: Id, now: SaidAt) -> None:
    """Revoke it."""
    raise NotImplementedError
