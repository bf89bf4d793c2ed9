"""Of several readings of one fact the one to offer, and whether it may be offered without doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhangfang.slips.fields import Candidate
from zhangfang.slips.reading import FieldName

LEAST_BELIEF = 0.9
"""In the weakest character of a value that is offered without doubt."""
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


def is_sure(choice: Choice, again: Candidate | None, written: Decimal | None) -> bool:
    """Whether all evidence agrees: form, label, each character, a second reading, no rival.

    `again` is what a second cut of the same place says; `written` the sum in characters.
    """
    best = choice.best
    if best.name == "amount" and written is not None and Decimal(best.value) != written:
        return False
    return (
        best.doubt == 0
        and best.label_doubt < 0.3
        and best.score >= LEAST_BELIEF
        and not choice.contested
        and again is not None
        and again.value == best.value
        and again.doubt == 0
    )


def agreeing(choice: Choice, again: Sequence[Candidate]) -> Candidate | None:
    """The second reading of the fact, the one that says the same before others."""
    same = [one for one in again if one.name == choice.best.name]
    return min(same, key=lambda one: (one.value != choice.best.value, _worth(one)), default=None)


def _worth(candidate: Candidate) -> tuple[float, ...]:
    weak = candidate.score < _LEAST_IN_LABELLED
    return (
        candidate.rank + (2 if candidate.doubt > 1 else 0) + (1 if weak else 0),
        candidate.doubt,
        -candidate.score,
    )
