"""Paper that has lain in a drawer: colour, fading, stains, tears and creases of a printed strip."""

from typing import NamedTuple

import cv2
import numpy as np

from bench.slips.printer import Head, Letter, Strip
from bench.slips.texture import Chance, creases, smooth

PAPERS = ((252, 252, 250), (247, 246, 240), (250, 243, 226), (244, 236, 240), (238, 243, 250))
INKS = ((38, 38, 42), (55, 52, 60), (48, 46, 82), (70, 66, 72))
RIBBON = (72, 62, 110)

Strengths = dict[str, float]
"""How strong each degradation is, from 0 (not at all) to 1."""


class Sheet(NamedTuple):
    """A thing that can be photographed.

    Attributes:
        colour: RGB, 0 to 255.
        there: where there is paper, 0 to 255.
        ink: what was printed, before anything wore it off; 0 to 255.
        ids: whose letter's cell a dot is in; 0 for none.
    """

    colour: np.ndarray
    there: np.ndarray
    ink: np.ndarray
    ids: np.ndarray
    letters: list[Letter]


def worn(strip: Strip, head: Head, how: Strengths, chance: Chance) -> Sheet:
    """The strip as a sheet of paper."""
    size = strip.ink.shape
    white = np.array(PAPERS[chance.integers(len(PAPERS))], np.float32)
    black = np.array(RIBBON if head == "needles" else INKS[chance.integers(len(INKS))], np.float32)
    density = (strip.ink.astype(np.float32) / 255 * _density(size, how, chance))[..., None]
    paper = white * (1 - 0.03 * smooth(chance, size, 0.2)[..., None])
    _watermark(paper, chance)
    colour = paper * (1 - density) + black * density
    if how.get("stain"):
        _stain(colour, how["stain"], chance)
    there = _torn(size, how.get("torn", 0.0), chance)
    sheet = Sheet(colour, there, strip.ink, strip.ids, strip.letters)
    return _crumpled(sheet, how["crumple"], chance) if how.get("crumple") else sheet


def _density(size: tuple[int, int], how: Strengths, chance: Chance) -> np.ndarray:
    """How dark the print came out and what time left of it: 0 to 1."""
    fade = how.get("fade", 0.0)
    density = np.full(size, 0.97 - 0.5 * fade, np.float32)
    density *= 1 - 0.5 * fade * smooth(chance, size, 0.35)
    if fade and chance.random() < 0.6:  # bands across: the paper ran unevenly
        rows = smooth(chance, (size[0], 2), 0.05)[:, :1]
        density *= 1 - 0.55 * fade * (rows > 0.6)
    if fade and chance.random() < 0.35:  # a line along the paper: one dot of the head is dead
        for _ in range(chance.integers(1, 4)):
            at = int(chance.integers(size[1]))
            density[:, at : at + 4] *= 1 - 0.8 * min(1.0, fade * 1.5)
    return density


def _watermark(paper: np.ndarray, chance: Chance) -> None:
    """A pattern printed on the roll beforehand, now and then."""
    if chance.random() > 0.2:
        return
    step = int(chance.integers(120, 260))
    marks = np.zeros(paper.shape[:2], np.uint8)
    for y in range(0, paper.shape[0], step):
        for x in range((y // step % 2) * step // 2, paper.shape[1], step):
            cv2.putText(marks, "POS", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 255, 3, cv2.LINE_AA)
    paper -= (marks.astype(np.float32) / 255 * float(chance.uniform(8, 26)))[..., None]


def _stain(colour: np.ndarray, strength: float, chance: Chance) -> None:
    """Tea, oil or a red stamp; what is printed shows through."""
    size = colour.shape[:2]
    if chance.random() < 0.35:
        _stamp(colour, strength, chance)
        return
    tint = np.array([(190, 150, 100), (225, 215, 170), (170, 140, 120)][chance.integers(3)])
    drop = np.zeros(size, np.float32)
    for _ in range(chance.integers(1, 4)):
        at = (int(chance.integers(size[1])), int(chance.integers(size[0])))
        cv2.circle(drop, at, int(chance.uniform(0.06, 0.25) * size[1]), 1.0, -1)
    drop = cv2.GaussianBlur(drop, (0, 0), 6) * (0.6 + 0.4 * smooth(chance, size, 0.1))
    share = (drop * (0.3 + 0.5 * strength))[..., None]
    colour *= 1 - share * (1 - tint / 255)


def _stamp(colour: np.ndarray, strength: float, chance: Chance) -> None:
    size = colour.shape[:2]
    ring = np.zeros(size, np.float32)
    at = (int(chance.uniform(0.3, 0.7) * size[1]), int(chance.uniform(0.3, 0.9) * size[0]))
    radius = int(size[1] * 0.18)
    cv2.circle(ring, at, radius, 1.0, 8, cv2.LINE_AA)
    for turn in np.linspace(0, 2 * np.pi, 14):
        start = (
            at[0] + int(0.75 * radius * np.cos(turn)),
            at[1] + int(0.75 * radius * np.sin(turn)),
        )
        cv2.circle(ring, start, radius // 9, 1.0, 5, cv2.LINE_AA)
    share = (ring * smooth(chance, size, 0.03) * (0.5 + 0.4 * strength))[..., None]
    colour *= 1 - share * (1 - np.array((205, 40, 50)) / 255)


def _torn(size: tuple[int, int], strength: float, chance: Chance) -> np.ndarray:
    """The outline of the paper: teeth at both ends, and a piece missing if it is torn."""
    there = np.full(size, 255, np.uint8)
    teeth = 4 + (np.arange(size[1]) // 6 % 2) * 5
    for column in range(size[1]):
        there[: teeth[column], column] = 0
        there[size[0] - teeth[column] :, column] = 0
    if strength:
        edge = int(size[0] * (1 - 0.06 - 0.22 * strength))
        ragged = edge + (smooth(chance, (2, size[1]), 0.05)[0] - 0.5) * size[1] * 0.15
        slope = np.linspace(0, chance.uniform(-0.25, 0.25) * size[1], size[1])
        for column, row in enumerate((ragged + slope).astype(int)):
            there[max(0, row) :, column] = 0
    return there


def _crumpled(sheet: Sheet, strength: float, chance: Chance) -> Sheet:
    """Creased: letters shift, and each piece takes the light otherwise."""
    size = sheet.ink.shape
    height = creases(chance, size, int(3 + 9 * strength))
    slope_y, slope_x = np.gradient(cv2.GaussianBlur(height, (0, 0), 6))
    reach = size[1] * 0.9
    y, x = np.mgrid[0 : size[0], 0 : size[1]].astype(np.float32)
    map_x = (x + slope_x * reach * strength * 6).astype(np.float32)
    map_y = (y + slope_y * reach * strength * 6).astype(np.float32)
    toward = chance.uniform(0, 2 * np.pi)
    light = 1 + (slope_x * np.cos(toward) + slope_y * np.sin(toward)) * size[1] * 0.11 * strength
    light = np.clip(light, 0.55, 1.18)[..., None]

    def moved(picture: np.ndarray, way: int = cv2.INTER_LINEAR) -> np.ndarray:
        return cv2.remap(picture, map_x, map_y, way, borderMode=cv2.BORDER_CONSTANT)

    return Sheet(
        moved(sheet.colour) * light,
        moved(sheet.there, cv2.INTER_NEAREST),
        moved(sheet.ink),
        moved(sheet.ids, cv2.INTER_NEAREST),
        sheet.letters,
    )
