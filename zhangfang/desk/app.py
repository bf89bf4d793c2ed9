"""Puts the web service together."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI

from zhangfang.desk import (
    consent_api,
    evidence_api,
    file_api,
    health,
    identity_api,
    looking_api,
    merchant_api,
    paper_api,
    rating_api,
    recall_api,
    resume_api,
    texts_api,
    typing_api,
)
from zhangfang.desk.body_size import BodySize
from zhangfang.desk.clock import Clock, local_now
from zhangfang.desk.error_answers import answer_errors
from zhangfang.desk.headers import Headers
from zhangfang.desk.pages import serve_pages
from zhangfang.desk.receive import Mask
from zhangfang.desk.responses import load_responses
from zhangfang.desk.service import Service, running
from zhangfang.desk.settings import Settings, Waits
from zhangfang.guides.load import load
from zhangfang.guides.model import Knowledge
from zhangfang.language.masking import mask as mask_text


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is served beside the merchants' calls.

    Attributes:
        name: what it is found by, in `app.state`.
        routers: its calls.
        running: what runs for it as long as the desk does.
    """

    name: str
    routers: Sequence[APIRouter]
    running: Callable[[Service], AbstractAsyncContextManager[object]]


def create_app(
    settings: Settings,
    *,
    knowledge: Knowledge | None = None,
    mask: Mask = mask_text,
    clock: Clock = local_now,
    waits: Waits | None = None,
    parts: Sequence[Part] = (),
) -> FastAPI:
    """The web service. What may differ in a test can be given; a fault in knowledge/ is raised.

    Args:
        settings: where things are.
        knowledge: loaded from `settings.knowledge` if not given.
        mask: takes personal numbers out of a text.
        clock: local time.
        waits: patience.
        parts: what is served beside the merchants' calls.
    """
    known = knowledge or load(settings.knowledge)
    responses = load_responses(settings.domain)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            desk = running(settings, known, responses, mask, clock, waits or Waits())
            service = app.state.service = await stack.enter_async_context(desk)
            for part in parts:
                found = await stack.enter_async_context(part.running(service))
                setattr(app.state, part.name, found)
            yield

    app = FastAPI(
        title="账房 Zhangfang",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        strict_content_type=False,
    )
    app.include_router(merchant_api.router)
    app.include_router(recall_api.router)
    app.include_router(typing_api.router)
    app.include_router(texts_api.router)
    app.include_router(consent_api.router)
    app.include_router(rating_api.router)
    app.include_router(identity_api.router)
    app.include_router(resume_api.router)
    app.include_router(paper_api.router)
    app.include_router(file_api.router)
    app.include_router(looking_api.router)
    app.include_router(evidence_api.router)
    app.include_router(health.router)
    for part in parts:
        for router in part.routers:
            app.include_router(router)
    serve_pages(app, settings.web)
    answer_errors(app)
    app.add_middleware(BodySize)
    app.add_middleware(Headers, embed_on=settings.embed_on)
    return app
