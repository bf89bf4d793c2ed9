"""Whether a request was made by our own page, and not by another that our agent's browser has open.

Browsers say where a request comes from: in Sec-Fetch-Site, older ones in Origin. A call that changes
something must show the session's token besides, which no other page can read.
"""

import hmac
from urllib.parse import urlsplit

from fastapi import Request

from zhangfang.console.refusals import ForgedError

HEADER = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD"})
OURS = frozenset({"same-origin", "none"})
"""`none`: typed into the address bar."""


def require_own_page(request: Request) -> None:
    """Refuse what a browser says another site has sent.

    Raises:
        ForgedError: another site has.
    """
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        if said not in OURS:
            raise ForgedError
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() != _host(request):
        raise ForgedError


def require_token(request: Request, csrf: str) -> None:
    """Refuse a call that changes something and does not show the session's token.

    Raises:
        ForgedError: it shows none, or another's.
    """
    shown = request.headers.get(HEADER, "")
    if not hmac.compare_digest(shown.encode(), csrf.encode()):
        raise ForgedError


def _host(request: Request) -> str:
    return request.headers.get("Host", "").lower()
