"""The call that searches transcripts, facts and case numbers."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query

from zhangfang.console.console import TheConsole
from zhangfang.console.search import searching
from zhangfang.console.staff.access import WHO_ERRORS, Who
from zhangfang.desk.access import SaidAt
from zhangfang.desk.errors import UnprocessableError, documented
from zhangfang.desk.views import Shown

router = APIRouter(prefix="/api/v1/agent", tags=["agent"])


class Part(Shown):
    """A piece of an excerpt; `hit`: it is what was looked for."""

    text: str
    hit: bool


class Found(Shown):
    """A place where it was found. `seq`: of the event."""

    conversation: str
    seq: int
    at: str
    case_number: str | None
    merchant: str | None
    actor: str
    excerpt: list[Part]


class FoundAll(Shown):
    """The best first. `more`: there are others behind these."""

    found: list[Found]
    more: bool


@router.get("/search", responses=documented(*WHO_ERRORS, UnprocessableError))
async def search(
    console: TheConsole,
    who: Who,
    now: SaidAt,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    offset: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> FoundAll:
    """Search what this agent may see. Never finds what is masked.

    All words must be found; what stands in quotation marks must stand together. Of a number, any
    four neighbouring digits find it.
    """
    desk = console.desk
    the = searching.Search(desk.database, desk.knowledge, console.word_cutter)
    page = await run_sync(searching.search, the, who, q, offset, now)
    return FoundAll(found=[_found(place) for place in page.places], more=page.more)


def _found(place: searching.Place) -> Found:
    event = place.entry.event
    return Found(
        conversation=event.conversation,
        seq=event.seq,
        at=event.at,
        case_number=place.case_number,
        merchant=place.merchant,
        actor=event.actor,
        excerpt=[Part(text=piece.text, hit=piece.hit) for piece in place.excerpt],
    )
