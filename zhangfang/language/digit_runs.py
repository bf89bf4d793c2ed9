"""Finds the numbers of a folded text, whatever they are written with: 6222 0212, 138-1234, 幺三八.

A group is digits with nothing between them; a run is groups that hardly anything parts. What is
already hidden by stars belongs to no group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhangfang.language.span import Span

HAN_DIGITS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
STARS = "*•●×＊"

_DIGIT_OF = {char: str(value) for value, char in enumerate("零一二三四五六七八九")}
_DIGIT_OF |= {char: str(value) for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGIT_OF |= {"幺": "1", "洞": "0", "拐": "7", "勾": "9", "腰": "1", "吆": "1"}
_DIGIT_OF |= {"O": "0", "o": "0", "l": "1", "I": "1", "S": "5"}
# 一三八…七八一共: the last 一 counts, it is no digit of the number.
_COUNTING = r"一(?=[个共次下直笔定起样些点半会张天条家部台边旦般种位])"
_HAN = rf"(?:(?!{_COUNTING})[{HAN_DIGITS}]|(?<=[{HAN_DIGITS}])[洞拐勾腰吆](?=[{HAN_DIGITS}]))"
# What a reader of pictures takes for a digit, or a person in a hurry: 625l 8884, 1O24.
_MISREAD = r"(?:(?<=[0-9])|(?<=[0-9][ -]))[OolIS]{1,2}(?=[ -]?[0-9])"
_ARABIC = rf"(?:[0-9]|{_MISREAD})"
_GROUP = re.compile(rf"(?:{_ARABIC})+|(?:{_HAN}|(?<=[0-9])[腰吆](?=[{HAN_DIGITS}]))+")
_SOFT = " \t\u200b.·_-"
_GAP = re.compile(rf"[{_SOFT}]{{0,3}}|[{_SOFT}]{{0,2}}[\r\n,、/|]{{1,2}}[{_SOFT}]?")
_HARD = re.compile(r"[\r\n,、/|]")
_CHECK_LETTER = re.compile(r"[ \t\u200b.·_-]{0,2}(?:[XxХх×]|叉)(?![A-Za-z0-9*×])")


@dataclass(frozen=True)
class Group:
    """Digits with nothing between them: where they stand, and as 0-9."""

    start: int
    end: int
    code: str


@dataclass(frozen=True)
class Run:
    """Groups that may be one number, and what stands between each two of them."""

    groups: tuple[Group, ...]
    gaps: tuple[str, ...]

    def code(self, first: int, last: int) -> str:
        """The digits of the groups `first` to `last`, both included."""
        return "".join(group.code for group in self.groups[first : last + 1])

    def span(self, first: int, last: int) -> Span:
        """Where the groups `first` to `last` stand."""
        return (self.groups[first].start, self.groups[last].end)

    def breaks(self, first: int, last: int) -> set[str]:
        """The commas, slashes and line ends within the groups `first` to `last`."""
        return {mark for gap in self.gaps[first:last] for mark in _HARD.findall(gap)}

    def is_even(self, first: int, last: int) -> bool:
        """Written in equal groups: 6222 0212 3456 7890 123."""
        sizes = [len(group.code) for group in self.groups[first : last + 1]]
        even = all(size == sizes[0] for size in sizes[:-1]) and sizes[-1] <= sizes[0]
        return even and len(set(self.gaps[first:last])) <= 1 and sizes[0] <= 6

    def goes_on(self, first: int, last: int) -> bool:
        """Whether the groups are only a part of a longer number in equal groups."""
        if first == last and len(self.groups[first].code) > 6:
            return False
        after = last + 1 < len(self.groups) and self.is_even(first, last + 1)
        before = first > 0 and self.is_even(first - 1, last)
        return after or before


def digit_runs(text: str) -> Iterator[Run]:
    """The runs of digits of a folded text, in order."""
    groups: list[Group] = []
    for match in _GROUP.finditer(text):
        group = Group(*match.span(), as_digits(match.group()))
        if _touches_star(text, group):
            yield from _run(text, groups)
            groups = []
        elif groups and _GAP.fullmatch(text, groups[-1].end, group.start) is None:
            yield from _run(text, groups)
            groups = [group]
        else:
            groups.append(group)
    yield from _run(text, groups)


def as_digits(said: str) -> str:
    """The digits of `said` as 0-9, without what stands between them."""
    digits = (_DIGIT_OF.get(char, char) for char in said)
    return "".join(char for char in digits if char in "0123456789")


def check_letter_end(text: str, end: int) -> int | None:
    """Where the X of an identity number ends, if one follows at `end`."""
    match = _CHECK_LETTER.match(text, end)
    return match.end() if match else None


def _touches_star(text: str, group: Group) -> bool:
    return text[group.start - 1 : group.start] in set(STARS) or text[
        group.end : group.end + 1
    ] in set(STARS)


def _run(text: str, groups: list[Group]) -> Iterator[Run]:
    if groups:
        gaps = (text[one.end : other.start] for one, other in pairwise(groups))
        yield Run(tuple(groups), tuple(gaps))
