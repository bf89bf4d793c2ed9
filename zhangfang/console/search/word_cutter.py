"""Cuts Chinese into words, with jieba: its dictionary, and the trade's own words.

The dictionary is loaded when the first text is cut, in 0.3 s, and without its rarest words, which
would take 40 MB more: words are for the order of what is found, not for finding it
(search_terms.py).
"""

import importlib
import logging
import warnings
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

LEAST_FREQUENT = 5
LONGEST = 6
"""Words of the dictionary that are rarer, or longer, are left out."""

OWN_WORD = 2000
"""How frequent the trade's own words count as, among those of the dictionary."""


_loading = Lock()


class WordCutter:
    """Cuts runs of Chinese characters.

    Args:
        own_words: words beside those of the dictionary.
    """

    def __init__(self, own_words: Iterable[str] = ()) -> None:
        self._own_words = frozenset(own_words)

    def cut(self, run: str) -> list[str]:
        """The words of a run, one after the other."""
        found: list[str] = list(self._tokenizer().cut(run, HMM=False))
        return found

    def cut_finely(self, run: str) -> list[str]:
        """The same, and of a long word also the shorter ones inside it."""
        found: list[str] = list(self._tokenizer().cut_for_search(run, HMM=False))
        return found

    def _tokenizer(self) -> Any:  # noqa: ANN401 - jieba has no types
        with _loading:  # two threads would load it twice
            return _tokenizer(self._own_words)


@lru_cache(maxsize=1)
def _tokenizer(own_words: frozenset[str]) -> Any:  # noqa: ANN401 - jieba has no types
    """A tokenizer filled here: jieba's own way writes a cache file, and logs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's source has escapes that Python warns of
        jieba: Any = importlib.import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    frequencies, total = _dictionary(Path(jieba.__file__).with_name("dict.txt"))
    for word in own_words:
        total += OWN_WORD - frequencies.get(word, 0)
        frequencies[word] = OWN_WORD
        _add_beginnings(frequencies, word)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True
    return tokenizer


def _dictionary(file: Path) -> tuple[dict[str, int], int]:
    """How often each word occurs, and all together. A beginning that is no word occurs 0 times."""
    frequencies: dict[str, int] = {}
    total = 0
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ")
            if int(count) >= LEAST_FREQUENT and len(word) <= LONGEST:
                frequencies[word] = int(count)
                total += int(count)
                _add_beginnings(frequencies, word)
    return frequencies, total


def _add_beginnings(frequencies: dict[str, int], word: str) -> None:
    for end in range(1, len(word)):
        frequencies.setdefault(word[:end], 0)
