"""What every answer tells the browser about itself."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors "
)
ALWAYS = {
    "Content-Security-Policy": POLICY + "'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
EMBEDDED, LOADER = "/embed", "/embed.js"
"""The page in a frame, and the script that puts the frame into other pages."""

HASHED_NAMES = "/assets/"
"""Vite puts a file's hash into its name here: a changed file is another file."""


class Headers:
    """Adds them to whatever is answered; an answer may bring a stricter policy of its own.

    Args:
        app: what answers.
        embed_on: the origins whose pages may show ours in a frame; we ourselves always may.
    """

    def __init__(self, app: ASGIApp, embed_on: Sequence[str] = ()) -> None:
        self.app = app
        self._embedded = {
            **{name: value for name, value in ALWAYS.items() if name != "X-Frame-Options"},
            "Content-Security-Policy": POLICY + " ".join(("'self'", *embed_on)),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                path, status = scope["path"], message["status"]
                for name, value in (self._embedded if path == EMBEDDED else ALWAYS).items():
                    headers.setdefault(name, value)
                if path == LOADER and status == 200:
                    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
                headers["Cache-Control"] = _cache(path, status)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def _cache(path: str, status: int) -> str:
    """Conversations stay out of every cache; a page is asked for anew; hashed files stay for good.

    The loader stands in others' pages: it is kept for an hour.
    """
    if path.startswith("/api/"):
        return "no-store"
    if path.startswith(HASHED_NAMES) and status == 200:
        return "public, max-age=31536000, immutable"
    if path == LOADER and status in (200, 304):
        return "public, max-age=3600"
    return "no-cache"
