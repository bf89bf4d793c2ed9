"""What somebody wrote, with every character in it to be seen.

A record must not be read otherwise than it was written. What turns the direction of writing, has
no width, or is missing from the font is shown by its number: 〔U+202E〕.
"""

import re
from collections.abc import Callable
from typing import Any

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_WITHOUT_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u3164\ufeff\uffa0"
)
_OF_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f"
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
_TAGS = "\U000e0000-\U000e0fff"
_JOINERS = "\u200c\u200d\ufe00-\ufe0f"
"""They make one sign of several, where there is a font for it."""

_NOWHERE = f"{_CONTROLS}{_WITHOUT_WIDTH}{_OF_DIRECTION}{_NO_CHARACTERS}{_TAGS}"
_HIDDEN_ON_SCREEN = re.compile(f"[{_NOWHERE}]+")
_HIDDEN_IN_PRINT = re.compile(f"[{_NOWHERE}{_JOINERS}]")
TAB = " " * 4


def on_screen(text: str) -> str:
    """For a browser, which has fonts of its own."""
    return _HIDDEN_ON_SCREEN.sub(lambda match: _numbers(match[0]), text)


def in_print(text: str, has_glyph: Callable[[str], bool]) -> str:
    """For a font that is known; a tab becomes blanks, which all fonts have."""
    text = text.replace("\t", TAB)
    shown, hidden = [], ""
    for char in text:
        if char != "\n" and (_HIDDEN_IN_PRINT.match(char) or not has_glyph(char)):
            hidden += char
            continue
        shown += [_numbers(hidden), char]
        hidden = ""
    return "".join([*shown, _numbers(hidden)])


def all_in_print(value: Any, has_glyph: Callable[[str], bool]) -> Any:  # noqa: ANN401 - JSON
    """Every text in a JSON value, for print."""
    match value:
        case str():
            return in_print(value, has_glyph)
        case dict():
            return {name: all_in_print(one, has_glyph) for name, one in value.items()}
        case list() | tuple():
            return [all_in_print(one, has_glyph) for one in value]
    return value


def _numbers(chars: str) -> str:
    return f"〔{' '.join(f'U+{ord(char):04X}' for char in chars)}〕" if chars else ""
