"""Refuses a request body that is larger than any message, or, where files come in, any file."""

import re

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhangfang.desk.errors import MOST_BYTES, BodyTooBigError
from zhangfang.desk.file_errors import MOST_FILE_BYTES

FILES = re.compile(r"/api/v1/conversations/[^/]+/files").fullmatch
MOST_FORM_BYTES = MOST_FILE_BYTES + MOST_BYTES
"""A file and the form around it."""

MOST_READ = 8 * 1024 * 1024
"""So much of a refused body is still read and thrown away: a client that is cut off in the middle
of sending often reports a broken connection instead of our answer."""


class BodySize:
    """Counts the bytes as they come, whatever Content-Length says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        size, most = 0, _most(scope)

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size <= most:
                return message
            while message.get("more_body") and size <= most + MOST_READ:
                message = await receive()
                size += len(message.get("body", b""))
            raise HTTPException(BodyTooBigError.status)  # the one kind that FastAPI lets pass

        await self.app(scope, counted if scope["type"] == "http" else receive, send)


def _most(scope: Scope) -> int:
    if scope["type"] == "http" and scope["method"] == "POST" and FILES(scope["path"]):
        return MOST_FORM_BYTES
    return MOST_BYTES
