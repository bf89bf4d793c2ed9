"""Turns every failure into the one error shape, and keeps merchants' words out of the logs."""

import logging
import traceback
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhangfang.desk.bad_shape import refusal
from zhangfang.desk.errors import BadBodyError, BodyTooBigError, DeskError
from zhangfang.desk.field_errors import OF_OTHERS, field_refusal

log = logging.getLogger(__name__)

METHOD_NOT_ALLOWED = 405
METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")

_PLAIN = {
    404: ("not_found", "没有这个地址。请检查后再试。"),
    405: ("method_not_allowed", "这个地址不支持这种请求。请检查后再试。"),
}
_OTHERWISE = ("refused", "这个请求没有被接受。请检查后再试。")
_OUR_FAULT = ("internal", "系统出了点问题，这次没有办成。请稍后再发一次，不会重复。")


def answer_errors(app: FastAPI) -> None:
    """Install the handlers."""
    app.add_exception_handler(DeskError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(LastResort)


class LastResort:
    """Answers what nobody expected. Logs where it happened, never with which words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not reach the logs whole
            where = "".join(traceback.format_tb(error.__traceback__)[-4:])
            log.error("%s while serving a request:\n%s", type(error).__name__, where)  # noqa: TRY400
            if scope["type"] != "http" or started:
                return
            await _answer(500, *_OUR_FAULT)(scope, receive, send)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DeskError)
    return _answer(error.status, error.code, error.message, error.headers, error.about)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    path, found = request.url.path, error.errors()
    refused = field_refusal(found) if path.startswith(OF_OTHERS) else refusal(found, path)
    return await _refused(request, refused)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    for known in (BadBodyError, BodyTooBigError):
        if error.status_code == known.status:
            return await _refused(request, known())
    code, message = _PLAIN.get(error.status_code, _OTHERWISE)
    headers = dict(error.headers or {})
    if error.status_code == METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods_at(request))
    return _answer(error.status_code, code, message, headers)


def _methods_at(request: Request) -> list[str]:
    """All that this address takes: each of its methods is a route of its own."""
    return [method for method in METHODS if _is_taken(request, method)]


def _is_taken(request: Request, method: str) -> bool:
    asked = {**request.scope, "method": method}
    return any(
        route.matches(asked)[0] is Match.FULL
        for route in request.app.routes
        if not isinstance(route, Mount)  # the pages' files lie under every address
    )


def _answer(
    status: int,
    code: str,
    message: str,
    headers: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None,
) -> JSONResponse:
    return JSONResponse(
        {"error": {"code": code, "message": message, **(about or {})}},
        status_code=status,
        headers=headers,
    )
