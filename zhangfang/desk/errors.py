"""What the desk refuses, and the words in which it says so."""

import math
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import BaseModel, Field

MOST_CHARACTERS = 2000
MOST_BYTES = 64 * 1024


class DeskError(Exception):
    """A request that was refused. Nothing of it is stored."""

    status: ClassVar[int]
    code: ClassVar[str]
    message: str
    headers: Mapping[str, str] = MappingProxyType({})
    about: Mapping[str, str] = MappingProxyType({})
    """Beside code and message: which of several things is meant."""


class NoTokenError(DeskError):
    """No token, or one that opens nothing."""

    status, code = 401, "no_token"
    message = "没认出你是哪一段对话。请刷新页面，重新开始。"
    headers = MappingProxyType({"WWW-Authenticate": "Bearer"})


class NoConversationError(DeskError):
    """There is no such conversation, or the token is another's."""

    status, code = 404, "no_conversation"
    message = "没有这段对话，或者不是你的。请刷新页面，重新开始。"


class BodyTooBigError(DeskError):
    """More bytes than any message may have."""

    status, code = 413, "too_big"
    message = f"内容太大了。一条消息最多 {MOST_CHARACTERS} 个字，请分几条发。"


class BadBodyError(DeskError):
    """Not JSON in UTF-8."""

    status, code = 400, "bad_json"
    message = "消息没有读懂：要用 UTF-8 编码的 JSON。请检查后再发。"


class UnprocessableError(DeskError):
    """Well-formed, but not a message."""

    status, code = 422, "bad_request"
    message = "请求里有不对的内容，请检查后再发。"


class BadAfterError(UnprocessableError):
    """`after` is no seq."""

    code = "bad_after"
    message = "after 要是一个不小于 0 的整数，请改好再试。"


class BadTimeError(UnprocessableError):
    """X-Now is no time."""

    code = "bad_time"
    message = "X-Now 要是 ISO 8601 时间，比如 2026-11-22T10:00:00+08:00。"


class TooManyTriesError(DeskError):
    """Too many wrong tries in a quarter of an hour."""

    status, code = 429, "too_many_tries"

    def __init__(self, wait: timedelta) -> None:
        seconds = max(math.ceil(wait.total_seconds()), 1)
        self.message = f"试错的次数太多了。请过 {math.ceil(seconds / 60)} 分钟再试。"
        self.headers = {"Retry-After": str(seconds)}


class Problem(BaseModel):
    """Why a request was refused: a code for programs, words for people."""

    code: str
    message: str
    fact: str | None = Field(default=None, description="of `unclear_fact`: which one")
    field: str | None = Field(default=None, description="of `bad_field`: which one")
    must: str | None = Field(default=None, description="of `must_first`: what")


class ErrorBody(BaseModel):
    """The shape of every answer that is not a success."""

    error: Problem


def documented(*kinds: type[DeskError]) -> dict[int | str, dict[str, Any]]:
    """The same errors for OpenAPI."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        before = found.get(kind.status)
        doc = (kind.__doc__ or "").strip()
        found[kind.status] = {
            "model": ErrorBody,
            "description": f"{before['description']} {doc}" if before else doc,
        }
    return found
