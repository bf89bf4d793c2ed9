"""What a person could still read: each letter in the picture beside what was printed."""

from collections import defaultdict
from typing import Literal, NamedTuple

import numpy as np

from bench.slips.camera import Photo
from bench.slips.printer import Letter

LIKENESS = 0.45
"""Correlation of a letter of a value with its print below which it can't be told from others."""
LABEL_LIKENESS = 0.4
"""The same for labels, on average: a word is guessed from a part of it."""
LABEL_SHARE = 0.7
"""Share of a label's letters that must be in the picture whole: 号 alone is any number."""
SELF_EVIDENT = ("amount", "transaction_time", "card_tail")
"""Fields whose values say by themselves what they are."""
SMALLEST = 11
"""Height of a letter in points of the picture below which nobody reads it."""

State = Literal["legible", "illegible", "gone"]


class Seen(NamedTuple):
    """A letter in the picture: the share of it that is there, how high, and how alike."""

    share: float
    height: float
    likeness: float


def states(photo: Photo, letters: list[Letter]) -> dict[str, State]:
    """For each field, whether it could be read.

    Args:
        photo: the picture, with what was printed and where.
        letters: whose letter has which number.
    """
    seen = _seen(photo, len(letters))
    values: dict[str, list[Seen]] = defaultdict(list)
    labels: dict[str, list[Seen]] = defaultdict(list)
    for number, letter in enumerate(letters, 1):
        found = seen.get(number, Seen(0.0, 0.0, 0.0))
        found = found._replace(share=photo.whole.get(number, 0.0))
        (values if letter.is_value else labels)[letter.field].append(found)
    return {
        field: _state(found, [] if field in SELF_EVIDENT else labels.get(field, []))
        for field, found in values.items()
    }


def _state(value: list[Seen], label: list[Seen]) -> State:
    if all(one.share < 0.1 for one in value):
        return "gone"
    if any(one.share < 0.85 or one.height < SMALLEST for one in value):
        return "illegible"
    if min(one.likeness for one in value) < LIKENESS:
        return "illegible"
    if label and sum(one.share > 0.85 for one in label) / len(label) < LABEL_SHARE:
        return "illegible"
    if label and sum(one.likeness for one in label) / len(label) < LABEL_LIKENESS:
        return "illegible"
    return "legible"


def _seen(photo: Photo, count: int) -> dict[int, Seen]:
    """Every letter of which something is in the picture."""
    y, x = np.nonzero(photo.ids)
    number = photo.ids[y, x].astype(np.int64)
    printed = photo.ink[y, x].astype(np.float64)
    shown = photo.picture[y, x].astype(np.float64) @ (0.299, 0.587, 0.114)

    def total(of: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(number, of, count + 1)

    points = total()
    some = np.maximum(points, 1)
    mean_printed, mean_shown = total(printed) / some, total(shown) / some
    together = total(printed * shown) / some - mean_printed * mean_shown
    apart = (total(printed**2) / some - mean_printed**2) * (total(shown**2) / some - mean_shown**2)
    likeness = np.abs(together) / np.sqrt(np.maximum(apart, 1e-6))
    tops, bottoms = np.full(count + 1, 1 << 30), np.zeros(count + 1, np.int64)
    lefts, rights = np.full(count + 1, 1 << 30), np.zeros(count + 1, np.int64)
    np.minimum.at(tops, number, y)
    np.maximum.at(bottoms, number, y)
    np.minimum.at(lefts, number, x)
    np.maximum.at(rights, number, x)
    high = np.maximum(bottoms - tops, rights - lefts) + 1
    return {
        int(one): Seen(1.0, float(high[one]), float(likeness[one]))
        for one in np.flatnonzero(points)
    }
