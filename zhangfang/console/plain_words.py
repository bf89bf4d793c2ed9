"""Words that an agent types for the record: cleaned, and without personal numbers."""

from zhangfang.console.refusals import BadFieldError
from zhangfang.desk.merchant_text import clean
from zhangfang.desk.message_errors import EmptyTextError, TextTooLongError, UnreadableTextError
from zhangfang.desk.said import Mask

EMPTY = "这里要写几个字。"
UNREADABLE = "里面有显示不出来的字符，去掉再试。"
TOO_LONG = "写得太长了，短一些再试。"


def plainly(mask: Mask, field: str, text: str) -> str:
    """The text as it may go on record: reasons, notes, summaries.

    Args:
        mask: takes personal numbers out.
        field: of the request, to be named if it cannot be as it is.
        text: as it was typed.

    Raises:
        BadFieldError: nothing in it can be read, or it is too long.
    """
    return mask(readable(field, text), "").text


def plainly_if_any(mask: Mask, field: str, text: str) -> str:
    """The same of words that may be left out: empty if they are."""
    return plainly(mask, field, text) if text.strip() else ""


def readable(field: str, text: str) -> str:
    """The text without what cannot be seen.

    Raises:
        BadFieldError: nothing in it can be read, or it is too long.
    """
    try:
        return clean(text)
    except EmptyTextError:
        raise BadFieldError(field, EMPTY) from None
    except UnreadableTextError:
        raise BadFieldError(field, UNREADABLE) from None
    except TextTooLongError:
        raise BadFieldError(field, TOO_LONG) from None
