"""Refuses a request body that is larger than any message."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhangfang.desk.errors import MOST_BYTES, BodyTooBigError

MOST_READ = 8 * 1024 * 1024
"""So much of a refused body is still read and thrown away: a client that is cut off in the middle
of sending often reports a broken connection instead of our answer."""


class BodySize:
    """Counts the bytes as they come, whatever Content-Length says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size <= MOST_BYTES:
                return message
            while message.get("more_body") and size <= MOST_READ:
                message = await receive()
                size += len(message.get("body", b""))
            raise HTTPException(BodyTooBigError.status)  # the one kind that FastAPI lets pass

        await self.app(scope, counted if scope["type"] == "http" else receive, send)
