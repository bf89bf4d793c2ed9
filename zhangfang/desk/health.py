"""For those who run the desk: is it alive, can it answer, how much has it done."""

import asyncio
from typing import Literal

import httpx
from anyio.to_thread import run_sync
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from zhangfang.desk import rasa
from zhangfang.desk.access import The
from zhangfang.desk.errors import Problem
from zhangfang.desk.settings import Settings
from zhangfang.store import turns
from zhangfang.store.database import Database

PATIENCE = 2.0

State = Literal["up", "down"]

router = APIRouter(tags=["operation"])


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Messages are taken in any case; they are answered when all parts are up."""

    status: Literal["ready", "not_ready"]
    rasa: State
    actions: State


class NotReady(Readiness):
    """A part does not answer."""

    error: Problem


@router.get("/healthz")
async def healthz() -> Health:
    """Whether the desk is alive."""
    return Health()


@router.get("/readyz", response_model=Readiness, responses={503: {"model": NotReady}})
async def readyz(the: The) -> Readiness | JSONResponse:
    """Whether a message would be answered now."""
    found = await readiness(the.client, the.settings)
    return found if found.status == "ready" else _not_ready(found)


async def readiness(client: httpx.AsyncClient, settings: Settings) -> Readiness:
    """Ask Rasa and the action server."""
    rasa_up, actions_up = await asyncio.gather(
        _up(client, settings.rasa_url.rstrip("/") + rasa.HEALTH),
        _up(client, settings.actions_url.rstrip("/") + "/health"),
    )
    ready = rasa_up == actions_up == "up"
    return Readiness(status="ready" if ready else "not_ready", rasa=rasa_up, actions=actions_up)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(the: The) -> Response:
    """The counters, as Prometheus reads them."""
    pending = await run_sync(_pending, the.database)
    return Response(the.metrics.page(pending), media_type=CONTENT_TYPE_LATEST)


async def _up(client: httpx.AsyncClient, url: str) -> State:
    try:
        response = await client.get(url, timeout=PATIENCE)
    except httpx.HTTPError:
        return "down"
    return "up" if response.is_success else "down"


def _not_ready(found: Readiness) -> JSONResponse:
    down = [name for name in ("rasa", "actions") if getattr(found, name) == "down"]
    message = f"{' 和 '.join(down)} 没有应答。消息照收，等它们起来再回。请看它们的日志。"
    problem = Problem(code="not_ready", message=message)
    body = NotReady(**found.model_dump(), error=problem)
    return JSONResponse(body.model_dump(), status_code=503)


def _pending(database: Database) -> int:
    with database.read() as connection:
        return turns.count_pending(connection)
