"""A phone's camera: the sheet lies on a counter, at an angle, in some light; lens and sensor do the rest."""

from typing import NamedTuple

import cv2
import numpy as np

from bench.slips.paper import Sheet, Strengths
from bench.slips.texture import Chance, counter, smooth

SHAPES = (
    (1080, 1440),
    (1200, 1600),
    (1536, 2048),
    (1080, 1920),
    (1440, 1920),
    (1728, 2304),
    (900, 1200),
)


class Photo(NamedTuple):
    """A picture and what was known of it before lens and light.

    Attributes:
        picture: RGB, 0 to 255.
        ink: what was printed, where it came to lie in the picture.
        ids: whose letter's cell a point is in.
        whole: for each letter's number, the share of its cell that the picture holds.
    """

    picture: np.ndarray
    ink: np.ndarray
    ids: np.ndarray
    whole: dict[int, float]


def photographed(sheet: Sheet, how: Strengths, chance: Chance) -> Photo:
    """The sheet, photographed."""
    width, height = SHAPES[chance.integers(len(SHAPES))]
    placed = _placed(sheet.ink.shape, (height, width), how, chance)

    def seen(picture: np.ndarray, way: int = cv2.INTER_LINEAR) -> np.ndarray:
        return cv2.warpPerspective(picture, placed, (width, height), flags=way)

    there = seen(sheet.there).astype(np.float32)[..., None] / 255
    around = counter(chance, (height, width))
    dark = cv2.GaussianBlur(there[..., 0], (0, 0), width / 90)[..., None]
    around *= 1 - 0.45 * np.roll(dark, (width // 150, width // 200), (0, 1))
    picture = around * (1 - there) + seen(_shrinkable(sheet.colour, placed)) * there
    ids = seen(sheet.ids, cv2.INTER_NEAREST)
    ids[there[..., 0] < 0.5] = 0
    if how.get("covered"):
        _finger(picture, ids, chance)
    ink = seen(_shrinkable(sheet.ink, placed))
    return Photo(developed(picture, how, chance), ink, ids, _whole(sheet.ids, ids, placed))


def scanned(sheet: Sheet, how: Strengths, chance: Chance) -> Photo:
    """The sheet as a scanner or a screenshot has it: straight and whole."""
    held = {int(one): 1.0 for one in np.unique(sheet.ids) if one}
    still = {name: how[name] for name in ("noise",) if name in how}
    picture = developed(sheet.colour, still, chance) if still else sheet.colour
    return Photo(np.clip(picture, 0, 255).astype(np.uint8), sheet.ink, sheet.ids, held)


def _whole(before: np.ndarray, after: np.ndarray, placed: np.ndarray) -> dict[int, float]:
    """Of each letter, the share of its points that are still to be seen."""
    y, x = np.nonzero(before[::3, ::3])
    number = before[::3, ::3][y, x].astype(np.int64)
    points = np.stack((x * 3, y * 3), axis=-1).astype(np.float32)[:, None]
    if not len(points):
        return {}
    there = np.rint(cv2.perspectiveTransform(points, placed)[:, 0]).astype(np.int64)
    inside = (there >= 0).all(axis=1) & (there < after.shape[::-1]).all(axis=1)
    held = np.zeros(len(points))
    held[inside] = after[there[inside, 1], there[inside, 0]] > 0
    counts = np.bincount(number)
    shares = np.bincount(number, held) / np.maximum(counts, 1)
    return {int(one): float(shares[one]) for one in np.flatnonzero(counts)}


def _placed(
    paper: tuple[int, int], photo: tuple[int, int], how: Strengths, chance: Chance
) -> np.ndarray:
    """The homography from paper to photo."""
    turn = np.radians(20 * how.get("rotation", 0.0)) * chance.choice((-1, 1))
    half = np.array([paper[1], paper[0]]) / 2
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    tilt = how.get("perspective", 0.0)
    if tilt:
        away = chance.uniform(-1, 1, 2) * tilt * 0.15 / half
        depth = 1 + turned @ away
        turned = turned / depth[:, None]
    extent = turned.max(axis=0) - turned.min(axis=0)
    fill = chance.uniform(0.86, 0.97) * (1 - 0.35 * how.get("far", 0.0))
    size = np.array([photo[1], photo[0]])
    turned *= fill * min(size / extent)
    middle = (turned.max(axis=0) + turned.min(axis=0)) / 2
    room = np.maximum(0, (size - (turned.max(axis=0) - turned.min(axis=0))) / 2)
    centre = size / 2 - middle + room * chance.uniform(-0.85, 0.85, 2)
    lying = turned + centre
    if how.get("cut"):
        lying = _cut(lying, size, how["cut"], chance)
    source = np.array([(0, 0), (paper[1], 0), (paper[1], paper[0]), (0, paper[0])], np.float32)
    return cv2.getPerspectiveTransform(source, lying.astype(np.float32))


def _cut(lying: np.ndarray, size: np.ndarray, strength: float, chance: Chance) -> np.ndarray:
    """Shifted until a part of it lies outside of the picture."""
    side = chance.integers(4)
    axis = side % 2
    extent = lying[:, axis].max() - lying[:, axis].min()
    outside = extent * (0.03 + 0.22 * strength)
    if side < 2:
        lying[:, axis] -= lying[:, axis].min() + outside
    else:
        lying[:, axis] += size[axis] - lying[:, axis].max() + outside
    return lying


def _shrinkable(picture: np.ndarray, placed: np.ndarray) -> np.ndarray:
    """Softened as much as the lens would, where the picture gets smaller: no aliasing."""
    corner = abs(np.linalg.det(placed[:2, :2])) ** 0.5
    if corner >= 0.8:
        return picture
    return cv2.GaussianBlur(picture, (0, 0), 0.45 * (1 / corner - 0.6))


def _finger(picture: np.ndarray, ids: np.ndarray, chance: Chance) -> None:
    """A thumb that holds the paper, or a coin on it."""
    height, width = ids.shape
    over = np.zeros((height, width), np.float32)
    side = chance.choice((0, 1))
    at = (int(side * width), int(chance.uniform(0.35, 0.95) * height))
    axes = (int(width * chance.uniform(0.12, 0.3)), int(width * 0.09))
    cv2.ellipse(over, at, axes, float(chance.uniform(-25, 25)), 0, 360, 1.0, -1, cv2.LINE_AA)
    over = cv2.GaussianBlur(over, (0, 0), 2)
    skin = np.array((205, 160, 135), np.float32) * (
        0.85 + 0.25 * smooth(chance, (height, width), 0.2)[..., None]
    )
    picture *= 1 - over[..., None]
    picture += skin * over[..., None]
    ids[over > 0.5] = 0


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
