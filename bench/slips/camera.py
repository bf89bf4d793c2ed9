"""A telephone's camera: how the sheet lies before it, and what of it comes into the picture."""

from typing import NamedTuple

import cv2
import numpy as np

from bench.slips.lens import developed
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
