"""The calls by which a merchant takes papers away."""

from typing import Annotated
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query, Response

from zhangfang.desk import errors, record_errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, The
from zhangfang.desk.paper_views import FORMATS, PAPERS, PaperList
from zhangfang.desk.papers import papers_of, take

LONGEST_NUMBER = 64
MEDIA = {
    "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

router = APIRouter(prefix="/api/v1", tags=["merchant"])

CaseNumber = Annotated[
    str | None,
    Query(max_length=LONGEST_NUMBER, description="Another case of this conversation."),
]


@router.get(
    "/conversations/{conversation_id}/papers",
    responses=errors.documented(
        *ACCESS_ERRORS,
        record_errors.NothingToWriteError,
        errors.BadTimeError,
        errors.UnprocessableError,
    ),
)
async def papers(the: The, conversation: Own, case: CaseNumber = None) -> PaperList:
    """What can be written for the case, and which facts are still wanting."""
    return await run_sync(papers_of, the.database, the.knowledge, conversation, case)


@router.get(
    "/conversations/{conversation_id}/papers/{kind}.{file_format}",
    response_class=Response,
    responses={
        200: {
            "description": "The file.",
            "content": {
                media.partition(";")[0]: {"schema": {"type": "string"}} for media in MEDIA.values()
            },
        },
        **errors.documented(
            *ACCESS_ERRORS,
            record_errors.NothingToWriteError,
            record_errors.NoPaperError,
            errors.BadTimeError,
            errors.UnprocessableError,
        ),
    },
)
async def paper(
    the: The,
    conversation: Own,
    kind: Annotated[str, Path(json_schema_extra={"enum": list(PAPERS)})],
    file_format: Annotated[str, Path(json_schema_extra={"enum": list(FORMATS)})],
    now: SaidAt,
    case: CaseNumber = None,
) -> Response:
    """A paper as it reads now. That it was taken, and its SHA-256, are put on record."""
    asked = next((known for known in PAPERS if known == kind), None)
    wanted = next((known for known in FORMATS if known == file_format), None)
    if asked is None or wanted is None:
        raise record_errors.NoPaperError
    file = await run_sync(take, the.database, the.knowledge, conversation, asked, wanted, case, now)
    plain = f"{asked}-{file.name.partition('-')[2]}"
    return Response(
        file.content,
        media_type=MEDIA[wanted],
        headers={
            "Content-Disposition": (
                f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
            )
        },
    )
