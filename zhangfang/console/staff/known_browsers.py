"""Browsers in which an agent has signed in before: a stranger's wrong tries don't lock them out.

OWASP's "device cookies": tries with such a cookie are counted by themselves, all others against the
name. The cookie opens nothing; who steals it may guess as often as anybody, in a count of its own.
"""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import Request, Response

COOKIE_PATH = "/api/v1/agent/sign-in"
KNOWN_FOR = timedelta(days=180)
"""Since the last sign-in there."""

_NUMBER_BYTES = 16


def number_of(master: bytes, agent: str, cookies: Mapping[str, str]) -> str | None:
    """By which this browser is told apart from the agent's others; None if it is not known."""
    number, _, shown = cookies.get(_name(agent), "").partition(".")
    is_ours = hmac.compare_digest(shown.encode(), _mac(master, agent, number).encode())
    return number if is_ours else None


def set_cookie(response: Response, request: Request, master: bytes, agent: str) -> None:
    """Know this browser from now on as one of this agent's."""
    number = secrets.token_urlsafe(_NUMBER_BYTES)
    response.set_cookie(
        _name(agent),
        f"{number}.{_mac(master, agent, number)}",
        max_age=int(KNOWN_FOR.total_seconds()),
        path=COOKIE_PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _name(agent: str) -> str:
    """Colleagues who share a browser have a cookie each."""
    return f"zf_known_{agent[:16]}"


def _mac(master: bytes, agent: str, number: str) -> str:
    key = HKDF(SHA256(), 32, salt=None, info=b"zhangfang known browser").derive(master)
    return hmac.digest(key, f"{agent}/{number}".encode(), "sha256").hex()
