"""What the desk refuses, and the words in which it says so."""

import math
from collections.abc import Mapping, Sequence
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


class OtherConversationError(DeskError):
    """A good token, of another conversation."""

    status, code = 403, "other_conversation"
    message = "这段对话不是你的，打不开。请从自己的页面进来。"


class NoConversationError(DeskError):
    """There is no such conversation."""

    status, code = 404, "no_conversation"
    message = "没有这段对话。请刷新页面，重新开始。"


class SentBeforeError(DeskError):
    """The id stands for another message already."""

    status, code = 409, "sent_before"
    message = "这个 client_message_id 已经用在另一条消息上了。请换一个新的再发。"


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


class EmptyTextError(UnprocessableError):
    """Nothing that could be read."""

    code = "empty_text"
    message = "消息是空的。请把遇到的情况打字告诉我。"


class TextTooLongError(UnprocessableError):
    """Too many characters."""

    code = "text_too_long"
    message = f"一条消息最多 {MOST_CHARACTERS} 个字，请分几条发。"


class UnreadableTextError(UnprocessableError):
    """Code points that are no characters."""

    code = "unreadable_text"
    message = "消息里有显示不出来的字符。请去掉后再发，或者重新打一遍。"


class TextOrChoiceError(UnprocessableError):
    """Two ways of saying something at once, or none."""

    code = "text_or_choice"
    message = (
        "请发一段文字（text），或者点一个选项（choice），或者填几样信息（facts），"
        "或者勾一个步骤（done_step），选一样。"
    )


class WrongTextError(UnprocessableError):
    """The text is not a string."""

    code = "wrong_text"
    message = "text 要是一段文字（字符串），请改好再发。"


class WrongChoiceError(UnprocessableError):
    """The choice is not a string."""

    code = "wrong_choice"
    message = "choice 要是选项的编号（字符串），请改好再发。"


class WrongFactsError(UnprocessableError):
    """No object of texts, or facts that are of no file, or too many."""

    code = "wrong_facts"
    message = (
        "facts 要是一个 JSON 对象，1 到 12 样，名字对文字，每样最多 200 个字；"
        "file 是照片那条的编号，只跟 facts 一起发。"
    )


class WrongStepError(UnprocessableError):
    """The step is not a string."""

    code = "wrong_step"
    message = "done_step 要是步骤的编号（字符串），请改好再发。"


class WrongQuotesError(UnprocessableError):
    """The quoted message is no seq, or comes with something else than a text."""

    code = "wrong_quotes"
    message = "quotes 要是一条消息的编号，只跟 text 一起发。请改好再发。"


class UnclearFactError(UnprocessableError):
    """A fact that was filled in by its name cannot be read. Nothing of the message is kept."""

    code = "unclear_fact"

    def __init__(self, fact: str, message: str) -> None:
        self.message = message
        self.about = {"fact": fact}


class NoStepError(UnprocessableError):
    """The step is not to be ticked: of another case, done, or waiting for somebody."""

    code = "no_step"
    message = "这一步现在勾不了。看看对话里最新说到的那几步。"


class NoQuotedError(UnprocessableError):
    """What is quoted is no message of the conversation."""

    code = "no_quoted"
    message = "引用的那条消息不在这段对话里。换一条，或者直接发。"


class NoSlipError(UnprocessableError):
    """The facts are said to be read off a file that the conversation does not have."""

    code = "no_slip"
    message = "这段对话里没有这张照片。直接填，或者把小票再拍一张发来。"


class UnknownChoiceError(UnprocessableError):
    """No quick reply of this conversation has that id."""

    code = "unknown_choice"
    message = "没有这个选项。请点对话里的按钮，或者直接打字。"


class BadClientIdError(UnprocessableError):
    """The client's id is missing or unusable."""

    code = "bad_client_message_id"
    message = "client_message_id 要是 1 到 64 个字符的字符串，请带上后再发。"


class BadClientAtError(UnprocessableError):
    """The client's clock is no time."""

    code = "bad_client_at"
    message = "client_at 要是带时区的 ISO 8601 时间，比如 2026-11-22T10:00:00+08:00；没有就不带。"


