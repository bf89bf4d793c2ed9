"""Puts the web service together: the desk, and the agents' console on it."""

from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI

from zhangfang.console.administration import agents_api, settings_api
from zhangfang.console.administration.retention import keep_retention
from zhangfang.console.api_refusals import describe_refusals
from zhangfang.console.api_security import describe_tokens
from zhangfang.console.card import card_api
from zhangfang.console.console import Task, running
from zhangfang.console.conversation import conversation_api
from zhangfang.console.integrations import integration_api, webhook_api
from zhangfang.console.integrations.delivering import tell_webhooks
from zhangfang.console.learning import learning_api
from zhangfang.console.queue import queue_api
from zhangfang.console.queue.come_back import come_back
from zhangfang.console.queue.list_stream import keep_lists
from zhangfang.console.queue.places import tell_places
from zhangfang.console.search import search_api
from zhangfang.console.search.search_keeping import keep_search
from zhangfang.console.staff import oidc_api, session_api
from zhangfang.console.staff.passwords import Passwords
from zhangfang.console.supervision import quality_api
from zhangfang.console.supervision.supervising import keep_supervision
from zhangfang.console.working import working_api
from zhangfang.desk import app as desk_app
from zhangfang.desk.settings import Settings

ROUTERS: tuple[APIRouter, ...] = (
    session_api.router,
    oidc_api.router,
    agents_api.router,
    queue_api.router,
    conversation_api.router,
    working_api.router,
    card_api.router,
    learning_api.router,
    search_api.router,
    webhook_api.router,
    integration_api.router,
    quality_api.router,
    settings_api.router,
)


TASKS: tuple[Task, ...] = (
    keep_search,
    tell_webhooks,
    come_back,
    tell_places,
    keep_lists,
    keep_supervision,
    keep_retention,
)
"""What the console does by itself."""


def create_app(
    settings: Settings,
    *,
    passwords: Passwords | None = None,
    **otherwise: Any,  # noqa: ANN401 - whatever desk/app.py takes
) -> FastAPI:
    """The whole service.

    Args:
        settings: where things are.
        passwords: makes and checks hashes; a test gives cheap ones.
        otherwise: what a test gives in place of the usual, as desk/app.py takes it.
    """
    parts_of = partial(running, tasks=TASKS, passwords=passwords or Passwords())
    console = desk_app.Part("console", ROUTERS, parts_of)
    app = desk_app.create_app(settings, parts=(console,), **otherwise)
    describe_tokens(app)
    describe_refusals(app)
    return app
