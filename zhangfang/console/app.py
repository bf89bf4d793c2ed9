"""Puts the web service together: the desk, and the agents' console on it."""

from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI

from zhangfang.console import (
    agents_api,
    card_api,
    conversation_api,
    integration_api,
    learning_api,
    oidc_api,
    quality_api,
    queue_api,
    search_api,
    session_api,
    settings_api,
    webhook_api,
    working_api,
)
from zhangfang.console.api_refusals import describe_refusals
from zhangfang.console.api_security import describe_tokens
from zhangfang.console.come_back import come_back
from zhangfang.console.console import Task, running
from zhangfang.console.delivering import tell_webhooks
from zhangfang.console.list_stream import keep_lists
from zhangfang.console.passwords import Passwords
from zhangfang.console.places import tell_places
from zhangfang.console.retention import keep_retention
from zhangfang.console.search_keeping import keep_search
from zhangfang.console.supervising import keep_supervision
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
