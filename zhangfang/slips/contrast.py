"""Print made plain: shadows divided out, and faded strokes drawn darker."""

from __future__ import annotations

import cv2
import numpy as np

from zhangfang.slips.engine import Picture


def evened(picture: Picture) -> Picture:
    """The picture as if lit alike everywhere, and its print stretched to full contrast."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    reach = max(min(grey.shape[:2]) // 24, 8) * 2 + 1
    scale = min(1.0, 480 / max(grey.shape[:2]))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small_reach = max(int(reach * scale), 3) | 1
    paper = cv2.dilate(small, np.ones((small_reach, small_reach), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), small_reach)
    light = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, light, scale=255)
    stretched = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8)).apply(even)
    return np.asarray(cv2.cvtColor(stretched, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def darkened(cut: Picture) -> Picture:
    """One line's cut with its strokes stretched to black and its paper to white."""
    grey = cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY)
    low, high = np.percentile(grey, (2, 90))
    spread = max(float(high - low), 1.0)
    level = np.clip((grey.astype(np.float32) - low) * (255 / spread), 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(level, cv2.COLOR_GRAY2RGB), dtype=np.uint8)
