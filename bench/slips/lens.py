"""Light, lens and sensor: what stands between a scene and its picture."""

import cv2
import numpy as np

from bench.slips.paper import Strengths
from bench.slips.texture import Chance, smooth


def developed(picture: np.ndarray, how: Strengths, chance: Chance) -> np.ndarray:
    """Light, lens, sensor, and what the phone makes of it."""
    size = picture.shape[:2]
    light = np.ones(size, np.float32)
    if how.get("light"):
        slope = smooth(chance, size, 0.7)
        light *= 1 - 0.6 * how["light"] * slope
    if how.get("shadow"):
        light *= _shadow(size, how["shadow"], chance)
    if how.get("dark"):
        light *= 1 - 0.7 * how["dark"]
    tint = 1 + chance.uniform(-0.06, 0.06, 3)
    seen = picture * light[..., None] * tint
    if how.get("glare"):
        seen += _glare(size, how["glare"], chance)[..., None]
    if how.get("haze"):
        seen = seen * (1 - 0.6 * how["haze"]) + 170 * 0.6 * how["haze"]
    if how.get("blur"):
        seen = _defocused(seen, 0.4 + 3.4 * how["blur"] * max(size) / 1900)
    if how.get("motion"):
        seen = _moved(seen, 2 + 12 * how["motion"] * max(size) / 1900, chance)
    if how.get("moire"):
        seen = seen * _moire(size, how["moire"], chance)
    grain = 2 + 13 * how.get("noise", 0.1)
    noise = chance.standard_normal(size, dtype=np.float32) * grain
    colours = cv2.resize(
        chance.standard_normal((size[0] // 2, size[1] // 2, 3), dtype=np.float32), size[::-1]
    )
    seen = seen + noise[..., None] + colours * grain * 0.5
    if chance.random() < 0.5:  # phones sharpen
        seen = seen + 0.6 * (seen - cv2.GaussianBlur(seen, (0, 0), 1.4))
    return np.clip(seen, 0, 255).astype(np.uint8)


def _shadow(size: tuple[int, int], strength: float, chance: Chance) -> np.ndarray:
    """A hand or the phone between lamp and paper."""
    height, width = size
    over = np.zeros(size, np.float32)
    start = chance.uniform(0.1, 0.9) * width
    corners = np.array(
        [
            (start, -10),
            (start + chance.uniform(-0.6, 0.6) * width, height + 10),
            (width * 2, height + 10),
            (width * 2, -10),
        ],
        np.int32,
    )
    if chance.random() < 0.5:
        corners[2:, 0] = -width
    cv2.fillPoly(over, [corners], 1.0)
    over = cv2.GaussianBlur(over, (0, 0), width * chance.uniform(0.004, 0.05))
    return 1 - (0.25 + 0.45 * strength) * over


def _glare(size: tuple[int, int], strength: float, chance: Chance) -> np.ndarray:
    """A lamp in smooth paper or a screen."""
    y, x = np.mgrid[0 : size[0], 0 : size[1]].astype(np.float32)
    at = chance.uniform(0.15, 0.85, 2) * size
    reach = max(size) * chance.uniform(0.06, 0.16)
    away = ((y - at[0]) ** 2 + ((x - at[1]) * chance.uniform(0.6, 1.6)) ** 2) / (2 * reach**2)
    return 420 * strength * np.exp(-away)


def _defocused(picture: np.ndarray, radius: float) -> np.ndarray:
    reach = int(np.ceil(radius))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return cv2.filter2D(picture, -1, (disc / disc.sum()).astype(np.float32))


def _moved(picture: np.ndarray, length: float, chance: Chance) -> np.ndarray:
    reach = int(np.ceil(length / 2))
    path = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    angle = chance.uniform(0, np.pi)
    away = np.array((np.cos(angle), np.sin(angle))) * length / 2
    start = tuple(round(reach - one) for one in away)
    end = tuple(round(reach + one) for one in away)
    cv2.line(path, start, end, 1.0, 1, cv2.LINE_AA)
    return cv2.filter2D(picture, -1, path / path.sum())


def _moire(size: tuple[int, int], strength: float, chance: Chance) -> np.ndarray:
    """The screen's points seen through the sensor's."""
    y, x = np.mgrid[0 : size[0], 0 : size[1]].astype(np.float32)
    waves = []
    for _ in range(3):
        angle, length = chance.uniform(0, np.pi), chance.uniform(4, 40)
        bent = 8 * smooth(chance, size, 0.5)
        waves.append(np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / length + bent))
    return 1 + 0.11 * strength * np.stack(waves, axis=-1)
