"""Why a slip could not be read, and so what to do better with the next picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from zhangfang.slips.cutting import cut_out
from zhangfang.slips.engine import Picture
from zhangfang.slips.line import Line
from zhangfang.slips.page import Page
from zhangfang.slips.reading import Field, Retake

_SMALL_PRINT = 11
"""Pixels of height below which characters run together."""
_DARK, _WHITE = 60, 250
_SHARP = 0.40
_ASKED = 24
_NEAR_EDGE = 0.006
"""Of the picture's side."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The picture that was read, upright, with what was read of it."""

    picture: Picture
    lines: tuple[Line, ...]
    page: Page


def retake(sight: Sight, fields: Sequence[Field]) -> Retake | None:
    """What was in the way, if what counts (sum, time, a number) could not be read."""
    names = {field.name for field in fields if field.sure or not _at_the_edge(field)}
    has_number = names & {"order_number", "reference_number", "voucher_number"}
    if "amount" in names and "transaction_time" in names and has_number:
        return None
    return _obstacle(sight)


def _at_the_edge(field: Field) -> bool:
    box = field.box
    near = _NEAR_EDGE
    return box is not None and (
        min(box.x, box.y) < near or max(box.x + box.w, box.y + box.h) > 1 - near
    )


def _obstacle(sight: Sight) -> Retake | None:
    grey = cv2.cvtColor(sight.picture, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape[:2]
    if float(np.percentile(grey, 95)) < _DARK * 2 and float(np.mean(grey)) < _DARK:
        return "dark"
    if sight.lines and _print_height(sight.lines) < _SMALL_PRINT:
        return "too_small" if max(height, width) < 900 else "too_far"
    if sight.lines and sharpness(sight.picture, sight.lines) < _SHARP:
        return "blurred"
    if _touches_edge(sight):
        return "cut_off"
    if _glare(grey) > 0.06:
        return "glare"
    return "blurred" if sight.lines else None


def sharpness(picture: Picture, lines: Sequence[Line]) -> float:
    """How steep the strokes' edges are: the median over lines of steepest step to full contrast."""
    longest = sorted(lines, key=lambda line: line.length, reverse=True)[:_ASKED]
    return float(np.median([_steepness(cut_out(picture, line.quad)) for line in longest]))


def _steepness(cut: Picture) -> float:
    grey = cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY).astype(np.float32)
    low, high = np.percentile(grey, (2, 98))
    if high - low < 1:
        return 0.0
    steps = np.abs(np.diff(grey, axis=1))
    return float(np.percentile(steps, 99) / (high - low))


def _print_height(lines: Sequence[Line]) -> float:
    return float(np.median([line.height for line in lines]))


def _touches_edge(sight: Sight) -> bool:
    """Whether print runs to the edge of the picture."""
    height, width = sight.picture.shape[:2]
    near = _NEAR_EDGE * max(height, width)
    return any(
        point.x < near or point.y < near or point.x > width - near or point.y > height - near
        for line in sight.lines
        for point in line.quad
    )


def _glare(grey: np.ndarray) -> float:
    """The share of the picture in large spots that are white through and through."""
    small = cv2.resize(grey, (120, 120), interpolation=cv2.INTER_AREA)
    spots = cv2.morphologyEx(
        (small > _WHITE).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)
    )
    return float(spots.mean())
