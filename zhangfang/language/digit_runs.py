"""Finds the numbers of a folded text, whatever they are written with: 6222 0212, 138-1234, 幺三八.

A group is digits with nothing between them; a run is groups that hardly anything parts. What is
already hidden by stars belongs to no group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from zhangfang.language.span import Span

HAN_DIGITS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"

_DIGIT_OF = {char: str(value) for value, char in enumerate("零一二三四五六七八九")}
_DIGIT_OF |= {char: str(value) for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGIT_OF |= {"幺": "1", "洞": "0", "拐": "7", "勾": "9", "腰": "1", "吆": "1"}
_DIGIT_OF |= {"O": "0", "o": "0", "l": "1", "I": "1", "S": "5"}
# 一三八…七八一共: the last 一 counts, it is no digit of the number.
_COUNTING = r"一(?=[个共次下直笔定起样些点半会张天条家部台边旦般种位])"
_HAN = rf"(?:(?!{_COUNTING})[{HAN_DIGITS}]|(?<=[{HAN_DIGITS}])[洞拐勾腰吆](?=[{HAN_DIGITS}]))"
# What a reader of pictures takes for a digit, or a person in a hurry: 625l 8884, 1O24, l38….
_MISREAD = (
    r"(?:(?<=[0-9])|(?<=[0-9][ -]))[OolIS]{1,3}(?=[ -]?[0-9])|(?<![A-Za-z0-9])[lI](?=[3-9][0-9]{5})"
    r"|(?<=[0-9]{2})[OolIS]{1,2}(?![A-Za-z0-9])"
)
_ARABIC = rf"(?:[0-9]|(?:{_MISREAD}))"
_GROUP = re.compile(rf"(?:{_ARABIC})+|(?:{_HAN}|(?<=[0-9])[腰吆](?=[{HAN_DIGITS}]))+")
_SOFT = " \t.·•・‧_~=+()-"
_GAP = re.compile(rf"[{_SOFT}]{{0,3}}|[ \t]{{4,8}}|[{_SOFT}]{{0,2}}[\r\n,、。/|]{{1,2}}[{_SOFT}]?")
_INVISIBLE = "\u200b"  # what a character folds to that takes no room
_HARD = re.compile(r"[\r\n,、。/|]")
_LONGEST_GROUP = 6
_LONGEST_LEFT = 10  # digits side by side that masking leaves, at most
_BLANKS = set(" \t\r\n")
_YEAR = re.compile(r"20[0-3][0-9]")
_STAR = re.compile(r"[*×]|[•●]{2}")
_STAR_BEFORE = re.compile(r"(?:[*×]|[•●]{2})$")
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

    def marks(self, first: int, last: int) -> int:
        """How many kinds of marks part the groups: a blank, a dash, a dot."""
        kinds = {"".join(sorted(set(gap) - _BLANKS)) or gap[:1] for gap in self.gaps[first:last]}
        return len({" " if kind in _BLANKS else kind for kind in kinds} - {""})

    def has_day(self, first: int, last: int) -> bool:
        """Whether three of the groups are a day: 2026-11-18."""
        codes = [group.code for group in self.groups[first : last + 1]]
        return any(
            _YEAR.fullmatch(one) and len(two) <= 2 and len(three) <= 2
            for one, two, three in zip(codes, codes[1:], codes[2:], strict=False)
        )

    def part(self, first: int, end: int) -> Run:
        """The groups from `first` up to `end`, as a run."""
        return Run(self.groups[first:end], self.gaps[first : end - 1])

    def is_even(self, first: int, last: int) -> bool:
        """Written in equal groups: 6222 0212 3456 7890 123."""
        sizes = [len(group.code) for group in self.groups[first : last + 1]]
        even = all(size == sizes[0] for size in sizes[:-1]) and sizes[-1] <= sizes[0]
        return even and len(set(self.gaps[first:last])) <= 1 and sizes[0] <= _LONGEST_GROUP

    def longer(self, first: int, last: int) -> tuple[int, int] | None:
        """The groups of the longer number in equal groups that these are a part of."""
        stretch = self.stretches[first]
        is_part = stretch[0] <= first and last <= stretch[1] and stretch != (first, last)
        return stretch if is_part and len(self.groups[first].code) <= _LONGEST_GROUP else None

    @cached_property
    def stretches(self) -> list[tuple[int, int]]:
        """For each group, from where to where groups of one size go on, the last maybe shorter."""
        found: list[tuple[int, int]] = []
        while len(found) < len(self.groups):
            start = end = len(found)
            size, gap = len(self.groups[start].code), None
            while end + 1 < len(self.groups) and gap in (None, self.gaps[end]):
                if len(self.groups[end + 1].code) > size:
                    break
                gap = self.gaps[end]
                end += 1
                if len(self.groups[end].code) < size:
                    break
            found += [(start, end)] * (end + 1 - start)
        return found


def digit_runs(text: str) -> Iterator[Run]:
    """The runs of digits of a folded text, in order."""
    groups: list[Group] = []
    for match in _GROUP.finditer(text):
        group = Group(*match.span(), as_digits(match.group()))
        if _touches_star(text, group):
            yield from _run(text, groups)
            groups = []
        elif groups and _GAP.fullmatch(_gap(text, groups[-1], group)) is None:
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
    if len(group.code) > _LONGEST_LEFT:
        return False
    before = text[max(0, group.start - 2) : group.start]
    return bool(_STAR_BEFORE.search(before) or _STAR.match(text, group.end))


def _run(text: str, groups: list[Group]) -> Iterator[Run]:
    if groups:
        gaps = (_gap(text, one, two) for one, two in pairwise(groups))
        yield Run(tuple(groups), tuple(gaps))


def _gap(text: str, one: Group, two: Group) -> str:
    return text[one.end : two.start].replace(_INVISIBLE, "")
