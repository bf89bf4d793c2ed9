"""Which way up the print stands: a slip laid sideways or upside down before the camera."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from zhangfang.slips.cutting import cut_out
from zhangfang.slips.engine import Engine, Picture
from zhangfang.slips.line import Point, Quad

_LONG = 2.5
"""Times as long as high: its direction can be told."""
_MOST_ASKED = 24


def standing(picture: Picture, quads: Sequence[Quad], engine: Engine) -> tuple[int, list[Quad]]:
    """Quarter turns (anticlockwise, 0 to 3) that put the print upright, and the quads so turned."""
    height, width = picture.shape[:2]
    turns = 1 if _mostly_upwards(quads) else 0
    turned = [_reordered([_turn(point, turns, width, height) for point in quad]) for quad in quads]
    upright = np.ascontiguousarray(np.rot90(picture, turns))
    longest = sorted((quad for quad in turned if _is_long(quad)), key=_length, reverse=True)
    cuts = [cut_out(upright, quad) for quad in longest[:_MOST_ASKED]]
    if engine.upside_down(cuts) <= 0.5:
        return turns, turned
    size = upright.shape[1], upright.shape[0]
    return turns + 2, [_reordered([_turn(point, 2, *size) for point in quad]) for quad in turned]


def turned_back(quad: Quad, turns: int, width: int, height: int) -> Quad:
    """A quad of the upright picture in the picture as it came, of that width and height."""
    size = (height, width) if turns % 2 else (width, height)
    first, second, third, fourth = (_turn(point, -turns % 4, *size) for point in quad)
    return first, second, third, fourth


def _mostly_upwards(quads: Sequence[Quad]) -> bool:
    """Whether the greater length of print runs up or down the picture."""
    level = upward = 0.0
    for quad in quads:
        across, down = _sides(quad)
        long, direction = max((across, _slope(quad[0], quad[1])), (down, _slope(quad[0], quad[3])))
        if long < _LONG * min(across, down):
            continue
        if direction > math.pi / 4:
            upward += long
        else:
            level += long
    return upward > level


def _reordered(points: Sequence[Point]) -> Quad:
    """From the corner where reading begins, clockwise."""
    ordered = list(points)
    best = min(range(4), key=lambda start: _misfit([ordered[(start + i) % 4] for i in range(4)]))
    first, second, third, fourth = (ordered[(best + index) % 4] for index in range(4))
    return first, second, third, fourth


def _misfit(points: Sequence[Point]) -> float:
    """How far the upper edge is from pointing right."""
    return abs(math.atan2(points[1].y - points[0].y, points[1].x - points[0].x))


def _turn(point: Point, turns: int, width: float, height: float) -> Point:
    """Where a point is after quarter turns anticlockwise of a picture of that size."""
    for _ in range(turns):
        point = Point(point.y, width - point.x)
        width, height = height, width
    return point


def _is_long(quad: Quad) -> bool:
    across, down = _sides(quad)
    return across > _LONG * down


def _length(quad: Quad) -> float:
    return _sides(quad)[0]


def _sides(quad: Quad) -> tuple[float, float]:
    return math.dist(quad[0], quad[1]), math.dist(quad[0], quad[3])


def _slope(start: Point, end: Point) -> float:
    """The angle to the horizontal, 0 to a right one."""
    return abs(math.atan2(abs(end.y - start.y), abs(end.x - start.x)))
