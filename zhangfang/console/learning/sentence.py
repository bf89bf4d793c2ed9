"""A message as an example to learn from: its figures are others, and nothing personal is left.

Every digit of a figure is exchanged for another, so that the sentence keeps its length and its
form. What an unchanged word says of a time (昨天) names no day by itself and stays.
"""

import random
import re
from typing import NamedTuple

from zhangfang.console.refusals import BadFieldError
from zhangfang.language.masking import HIDDEN, mask

SHORTEST, LONGEST = 2, 200
"""Characters of an example."""

PLACEHOLDER = "某号"
"""For a number that the desk has hidden: with stars no merchant types it."""

_HIDDEN = re.compile(rf"[0-9A-Za-z]*\*[\d*\s-]*[0-9A-Za-z]*|{re.escape(HIDDEN)}")
_FIGURE = re.compile(
    r"(?P<date>\d{1,4}[年月日号/]\d{0,2}|\d{1,2}[:：点]\d{0,2})"
    r"|(?<![TDtd])(?<![TDtd]\+)(?P<number>\d+)"
)
_SPOKEN = re.compile(
    r"[一二三四五六七八九两]+(?=[十百千万块元])|(?<=[十百千万块])[一二三四五六七八九]+(?![号日月点])"
)
_MARKUP = re.compile(r"\[[^\]]*\]\(|\{|\}|^- ")

NOT_PLAIN = "这句里还有号码或者被遮住的内容。换成别的再收。"
WRONG_LENGTH = f"例句要 {SHORTEST} 到 {LONGEST} 个字。"
HAS_MARKUP = "例句里不能有 [ ]( )、{ } 这样的记号。"


class Example(NamedTuple):
    """A sentence to learn from, and where each character of the message has gone."""

    text: str
    replaced: str
    """The message with its figures exchanged, character by character."""


def example_of(message: str, seed: str) -> Example:
    """The message with other figures.

    Args:
        message: as it is on record, masked.
        seed: the same gives the same figures.
    """
    chance = random.Random(seed)  # noqa: S311 - plausible, not secret
    told = _FIGURE.sub(lambda found: _other(found, chance), message)
    told = _SPOKEN.sub(lambda found: _spoken(found[0], chance), told)
    text = " ".join(_HIDDEN.sub(PLACEHOLDER, told).split())
    return Example(text, told)


def value_in(example: Example, message: str, value: str) -> str | None:
    """The value of a fact as the example has it; None if it isn't in the message to the letter.

    Args:
        example: of that message.
        message: as it is on record.
        value: of the fact in the message.
    """
    at = message.find(value)
    return example.replaced[at : at + len(value)] if at >= 0 else None


def fit_to_learn(text: str) -> str:
    """The sentence as it goes into data/, on one line.

    Raises:
        BadFieldError: something personal is left in it, or it is none that data/ takes.
    """
    line = " ".join(text.split())
    if not SHORTEST <= len(line) <= LONGEST:
        raise BadFieldError("text", WRONG_LENGTH)
    if _MARKUP.search(line):
        raise BadFieldError("text", HAS_MARKUP)
    if "*" in line or HIDDEN in line or mask(line).found:
        raise BadFieldError("text", NOT_PLAIN)
    return line


def _other(found: re.Match[str], chance: random.Random) -> str:
    """A number of as many digits; of a day or an hour one that there is."""
    if found["date"]:
        return re.sub(r"\d+", lambda part: _moment(part[0], chance), found["date"])
    digits = found["number"]
    if not digits.strip("0"):
        return digits
    first = chance.choice([it for it in "123456789" if it != digits[0]])
    body = digits.rstrip("0")
    rest = "".join(chance.choice("0123456789") for _ in body[1:])
    return (first + rest).ljust(len(digits), "0")[: len(digits)]


def _moment(digits: str, chance: random.Random) -> str:
    if len(digits) > 2:
        return digits
    return str(chance.randint(1, 9)) if len(digits) == 1 else str(chance.randint(10, 12))


def _spoken(words: str, chance: random.Random) -> str:
    return "".join(chance.choice([it for it in "三四五六七八九" if it != word]) for word in words)
