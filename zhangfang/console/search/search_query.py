"""What somebody looks for, taken apart: every part must be found.

Nothing that is typed is a command: quotation marks hold words together, the rest are words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhangfang.console.search.search_terms import PIECE, WORD, Term, folded, pieces
from zhangfang.console.search.word_cutter import WordCutter

_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』')
_RUNS = re.compile(r"[㐀-鿿]+|[a-z0-9]+(?:-[a-z0-9]+)*")
_EVERYWHERE = frozenset("的了吗呢吧啊呀我你他是在就都也还")
_BETWEEN_SIGNS = r"[-\s,]?"
"""How people group the digits of a number."""

_SUM = re.compile(
    r"(?<![0-9,.])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?=\.0{1,2}(?![0-9])))"
    r"(?:\.0{1,2})?(?![0-9,])"
)
"""1,288 and 1288.00: an amount is kept as 1288, and people write it all three ways."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be found.

    Attributes:
        ways: it is found where all terms of one of these are.
        literal: what must stand in the folded text, if the terms alone do not prove it.
        mark: what is shown as found.
    """

    ways: tuple[frozenset[Term], ...]
    literal: re.Pattern[str] | None
    mark: re.Pattern[str]


def parts(typed: str, cutter: WordCutter) -> list[Part]:
    """The parts of what was typed; none if there is nothing in it to look for."""
    quoted = [next(group for group in found if group is not None) for found in _groups(typed)]
    phrases = [_phrase(folded(it)) for it in quoted]
    rest = folded(_QUOTED.sub(" ", typed))
    sums = [_sum(it) for it in _SUM.findall(rest)]
    loose = _RUNS.findall(_SUM.sub(" ", rest))
    words = (it for run in loose for it in _loose(run, cutter))
    found = [*(it for it in phrases if it), *sums, *words]
    return list({part.ways: part for part in found}.values())


def _groups(typed: str) -> Iterator[tuple[str | None, ...]]:
    return (match.groups() for match in _QUOTED.finditer(typed))


def _loose(run: str, cutter: WordCutter) -> list[Part]:
    if not run.isascii():
        return [_word(word) for word in _telling(cutter.cut(run))]
    together = run.replace("-", "")
    pattern = re.compile(_BETWEEN_SIGNS.join(map(re.escape, together)))
    if len(together) < PIECE:
        alone = re.compile(rf"(?<![a-z0-9]){pattern.pattern}(?![a-z0-9])")
        return [Part((frozenset(pieces(together)),), None, alone)]
    if run.isdigit():
        return [Part((_inside(together), _apart(together)), pattern, pattern)]
    literal = pattern if len(together) > PIECE else None
    return [Part((_inside(together),), literal, pattern)]


def _sum(written: str) -> Part:
    """A sum, however the text writes its thousands and with or without its empty cents."""
    whole = written.partition(".")[0]
    together = whole.replace(",", "")
    pattern = re.compile(rf"(?<![0-9])(?<![0-9],){',?'.join(together)}(?:\.0{{1,2}})?(?![0-9])")
    return Part((_sure(together), _apart(together)), pattern, pattern)


def _apart(digits: str) -> frozenset[Term]:
    """Of a number whose thousands are apart: of 1288 what 1,288 has."""
    first = len(digits) % 3 or 3
    runs = (digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3)))
    return frozenset(term for run in runs for term in pieces(run))


def _telling(words: list[str]) -> list[str]:
    """Without words that are everywhere, unless there are no others."""
    return [word for word in words if word not in _EVERYWHERE] or words


def _word(word: str) -> Part:
    """A word is found as one, or however a text was cut by the characters it is made of."""
    ways = (frozenset({Term(WORD, word)}), frozenset(pieces(word)))
    return Part(ways, None, re.compile(word))


def _phrase(plain: str) -> Part | None:
    """Words that stand together; None if there are none."""
    runs = [run for found in _RUNS.findall(plain) for run in found.split("-")]
    if not runs:
        return None
    wanted = frozenset(term for run in runs for term in _sure(run))
    pattern = re.compile(r"\s+".join(map(re.escape, plain.split())))
    return Part((wanted,), pattern, pattern)


def _sure(run: str) -> frozenset[Term]:
    """Terms that a text with this run has; a long one may be part of one that is longer still."""
    if not run.isascii():
        return frozenset(pieces(run))
    return _inside(run) if len(run) >= PIECE else frozenset(pieces(run))


def _inside(signs: str) -> frozenset[Term]:
    """The pieces of a number that may be the end or the middle of another."""
    return frozenset(it for it in pieces(signs) if len(it.text) == PIECE)
