"""The calls by which a merchant sends files, and gets them back."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from zhangfang.desk import errors, file_errors, message_errors
from zhangfang.desk.access import ACCESS_ERRORS, Own, SaidAt, Sha256, The
from zhangfang.desk.file_form import read_form
from zhangfang.desk.file_kind import MEDIA
from zhangfang.desk.files import ENDINGS, Upload, file_of, receive_file
from zhangfang.desk.full_disk import refused_when_full
from zhangfang.desk.receive import Times
from zhangfang.desk.record import message_shown
from zhangfang.desk.sending import FileAccepted
from zhangfang.desk.uploads import in_time
from zhangfang.desk.views import FileShown

ALONE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""A file that is opened by itself gets nothing from us, and can do nothing."""

FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["file", "client_message_id"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "contentMediaType": "application/octet-stream",
                            "description": "JPEG, PNG, WebP, HEIC or PDF, up to 10 MB",
                        },
                        "client_message_id": {"type": "string", "minLength": 1, "maxLength": 64},
                        "client_at": {"type": "string", "format": "date-time"},
                    },
                }
            }
        },
    }
}

router = APIRouter(prefix="/api/v1", tags=["merchant"])

_moment: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


@router.post(
    "/conversations/{conversation_id}/files",
    status_code=201,
    openapi_extra=FORM,
    responses=errors.documented(
        *ACCESS_ERRORS,
        file_errors.BadFormError,
        message_errors.SentBeforeError,
        file_errors.TooManyFilesError,
        file_errors.ConsentNeededError,
        file_errors.FileTooBigError,
        file_errors.FileKindError,
        file_errors.MixedFileError,
        errors.UnprocessableError,
        file_errors.TooSlowError,
        file_errors.TooManyAtOnceError,
        file_errors.NoRoomError,
    ),
)
async def send_file(the: The, conversation: Own, request: Request, now: SaidAt) -> FileAccepted:
    """Put a file on record; once answered 201 it is on disk, whole and under lock.

    The same client_message_id with the same file gets the same answer again.
    """
    async with the.uploads.place(conversation):
        times = Times(said=now, received=the.clock())
        body = in_time(request.stream(), the.waits)
        form = await read_form(request.headers.get("Content-Type", ""), body)
        upload = Upload(form.name, form.content, form.client_message_id, _time(form.client_at))
        with refused_when_full():
            found = await run_sync(
                receive_file, the.database, the.mask, the.keys.current, conversation, upload, times
            )
    if found.is_new:
        the.stream.messages(conversation)
        the.looking.arrived(conversation, found.entry.event.seq)
    message = await run_sync(message_shown, the.database, found.entry)
    kept = message.file or FileShown.model_validate(found.entry.content)  # taken back since
    return FileAccepted(message=message, file=kept, receipt=found.receipt)


@router.get(
    "/conversations/{conversation_id}/files/{sha256}",
    response_class=Response,
    responses={
        200: {
            "description": "The file, to the byte.",
            "content": {media: {"schema": {"type": "string"}} for media in MEDIA},
        },
        **errors.documented(*ACCESS_ERRORS, file_errors.NoFileError, errors.UnprocessableError),
    },
)
async def file(the: The, conversation: Own, sha256: Sha256) -> Response:
    """A file of this conversation as it was received."""
    kept = await run_sync(file_of, the.database, conversation, sha256)
    plain = f"file-{sha256[:8]}{ENDINGS[kept.media][0]}"
    return Response(
        kept.content,
        media_type=kept.media,
        headers={
            **ALONE,
            "Content-Disposition": (
                f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(kept.name, safe='')}"
            ),
        },
    )


def _time(client_at: str | None) -> datetime | None:
    try:
        return _moment.validate_python(client_at) if client_at is not None else None
    except ValidationError:
        raise message_errors.BadClientAtError from None
