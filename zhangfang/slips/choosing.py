"""Of several readings of one fact the one to offer, and whether it may be offered without doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhangfang.slips.fields import Candidate
from zhangfang.slips.line import Line
from zhangfang.slips.reading import FieldName

LEAST_BELIEF = 0.9
"""In the weakest character of a value that is offered without doubt."""
_EDGE = 0.4
"""Of a line's height."""
_LEAST_IN_LABELLED = 0.5
"""Below it, a labelled value gives way to a better one of the next rank."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is offered for a fact, and what else was read for it."""

    best: Candidate
    rivals: tuple[Candidate, ...]

    @property
    def contested(self) -> bool:
        """Whether another place that is as good says something else."""
        return any(
            rival.value != self.best.value and rival.rank < self.best.rank + 0.5
            for rival in self.rivals
        )


def choose(candidates: Iterable[Candidate]) -> dict[FieldName, Choice]:
    """The best candidate of each fact, those that say the same counted as one."""
    by_name: dict[FieldName, list[Candidate]] = {}
    for candidate in candidates:
        by_name.setdefault(candidate.name, []).append(candidate)
    chosen: dict[FieldName, Choice] = {}
    for name, group in by_name.items():
        ordered = sorted(group, key=_worth)
        chosen[name] = Choice(ordered[0], tuple(ordered[1:]))
    return chosen


def is_sure(
    choice: Choice,
    again: Candidate | None,
    *,
    written: Decimal | None,
    with_seconds: bool,
    size: tuple[int, int],
) -> bool:
    """Whether all evidence agrees: form, label, each character, a second reading, no rival.

    Args:
        choice: what is to be offered.
        again: what a second cut of the same place says.
        written: the sum in characters, if the slip has it.
        with_seconds: it is a slip of a card machine, which prints the clock to the second.
        size: width and height of the picture in which the lines stand, in pixels.
    """
    best = choice.best
    if best.name == "amount" and written is not None and Decimal(best.value) != written:
        return False
    if best.name == "transaction_time" and best.value.count(":") < 1 + with_seconds:
        return False  # part of it is hidden
    return (
        best.doubt == 0
        and best.label_doubt < 0.3
        and best.belief >= LEAST_BELIEF
        and not choice.contested
        and not any(_at_the_edge(line, size) for line in best.lines)
        and again is not None
        and again.value == best.value
        and again.doubt == 0
    )


def agreeing(choice: Choice, again: Sequence[Candidate]) -> Candidate | None:
    """The second reading of the fact, the one that says the same before others."""
    same = [one for one in again if one.name == choice.best.name]
    return min(same, key=lambda one: (one.value != choice.best.value, _worth(one)), default=None)


def _at_the_edge(line: Line, size: tuple[int, int]) -> bool:
    """Whether a line comes so near to the picture's edge that part of it may be cut off."""
    near = _EDGE * line.height
    return any(
        point.x < near or point.y < near or point.x > size[0] - near or point.y > size[1] - near
        for point in line.quad
    )


def _worth(candidate: Candidate) -> tuple[float, ...]:
    weak = candidate.belief < _LEAST_IN_LABELLED
    return (
        candidate.rank + (2 if candidate.doubt > 1 else 0) + (1 if weak else 0),
        candidate.doubt,
        -candidate.belief,
    )
