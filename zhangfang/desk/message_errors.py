"""What the desk refuses of a message, and the words in which it says so."""

from zhangfang.desk.errors import MOST_CHARACTERS, DeskError, UnprocessableError


class SentBeforeError(DeskError):
    """The id stands for another message already."""

    status, code = 409, "sent_before"
    message = "这个 client_message_id 已经用在另一条消息上了。请换一个新的再发。"


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
