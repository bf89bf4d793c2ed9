"""The call that searches transcripts, facts and case numbers."""

from typing import Annotated

from fastapi import APIRouter, Query

from zhangfang.console.access import WHO_ERRORS, Who
from zhangfang.desk.access import The
from zhangfang.desk.errors import documented
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


@router.get("/search", responses=documented(*WHO_ERRORS))
async def search(
    the: The,
    who: Who,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    offset: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> FoundAll:
    """Search what this agent may see. Never finds what is masked."""
    raise NotImplementedError
