"""What every answer tells the browser about itself."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
HASHED_NAMES = "/assets/"
"""Vite puts a file's hash into its name here: a changed file is another file."""


class Headers:
    """Adds them to whatever is answered; an answer may bring a stricter policy of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                headers["Cache-Control"] = _cache(scope["path"], message["status"])
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def _cache(path: str, status: int) -> str:
    """Conversations stay out of every cache; a page is asked for anew; hashed files stay for good."""
    if path.startswith("/api/"):
        return "no-store"
    if path.startswith(HASHED_NAMES) and status == 200:
        return "public, max-age=31536000, immutable"
    return "no-cache"
