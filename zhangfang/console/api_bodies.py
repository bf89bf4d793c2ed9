"""How the API's description says that any call with a body may hear that it is no JSON, or too big."""

from typing import Any

from fastapi import FastAPI

from zhangfang.desk.errors import BadBodyError, BodyTooBigError, DeskError

REFUSED = (BadBodyError, BodyTooBigError)
"""What middleware and framework refuse before any route sees it."""


def describe_bodies(app: FastAPI) -> None:
    """Add these errors to the description of every call that takes a body."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        found = plain()
        for calls in found["paths"].values():
            for call in calls.values():
                if "requestBody" in call:
                    for error in REFUSED:
                        call["responses"].setdefault(str(error.status), _response(error))
        return found

    app.openapi = described  # type: ignore[method-assign] # FastAPI's own way to extend it


def _response(error: type[DeskError]) -> dict[str, Any]:
    return {
        "description": (error.__doc__ or "").strip(),
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}},
    }
