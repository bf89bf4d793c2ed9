"""What of a merchant's typing is text. Pure."""

import unicodedata

from zhangfang.desk.errors import MOST_CHARACTERS
from zhangfang.desk.message_errors import EmptyTextError, TextTooLongError, UnreadableTextError

_KEPT_CONTROLS = "\n\t"
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
"""Fillers: letters and symbols to Unicode, nothing to the eye."""


def clean(text: str) -> str:
    """The text without control characters and without the blanks around it.

    Raises:
        UnreadableTextError: it has a NUL or half of a surrogate pair.
        EmptyTextError: nothing in it can be seen.
        TextTooLongError: too many characters are left.
    """
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise UnreadableTextError
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        char for char in lines if char in _KEPT_CONTROLS or unicodedata.category(char) != "Cc"
    ).strip()
    if not any(_visible(char) for char in kept):
        raise EmptyTextError
    if len(kept) > MOST_CHARACTERS:
        raise TextTooLongError
    return kept


def _visible(char: str) -> bool:
    """Neither a control, a format character, a blank, a lone accent nor a filler."""
    return unicodedata.category(char)[0] not in "CZM" and char not in _INVISIBLE_LETTERS