class UnknownFieldError(UnprocessableError):
    """A field that no message has."""

    code = "unknown_field"
    message = (
        "消息里有不认识的字段。只能有 client_message_id、client_at，"
        "和 text、choice、facts、done_step 里的一样。"
    )


class NotAMessageError(UnprocessableError):
    """JSON, but no object, or not sent as JSON."""

    code = "not_a_message"
    message = (
        "消息要是一个 JSON 对象，含 client_message_id 和 text 或 choice，"
        "并注明 Content-Type: application/json。"
    )


class BadAfterError(UnprocessableError):
    """`after` is no seq."""

    code = "bad_after"
    message = "after 要是一个不小于 0 的整数，请改好再试。"


class BadTimeError(UnprocessableError):
    """X-Now is no time."""

    code = "bad_time"
    message = "X-Now 要是 ISO 8601 时间，比如 2026-11-22T10:00:00+08:00。"


class NoCaseError(DeskError):
    """The conversation has no case yet."""

    status, code = 409, "no_case"
    message = "这段对话里还没有在办的事。先说说是哪笔钱出了问题，有了编号再来。"


class NoSecretError(DeskError):
    """The conversation has no secret yet that could be asked for."""

    status, code = 409, "no_secret"
    message = "这件事还没有口令。先在「换个手机接着办」里拿一个口令，再来。"


class NoSuchNumberError(UnprocessableError):
    """A number to be shown that no message hides."""

    code = "no_such_number"
    message = "没有要显示的这个号码。请从列出来的里面选。"


class NotAnOpeningError(UnprocessableError):
    """No object with a secret and what to reveal."""

    code = "not_an_opening"
    message = (
        "要是一个 JSON 对象，含 secret 和 reveal（要显示的号码，至少一个），"
        "并注明 Content-Type: application/json。"
    )


class NotConfirmedError(UnprocessableError):
    """Erasing was not confirmed."""

    code = "not_confirmed"
    message = "删除后找不回来。确定要删，就发一个 JSON 对象，confirm 写 true；有口令的，把 secret 也带上。"


class SecretWantedError(DeskError):
    """The conversation has a secret, and it was not given."""

    status, code = 403, "secret_wanted"
    message = "要删除得先输口令，免得别人拿你的手机删。"


class NoSuchCaseError(DeskError):
    """No such case, or another secret: it is not said which."""

    status, code = 403, "no_such_case"
    message = "编号和口令对不上。请对着原来那台手机上的，两样都再输一遍。"


class WrongSecretError(DeskError):
    """Not the secret of this conversation's case."""

    status, code = 403, "wrong_secret"
    message = "口令不对。请对着记下来的，再输一遍。"


class NothingToWriteError(DeskError):
    """The conversation has no such case."""

    status, code = 404, "no_case"
    message = "还没有这件事的记录，写不了文件。先说说是哪笔钱出了问题，再来拿。"


class NoPaperError(DeskError):
    """There is no paper of that kind, or not in that format."""

    status, code = 404, "no_paper"
    message = "没有这份文件。请从列出来的几份里选，格式有 txt、pdf、docx。"


class TooManyTriesError(DeskError):
    """Too many wrong tries in a quarter of an hour."""

    status, code = 429, "too_many_tries"

    def __init__(self, wait: timedelta) -> None:
        seconds = max(math.ceil(wait.total_seconds()), 1)
        self.message = f"试错的次数太多了。请过 {math.ceil(seconds / 60)} 分钟再试。"
        self.headers = {"Retry-After": str(seconds)}


class MiscopiedNumberError(UnprocessableError):
    """No case number: its check character does not fit."""

    code = "miscopied_number"
    message = "这个编号抄错或者漏了一位。它长这样：ZF-20261122-K7YM-4，请对着再输一遍。"


class BadSecretError(UnprocessableError):
    """No secret at all."""

    code = "bad_secret"
    message = "口令是 8 个字母和数字，中间的横线写不写都行。请对着再输一遍。"


class NotAResumeError(UnprocessableError):
    """No object with a case number and a secret, or not sent as JSON."""

    code = "not_a_resume"
    message = (
        "要是一个 JSON 对象，只含 case_number 和 secret，并注明 Content-Type: application/json。"
    )


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
