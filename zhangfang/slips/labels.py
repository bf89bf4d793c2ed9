"""Finds the labels of a line, also misread ones: 参老号 is 参考号."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhangfang.slips.label_table import LABELS, MISREAD, Label

_VALUE_MAY_FOLLOW = re.compile(r"$|[\s:：;；.(（¥￥*+\-]|[0-9A-Za-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CHEAP, _DEAR = 0.3, 1.0
_TOLERATED = 0.34
"""Of the length of a label, how much may be misread."""


@dataclass(frozen=True, slots=True)
class Found:
    """A label from `start` to `end` of a text; its value may begin at `end`.

    `doubt` is 0 for a label in one of its printed forms, and grows with what was misread.
    """

    label: Label
    start: int
    end: int
    doubt: float


def find_labels(text: str) -> list[Found]:
    """The labels of a text from left to right, none within another."""
    found = _printed(text)
    found += [one for one in _misread(text) if not _touches(one, found)]
    return _without_translations(text, sorted(found, key=lambda one: one.start))


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, Label]]:
    by_form = {form: label for label in LABELS for form in label.forms}
    longest = sorted(by_form, key=len, reverse=True)
    return re.compile("|".join(map(_spaced, longest)), re.IGNORECASE), {
        _bare(form): label for form, label in by_form.items()
    }


def _spaced(form: str) -> str:
    """金额 is also printed 金 额, REF NO also REF.NO."""
    if form.isascii():
        words = r"[\s.,:]*".join(map(re.escape, form.split())).replace("O", "[O0]")
        return rf"(?<![A-Za-z]){words}\.?(?![A-Za-z])"
    return r"\s*".join(map(re.escape, form))


def _bare(form: str) -> str:
    return re.sub(r"[\s.,:]", "", form).upper().replace("0", "O")


def _printed(text: str) -> list[Found]:
    pattern, label_of = _patterns()
    found = []
    for match in pattern.finditer(text):
        if _VALUE_MAY_FOLLOW.match(text, match.end()) is None:
            continue
        before = text[: match.start()]
        # 积分金额 is none of the sums that are known
        inside = _HAN.search(before[-1:]) is not None and not match.group().isascii()
        label = label_of[_bare(match.group())]
        found.append(Found(label, match.start(), match.end(), 0.5 if inside else 0.0))
    return found


def _misread(text: str) -> list[Found]:
    """Runs of Chinese before a colon or a figure that are nearly a label."""
    found = []
    for run in _HAN.finditer(text):
        if _VALUE_MAY_FOLLOW.match(text, run.end()) is None:
            continue
        nearest = _nearest(run.group())
        if nearest is not None:
            found.append(Found(nearest[0], run.start(), run.end(), nearest[1]))
    return found


@cache
def _nearest(run: str) -> tuple[Label, float] | None:
    """The label that a run of characters was printed as, if one is near enough and alone."""
    if not 2 <= len(run) <= 8:
        return None
    near = sorted(
        (
            (_distance(run, form) / len(form), index)
            for index, label in enumerate(LABELS)
            for form in label.forms
            if not form.isascii() and abs(len(form) - len(run)) <= 1
        ),
    )
    if not near or near[0][0] > _TOLERATED:
        return None
    distance, index = near[0]
    rivals = {LABELS[other].field for other_distance, other in near if other_distance == distance}
    return None if len(rivals) > 1 else (LABELS[index], max(distance, 0.05))


@cache
def _group_of() -> dict[str, set[int]]:
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(MISREAD):
        for char in group:
            groups.setdefault(char, set()).add(number)
    return groups


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    groups = _group_of()
    return _CHEAP if groups.get(one, set()) & groups.get(other, set()) else _DEAR


def _distance(one: str, other: str) -> float:
    """Edits between two words (Levenshtein 1966), a swap of look-alikes counting little."""
    row = [float(index) for index in range(len(other) + 1)]
    for index, char in enumerate(one, 1):
        above, row = row, [float(index)]
        for column, wanted in enumerate(other, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + _swap(char, wanted)))
    return row[-1]


def _touches(one: Found, others: list[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _without_translations(text: str, found: list[Found]) -> list[Found]:
    """批次号(BATCH NO): what follows in another language names the same, or the copy of it."""
    kept: list[Found] = []
    for one in found:
        between = text[kept[-1].end : one.start] if kept else "?"
        latin = text[one.start : one.end].isascii()
        if (
            kept
            and latin
            and re.fullmatch(r"[\s:：/(（]*", between)
            and not text[kept[-1].start : kept[-1].end].isascii()
        ):
            kept[-1] = Found(kept[-1].label, kept[-1].start, one.end, kept[-1].doubt)
        else:
            kept.append(one)
    return [Found(one.label, one.start, _value_start(text, one.end), one.doubt) for one in kept]


def _value_start(text: str, end: int) -> int:
    """Past what stands between a label and its value, also (NO.) or (元)."""
    rest = re.match(r"\s*[(（][A-Za-z0 .,:/元]{0,24}[)）]", text[end:])
    end += rest.end() if rest else 0
    glue = re.match(r"[\s:：;；.。、,，_=)）(（]*", text[end:])
    return end + (glue.end() if glue else 0)
