"""Cuts lines out of a picture, level and at the size the recogniser wants."""

from __future__ import annotations

import math

import cv2
import numpy as np

from zhangfang.slips.engine import Picture
from zhangfang.slips.line import Point, Quad

_HEIGHT = 48
_MOST = 2400
"""Pixels of the longest cut."""


def cut_out(picture: Picture, quad: Quad, *, margin: float = 0.0, height: int = _HEIGHT) -> Picture:
    """What stands within a quad, drawn level; `margin` in heights of the line on every side."""
    wider = _grown(quad, margin) if margin else quad
    across = max(_distance(wider[0], wider[1]), _distance(wider[3], wider[2]), 1.0)
    down = max(_distance(wider[0], wider[3]), _distance(wider[1], wider[2]), 1.0)
    width = int(min(max(round(across * height / down), 4), _MOST))
    corners = np.array(wider, dtype=np.float32)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    # a larger print is first made smaller by area, or its strokes would be sampled through
    shrink = min(1.0, 2 * height / down)
    source, corners = _shrunk(picture, corners, shrink)
    matrix = cv2.getPerspectiveTransform(corners, target)
    cut = cv2.warpPerspective(
        source, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, dtype=np.uint8)


def _shrunk(picture: Picture, corners: np.ndarray, shrink: float) -> tuple[Picture, np.ndarray]:
    if shrink > 0.8:
        return picture, corners
    low = np.floor(corners.min(axis=0)).astype(int) - 2
    high = np.ceil(corners.max(axis=0)).astype(int) + 2
    low, high = np.maximum(low, 0), np.minimum(high, [picture.shape[1], picture.shape[0]])
    window = picture[low[1] : high[1], low[0] : high[0]]
    if window.size == 0:
        return picture, corners
    size = (max(round(window.shape[1] * shrink), 1), max(round(window.shape[0] * shrink), 1))
    small = cv2.resize(window, size, interpolation=cv2.INTER_AREA)
    scale = np.array([size[0] / window.shape[1], size[1] / window.shape[0]], dtype=np.float32)
    return np.asarray(small, dtype=np.uint8), ((corners - low) * scale).astype(np.float32)


def _grown(quad: Quad, margin: float) -> Quad:
    """Larger by a share of its height on every side."""
    upper_left, upper_right, lower_right, lower_left = quad
    down = (_distance(upper_left, lower_left) + _distance(upper_right, lower_right)) / 2 * margin
    across = _unit(upper_left, upper_right)
    below = _unit(upper_left, lower_left)

    def moved(point: Point, right: int, under: int) -> Point:
        return Point(
            point.x + down * (right * across.x + under * below.x),
            point.y + down * (right * across.y + under * below.y),
        )

    return (
        moved(upper_left, -1, -1),
        moved(upper_right, 1, -1),
        moved(lower_right, 1, 1),
        moved(lower_left, -1, 1),
    )


def _unit(start: Point, end: Point) -> Point:
    length = max(_distance(start, end), 1e-6)
    return Point((end.x - start.x) / length, (end.y - start.y) / length)


def _distance(one: Point, other: Point) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)
