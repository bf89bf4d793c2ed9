"""Which refusal is meant when the body of a request has the wrong shape."""

from collections.abc import Sequence
from typing import Any

from zhangfang.desk.errors import BadAfterError, BadBodyError, DeskError, UnprocessableError
from zhangfang.desk.message_errors import (
    BadClientAtError,
    BadClientIdError,
    NotAMessageError,
    UnknownFieldError,
    UnreadableTextError,
    WrongChoiceError,
    WrongFactsError,
    WrongQuotesError,
    WrongStepError,
    WrongTextError,
)
from zhangfang.desk.record_errors import (
    BadSecretError,
    MiscopiedNumberError,
    NotAnOpeningError,
    NotAResumeError,
    NotConfirmedError,
)

_OF_FIELD: dict[str, type[UnprocessableError]] = {
    "client_message_id": BadClientIdError,
    "client_at": BadClientAtError,
    "text": WrongTextError,
    "choice": WrongChoiceError,
    "facts": WrongFactsError,
    "file": WrongFactsError,
    "done_step": WrongStepError,
    "quotes": WrongQuotesError,
    "after": BadAfterError,
    "case_number": MiscopiedNumberError,
    "secret": BadSecretError,
}


_NO_MESSAGES = ("/recall", "/consent", "/rating", "/identity", "/typing")
"""Calls whose body is no message; what is said of messages is not said of them."""


def refusal(errors: Sequence[Any], path: str) -> DeskError:
    """The plain words for what pydantic found first in a request to this path."""
    found = errors[0]
    kind, where = found["type"], found["loc"]
    field = where[1] if len(where) > 1 else None
    if kind == "json_invalid":
        return BadBodyError()
    if kind == "string_unicode":
        return BadClientIdError() if field == "client_message_id" else UnreadableTextError()
    if path.endswith("/pack") and (field != "secret" or kind == "missing"):
        return NotAnOpeningError()
    if path.endswith("/erase") and field != "secret":
        return NotConfirmedError()
    if path.endswith("/resume") and (kind == "extra_forbidden" or where == ("body",)):
        return NotAResumeError()
    if path.endswith(_NO_MESSAGES):
        return _OF_FIELD.get(str(field), UnprocessableError)()
    if kind == "extra_forbidden":
        return UnknownFieldError()
    if where == ("body",):
        return NotAMessageError()
    return _OF_FIELD.get(str(field), UnprocessableError)()
