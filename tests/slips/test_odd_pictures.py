"""Pictures with nothing to read: they are no slips, and nothing breaks."""

import numpy as np
import pytest

from zhangfang.slips.reader import read_slip

SIZES = [(1, 1), (3, 800), (800, 3)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("shade", [0, 255], ids=["black", "white"])
def test_an_empty_picture_is_no_slip(size, shade):
    """No fact and nothing to cover."""
    reading = read_slip(np.full((*size, 3), shade, dtype=np.uint8))
    assert not reading.is_slip
    assert reading.fields == ()
    assert reading.cards == ()


def test_a_dark_picture_is_said_to_be_dark():
    """The merchant is told what to do better."""
    assert read_slip(np.full((320, 240, 3), 20, dtype=np.uint8)).retake == "dark"


def test_noise_is_no_slip():
    """The detector finds what it likes: none of it is a fact."""
    noise = np.random.default_rng(6).integers(0, 255, (200, 260, 3), dtype=np.uint8)
    assert not read_slip(noise).is_slip
