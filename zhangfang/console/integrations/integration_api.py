"""The calls of other systems, each with an API key of the right scope."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query, Response

from zhangfang.cases.case import Status
from zhangfang.cases.number import read_case_number
from zhangfang.console.integrations import case_list
from zhangfang.console.integrations.api_keys import KEY_ERRORS, ReadsCases, ReadsPacks
from zhangfang.console.refusals import BadFieldError, NothingThereError
from zhangfang.desk.access import SaidAt, The
from zhangfang.desk.case_shown import case_shown
from zhangfang.desk.case_views import CaseView
from zhangfang.desk.errors import UnprocessableError, documented
from zhangfang.desk.evidence_api import FILE, ZIP
from zhangfang.desk.pack_data import Scope
from zhangfang.desk.packs import take_pack
from zhangfang.desk.record_errors import MiscopiedNumberError
from zhangfang.desk.service import Service
from zhangfang.desk.views import Shown
from zhangfang.store import cases as cases_kept
from zhangfang.store import conversations
from zhangfang.store.database import Database

router = APIRouter(prefix="/api/v1/integration", tags=["integration"])

CASE_ERRORS = (*KEY_ERRORS, NothingThereError, MiscopiedNumberError, UnprocessableError)
Number = Annotated[
    str,
    Path(
        min_length=1,
        max_length=64,
        description="Of the case; capitals, blanks and dashes do not matter.",
    ),
]


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


@router.get("/cases", responses=documented(*KEY_ERRORS, BadFieldError))
async def cases(
    the: The,
    _key: ReadsCases,
    status: Annotated[Status | None, Query()] = None,
    before: Annotated[str | None, Query(max_length=64)] = None,
) -> CaseRows:
    """Cases, the latest change first, 50 at once. Scope cases:read."""
    mark = case_list.read_mark(before) if before is not None else None
    if before is not None and mark is None:
        raise BadFieldError("before", "before 要用上一页给的 next，原样带回来。")
    page = await run_sync(_listed, the.database, status, mark)
    return CaseRows(cases=[CaseRow(**asdict(it)) for it in page.cases], next=page.after)


@router.get("/cases/{number}", responses=documented(*CASE_ERRORS))
async def case(the: The, _key: ReadsCases, number: Number, now: SaidAt) -> CaseView:
    """One case. Scope cases:read."""
    return await run_sync(_case, the, number, now)


@router.get(
    "/cases/{number}/pack",
    response_class=Response,
    responses={**FILE, **documented(*CASE_ERRORS)},
)
async def pack(the: The, key: ReadsPacks, number: Number, now: SaidAt) -> Response:
    """The masked evidence pack of the case's conversation. Scope packs:read. On record."""
    conversation = await run_sync(_conversation, the.database, _read(number))
    by = {"api_key": {"id": key.id, "name": key.name}}
    made = await take_pack(the.archive, the.notary, Scope(conversation), "system", now, by)
    return Response(
        made,
        media_type=ZIP,
        headers={
            "Content-Disposition": f'attachment; filename="{_read(number)}.zip"',
            "Cache-Control": "no-store",
        },
    )


def _read(typed: str) -> str:
    number = read_case_number(typed)
    if number is None:
        raise MiscopiedNumberError
    return number


def _conversation(database: Database, number: str) -> str:
    with database.read() as connection:
        found = cases_kept.conversation_of(connection, number)
    if found is None:
        raise NothingThereError
    return found


def _listed(
    database: Database, status: Status | None, before: case_list.Mark | None
) -> case_list.Page:
    with database.read() as connection:
        return case_list.listed(connection, status, before)


def _case(the: Service, typed: str, now: datetime) -> CaseView:
    number = _read(typed)
    with the.database.read() as connection:
        conversation = cases_kept.conversation_of(connection, number)
        if conversation is None:
            raise NothingThereError
        state = conversations.state(connection, conversation)
        as_asked = state.model_copy(update={"current": number})
        view = case_shown(connection, the.knowledge, conversation, now, as_asked)
    return CaseView.model_validate(view)
