"""The call that shows a file: a picture of it that the desk made, never the file itself."""

from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query, Response

from zhangfang.desk import errors, file_errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, Sha256, The
from zhangfang.desk.file_api import ALONE
from zhangfang.desk.service import Service
from zhangfang.store import file_views, files
from zhangfang.store.database import Database
from zhangfang.store.file_views import State, ViewSize

WEBP = "image/webp"

SHOWN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture, upright, card numbers covered, nothing written beside it.",
        "content": {WEBP: {"schema": {"type": "string"}}},
    },
    202: {"description": "It is being made: ask again after `Retry-After` seconds."},
    304: {"description": "You have it: `If-None-Match` names it."},
}

router = APIRouter(prefix="/api/v1", tags=["merchant"])


@router.get(
    "/conversations/{conversation_id}/files/{sha256}/view",
    response_class=Response,
    responses={
        **SHOWN,
        **errors.documented(
            *ACCESS_ERRORS,
            file_errors.NoFileError,
            file_errors.NoViewError,
            errors.UnprocessableError,
        ),
    },
)
async def file_view(
    the: The,
    conversation: Own,
    sha256: Sha256,
    size: Annotated[ViewSize, Query(description="Longest edge: 360 or 1440 pixels.")] = "large",
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """What a file of this conversation looks like; of a PDF, its first page."""
    return await shown_view(the, conversation, sha256, size, if_none_match)


async def shown_view(
    the: Service, conversation: str, sha256: str, size: ViewSize, if_none_match: str | None
) -> Response:
    """The picture of a file, whoever asks for it.

    Raises:
        NoFileError: the conversation has no such file, or it was taken back.
        NoViewError: no picture can be made of it.
    """
    view, state = await run_sync(_view, the.database, conversation, sha256, size)
    if state == "waiting" and the.settings.pictures:
        return Response(status_code=202, headers={"Retry-After": "1"})
    if view is None:
        raise file_errors.NoViewError
    headers = {**ALONE, "ETag": f'"{sha256[:32]}-{size}"'}
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(view, media_type=WEBP, headers=headers)


def _view(
    database: Database, conversation: str, sha256: str, size: ViewSize
) -> tuple[bytes | None, State]:
    """A view of the file, or how it stands with it. The same file sent twice has one of either."""
    with database.read() as connection:
        found = [
            file for file in files.filed(connection, conversation) if file.about["sha256"] == sha256
        ]
        if not found:
            raise file_errors.NoFileError
        # In this order: views appear while we look, and never go.
        states = file_views.states(connection, conversation, [file.seq for file in found])
        for file in found:
            view = file_views.read_view(connection, conversation, file.box, size)
            if view is not None:
                return view, "ready"
    return None, "waiting" if "waiting" in states.values() else "none"
