"""By what a text is found: the words of its Chinese, and pieces of everything in it.

Words (jieba) put the better finds first. That nothing is missed, however it was cut, is up to the
pieces: single characters and pairs of Chinese, and four neighbouring signs of numbers and Latin
words, so that the end of an order number finds it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from zhangfang.console.search.word_cutter import WordCutter
from zhangfang.language.normalise import fold_in_place

PIECE = 4
"""Signs of a number, or a Latin word, that find it."""

WORD, PAIR, SIGNS = "w", "c", "s"
"""What kind of term it is; the same characters are another term as another kind."""

_CHINESE = re.compile(r"[㐀-鿿]+")
_LATIN = re.compile(r"[a-z0-9]+")
_JOINED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+|(?<=[0-9]) (?=[0-9])[a-z0-9]+)+")
"""A number as people group it: ZF-20261122-K7YM-4, 2024 0315 7788."""


class Term(NamedTuple):
    """A word or a piece of a text."""

    kind: str
    text: str


def folded(text: str) -> str:
    """The text in one spelling, character by character: small, half-width, simplified."""
    return "".join(low if len(low := it.lower()) == 1 else it for it in fold_in_place(text))


def terms(text: str, cutter: WordCutter) -> Counter[Term]:
    """All terms of a text, each with how often it occurs."""
    plain = folded(text)
    found: Counter[Term] = Counter()
    for run in _CHINESE.findall(plain):
        found.update(Term(WORD, word) for word in cutter.cut_finely(run))
        found.update(pieces(run))
    for run in signs(plain):
        found.update(pieces(run))
    return found


def signs(plain: str) -> Iterator[str]:
    """Numbers and Latin words of a folded text: each, and those that belong together as one."""
    yield from _LATIN.findall(plain)
    yield from (re.sub("[- ]", "", run) for run in _JOINED.findall(plain))


def pieces(run: str) -> set[Term]:
    """The pieces of a run: of Chinese its characters and pairs, else itself and what is in it."""
    if _CHINESE.match(run):
        pairs = {Term(PAIR, run[at : at + 2]) for at in range(len(run) - 1)}
        return pairs | {Term(PAIR, char) for char in run}
    inside = {Term(SIGNS, run[at : at + PIECE]) for at in range(len(run) - PIECE + 1)}
    return inside | {Term(SIGNS, run)}
