"""Whether a message smells of fraud, abuse, despair or a threat, by the words it has together."""

import re
import unicodedata
from functools import lru_cache

from zhangfang.guides.model import Danger

_BETWEEN_CHARACTERS = re.compile(r"[\W_]+")


def smells_of(dangers: tuple[Danger, ...], text: str) -> tuple[Danger, ...]:
    """The dangers whose words the text has, in the order in which they are written.

    Args:
        dangers: all of safety.yml.
        text: what the merchant typed; 「验 证-码」 and 「ＣＶＶ」 are read as 「验证码」 and 「cvv」.
    """
    read = _folded(text)
    return tuple(
        danger
        for danger in dangers
        if any(_has_all(read, group) for group in danger.said)
        and not any(_folded(word) in read for word in danger.unless)
    )


def _has_all(read: str, group: tuple[str | tuple[str, ...], ...]) -> bool:
    return all(any(_folded(word) in read for word in _alternatives(words)) for words in group)


def _alternatives(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """One width, one case, and nothing between the characters."""
    return _BETWEEN_CHARACTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
