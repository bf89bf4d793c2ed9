"""A line of print as it was recognised: its characters, how sure each is, and where they stand."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from zhangfang.slips.reading import Box


class Point(NamedTuple):
    """A place in the picture, in pixels from its upper left corner."""

    x: float
    y: float


Quad: TypeAlias = tuple[Point, Point, Point, Point]
"""The corners of a line as it is read: upper left, upper right, lower right, lower left."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of print in one direction.

    `scores` is the recogniser's belief (0 to 1) in each character. `places` is where the middle of
    each stands, as a fraction of the way from the left edge of the quad to its right.
    """

    text: str
    scores: tuple[float, ...]
    places: tuple[float, ...]
    quad: Quad
    source: int = -1
    """Which of the detector's finds it is, or is a part of."""

    @property
    def height(self) -> float:
        """In pixels, square to the line."""
        upper_left, upper_right, lower_right, lower_left = self.quad
        return (_distance(upper_left, lower_left) + _distance(upper_right, lower_right)) / 2

    @property
    def length(self) -> float:
        """In pixels, along the line."""
        upper_left, upper_right, lower_right, lower_left = self.quad
        return (_distance(upper_left, upper_right) + _distance(lower_left, lower_right)) / 2

    @property
    def angle(self) -> float:
        """The slope against the picture, in radians; positive falls to the right."""
        start, end = self.along(0), self.along(1)
        return math.atan2(end.y - start.y, end.x - start.x)

    @property
    def score(self) -> float:
        """The mean belief in its characters."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0

    def along(self, fraction: float) -> Point:
        """A point on the middle of the line."""
        upper_left, upper_right, lower_right, lower_left = self.quad
        left = _between(upper_left, lower_left, 0.5)
        right = _between(upper_right, lower_right, 0.5)
        return _between(left, right, fraction)

    def part(self, start: int, end: int) -> Line:
        """The characters from `start` to `end`, as a line of their own."""
        if start <= 0 and end >= len(self.text):
            return self
        left, right = self._edge(start), self._edge(end)
        span = max(right - left, 1e-6)
        upper_left, upper_right, lower_right, lower_left = self.quad
        return Line(
            text=self.text[start:end],
            scores=self.scores[start:end],
            places=tuple((place - left) / span for place in self.places[start:end]),
            quad=(
                _between(upper_left, upper_right, left),
                _between(upper_left, upper_right, right),
                _between(lower_left, lower_right, right),
                _between(lower_left, lower_right, left),
            ),
            source=self.source,
        )

    def _edge(self, index: int) -> float:
        """Where the gap before a character is."""
        if index <= 0 or not self.places:
            return 0.0
        if index >= len(self.places):
            return 1.0
        return (self.places[index - 1] + self.places[index]) / 2


def evenly(text: str) -> tuple[float, ...]:
    """Places for characters whose own are not known: by their usual width."""
    widths = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text]
    total = sum(widths)
    return tuple((sum(widths[:index]) + width / 2) / total for index, width in enumerate(widths))


def box_around(quads: list[Quad], width: int, height: int) -> Box:
    """The upright rectangle around some quads, in fractions of a picture of that size."""
    xs = [min(max(point.x / width, 0.0), 1.0) for quad in quads for point in quad]
    ys = [min(max(point.y / height, 0.0), 1.0) for quad in quads for point in quad]
    return Box(
        x=round(min(xs), 4),
        y=round(min(ys), 4),
        w=round(max(xs) - min(xs), 4),
        h=round(max(ys) - min(ys), 4),
    )


def _between(start: Point, end: Point, fraction: float) -> Point:
    return Point(start.x + (end.x - start.x) * fraction, start.y + (end.y - start.y) * fraction)


def _distance(one: Point, other: Point) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)
