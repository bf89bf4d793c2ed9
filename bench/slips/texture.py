"""Patterns that look grown: smooth noise, wood, counters; what lies around and on a slip."""

import cv2
import numpy as np

Chance = np.random.Generator


def smooth(chance: Chance, size: tuple[int, int], grain: float) -> np.ndarray:
    """Noise from 0 to 1 that changes over about `grain` of the picture's longer side."""
    cells = max(2, round(1 / max(grain, 0.005)))
    longer = max(size)
    shape = (max(2, cells * size[0] // longer + 1), max(2, cells * size[1] // longer + 1))
    coarse = chance.random(shape, dtype=np.float32)
    return np.clip(cv2.resize(coarse, size[::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def counter(chance: Chance, size: tuple[int, int]) -> np.ndarray:
    """What a slip lies on: wood, stone, cloth or a table with things on it; RGB, 0 to 255."""
    kind = chance.integers(4)
    base = np.array(
        [(120, 85, 55), (70, 72, 78), (150, 150, 146), (60, 80, 70), (178, 160, 132), (35, 33, 32)][
            chance.integers(6)
        ],
        np.float32,
    )
    if kind == 0:
        stretched = smooth(chance, (size[0], max(8, size[1] // 12)), 0.03)
        grain = cv2.resize(stretched, size[::-1])
        rings = np.sin(grain * 30 + smooth(chance, size, 0.4) * 12)
        made = base * (1 + 0.16 * rings[..., None])
    elif kind == 1:
        speckled = smooth(chance, size, 0.008) * 0.5 + smooth(chance, size, 0.05) * 0.5
        made = base * (0.75 + 0.5 * speckled[..., None])
    else:
        made = base * (0.85 + 0.3 * smooth(chance, size, 0.3)[..., None])
    if kind == 3:
        _things(chance, made)
    return np.clip(made, 0, 255).astype(np.float32)


def _things(chance: Chance, table: np.ndarray) -> None:
    """A few coloured shapes with edges."""
    height, width = table.shape[:2]
    for _ in range(chance.integers(2, 6)):
        colour = tuple(float(one) for one in chance.integers(20, 235, 3))
        at = (int(chance.integers(width)), int(chance.integers(height)))
        if chance.random() < 0.5:
            axes = tuple(int(one) for one in chance.integers(width // 20, width // 4, 2))
            cv2.ellipse(
                table, at, axes, float(chance.integers(180)), 0, 360, colour, -1, cv2.LINE_AA
            )
        else:
            box = (at, tuple(int(one) for one in chance.integers(width // 12, width // 2, 2)), 30.0)
            points = cv2.boxPoints(box).astype(np.int32)
            cv2.fillConvexPoly(table, points, colour, cv2.LINE_AA)


def creases(chance: Chance, size: tuple[int, int], count: int) -> np.ndarray:
    """The height of crumpled paper: flat pieces that meet in folds, about -1 to 1."""
    small = (max(8, size[0] // 8), max(8, size[1] // 8))
    y, x = np.mgrid[0 : small[0], 0 : small[1]].astype(np.float32)
    height = np.zeros(small, np.float32)
    for _ in range(count):
        angle = chance.uniform(0, np.pi)
        through = (chance.uniform(0, small[1]), chance.uniform(0, small[0]))
        away = (x - through[0]) * np.cos(angle) + (y - through[1]) * np.sin(angle)
        reach = chance.uniform(0.1, 0.45) * max(small)
        height += chance.choice((-1, 1)) * np.maximum(0, 1 - np.abs(away) / reach)
    height += (smooth(chance, small, 0.25) - 0.5) * 1.5
    height = cv2.GaussianBlur(height, (0, 0), 1.2)
    height /= max(1e-3, float(np.abs(height).max()))
    return cv2.resize(height, size[::-1], interpolation=cv2.INTER_CUBIC)
