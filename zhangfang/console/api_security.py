"""How the API's description says that a call which changes something wants cookie and token together."""

from typing import Any

from fastapi import FastAPI

from zhangfang.console.staff.access import CSRF_SCHEME, SESSION_SCHEME
from zhangfang.console.staff.own_page import HEADER, SAFE

_SCHEME = {
    "type": "apiKey",
    "in": "header",
    "name": HEADER,
    "description": "`csrf` of the session (GET /api/v1/agent/session).",
}


def describe_tokens(app: FastAPI) -> None:
    """Add the token to the description; FastAPI can say `or`, not `and`."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        found = plain()
        schemes = found.get("components", {}).get("securitySchemes", {})
        if SESSION_SCHEME in schemes and CSRF_SCHEME not in schemes:
            schemes[CSRF_SCHEME] = _SCHEME
            for calls in found["paths"].values():
                for method, call in calls.items():
                    if method.upper() not in SAFE and call.get("security") == _COOKIE_ALONE:
                        call["security"] = [{SESSION_SCHEME: [], CSRF_SCHEME: []}]
        return found

    app.openapi = described  # type: ignore[method-assign] # FastAPI's own way to extend it


_COOKIE_ALONE: list[dict[str, list[str]]] = [{SESSION_SCHEME: []}]
