"""Lines put straight: which stand in one row, what is to the right, what is below.

A photographed slip is turned and seen at an angle, so rows run askew, and those at the top not quite
as those at the bottom. All is measured along the rows of the paper, not of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from zhangfang.slips.line import Line, Point

_SAME_ROW = 0.55
"""How far apart, in heights of the smaller, the middles of two pieces of one row may be."""
_FEWEST = 4
"""Slopes that it takes to say how they change from top to bottom."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of one, in the paper's own coordinates (pixels, rows level)."""

    line: Line
    left: float
    right: float
    middle: float
    height: float

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text


@dataclass(frozen=True, slots=True)
class _Levelling:
    """Turns the picture by `angle` about its origin, then takes away what slope is left."""

    angle: float
    change: float
    around: Point

    def place(self, point: Point) -> Point:
        cos, sin = math.cos(-self.angle), math.sin(-self.angle)
        x, y = point.x * cos - point.y * sin, point.x * sin + point.y * cos
        slope = self.change * (y - self.around.y)
        return Point(x, y - slope * (x - self.around.x))


def level(lines: Sequence[Line]) -> list[Piece]:
    """The lines in reading order, in coordinates in which their rows are level."""
    if not lines:
        return []
    levelling = _levelling(lines)
    return sorted(
        (_piece(line, levelling) for line in lines), key=lambda piece: (piece.middle, piece.left)
    )


def rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by row, from top to bottom, each row from left to right."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.middle):
        row = next((row for row in reversed(found[-4:]) if _joins(piece, row)), None)
        if row is None:
            found.append([piece])
        else:
            row.append(piece)
    return [sorted(row, key=lambda piece: piece.left) for row in found]


def part(piece: Piece, start: int, end: int) -> Piece:
    """Some characters of a piece, where they stand."""
    line = piece.line.part(start, end)
    scale = (piece.right - piece.left) / max(piece.line.length, 1e-6)
    offset = _along(piece.line, line)
    left = piece.left + offset * scale
    return Piece(line, left, left + line.length * scale, piece.middle, piece.height)


def overlap(one: Piece, other: Piece) -> float:
    """How much of the narrower piece is above or below the other, 0 to 1."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return max(shared, 0) / max(min(one.right - one.left, other.right - other.left), 1e-6)


def _joins(piece: Piece, row: Sequence[Piece]) -> bool:
    """Level with a neighbour of the row, and not standing over any piece of it."""
    nearest = min(row, key=lambda one: abs(one.left - piece.left))
    apart = abs(nearest.middle - piece.middle)
    return apart < _SAME_ROW * min(nearest.height, piece.height) and not any(
        overlap(piece, one) > 0.5 for one in row
    )


def _levelling(lines: Sequence[Line]) -> _Levelling:
    long = [line for line in lines if line.length > 3 * line.height] or list(lines)
    angle = _weighted_median([(line.angle, line.length) for line in long])
    turned = _Levelling(angle, 0.0, Point(0, 0))
    middles = [turned.place(line.along(0.5)) for line in long]
    around = Point(median(one.x for one in middles), median(one.y for one in middles))
    return _Levelling(angle, _change(long, middles, angle, around), around)


def _change(lines: Sequence[Line], middles: Sequence[Point], angle: float, around: Point) -> float:
    """How the slope changes for each pixel down: the least squares over lines near the median."""
    samples = [
        (middle.y - around.y, math.tan(line.angle - angle), line.length)
        for line, middle in zip(lines, middles, strict=True)
        if abs(line.angle - angle) < 0.2
    ]
    spread = sum(weight * y * y for y, _, weight in samples)
    if len(samples) < _FEWEST or spread == 0:
        return 0.0
    return sum(weight * y * slope for y, slope, weight in samples) / spread


def _weighted_median(values: Sequence[tuple[float, float]]) -> float:
    total, passed = sum(weight for _, weight in values), 0.0
    for value, weight in sorted(values):
        passed += weight
        if passed * 2 >= total:
            return value
    return 0.0


def _piece(line: Line, levelling: _Levelling) -> Piece:
    left, right = levelling.place(line.along(0)), levelling.place(line.along(1))
    return Piece(line, left.x, right.x, (left.y + right.y) / 2, line.height)


def _along(whole: Line, piece: Line) -> float:
    start, begin = whole.along(0), piece.along(0)
    return math.hypot(begin.x - start.x, begin.y - start.y)
