"""How the API's description says what any call may refuse before its route sees it.

A route says itself how else it refuses.
"""

from typing import Any

from fastapi import FastAPI

from zhangfang.desk.errors import BadBodyError, BodyTooBigError, DeskError, UnprocessableError

OF_BODIES = (BadBodyError, BodyTooBigError)
"""It is no JSON, or too big."""

FRAMEWORKS_OWN = ("HTTPValidationError", "ValidationError")
"""The shape in which FastAPI says that it refuses; ours is another (desk/error_answers.py)."""

_OUR_SHAPE = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}


def describe_refusals(app: FastAPI) -> None:
    """Add these refusals to the description of the calls."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        found = plain()
        for calls in found["paths"].values():
            for call in calls.values():
                _describe(call["responses"], has_body="requestBody" in call)
        for shape in FRAMEWORKS_OWN:
            found["components"]["schemas"].pop(shape, None)
        return found

    app.openapi = described  # type: ignore[method-assign] # FastAPI's own way to extend it


def _describe(answers: dict[str, Any], *, has_body: bool) -> None:
    for error in OF_BODIES if has_body else ():
        answers.setdefault(str(error.status), _answer(error))
    status = str(UnprocessableError.status)
    if FRAMEWORKS_OWN[0] in str(answers.get(status)):
        answers[status] = _answer(UnprocessableError)
    for answer in answers.values():
        if "ErrorBody" in str(answer):
            answer["content"] = _OUR_SHAPE  # where all goes well, it may be a stream or a file


def _answer(error: type[DeskError]) -> dict[str, Any]:
    return {"description": (error.__doc__ or "").strip(), "content": _OUR_SHAPE}
