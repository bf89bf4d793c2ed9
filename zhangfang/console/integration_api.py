"""The calls of other systems, each with an API key of the right scope."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from zhangfang.console.webhook_api import Scope
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.views import CaseView, Shown

router = APIRouter(prefix="/api/v1/integration", tags=["integration"])


class CaseRow(Shown):
    """A case as a list has it."""

    number: str
    conversation: str
    family: str
    phase: str
    status: str
    due_at: str | None
    opened_at: str
    updated_at: str


class CaseRows(Shown):
    """A page of cases, the latest change first. `next`: `before` of the next page."""

    cases: list[CaseRow]
    next: str | None


NEEDS: dict[str, Scope] = {"cases": "cases:read", "case": "cases:read", "pack": "packs:read"}


@router.get("/cases")
async def cases(
    the: The,
    status: Annotated[str | None, Query(max_length=16)] = None,
    before: Annotated[str | None, Query(max_length=64)] = None,
) -> CaseRows:
    """Cases, the latest change first. Scope cases:read."""
    raise NotImplementedError


@router.get("/cases/{number}")
async def case(the: The, number: str, now: SaidAt) -> CaseView:
    """One case. Scope cases:read."""
    raise NotImplementedError


@router.get("/cases/{number}/pack", response_class=Response)
async def pack(the: The, number: str, now: SaidAt) -> Response:
    """The masked evidence pack of the case's conversation. Scope packs:read. On record."""
    raise NotImplementedError
