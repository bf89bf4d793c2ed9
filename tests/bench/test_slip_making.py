"""The generator of slips: the same picture for a seed, and a truth that says what can be read."""

import io
import random
from decimal import Decimal

import numpy as np
import pytest
from PIL import Image, ImageOps

from bench.slips.blind import BLIND
from bench.slips.camera import photographed, scanned
from bench.slips.layouts import LAYOUTS
from bench.slips.legible import states
from bench.slips.make import make
from bench.slips.mix import DEV
from bench.slips.paper import Strengths, worn
from bench.slips.printer import Machine, magnified, print_rows
from bench.slips.rows import FIELDS
from bench.slips.sale import invent
from bench.slips.screens import SCREEN_LAYOUTS

ORIENTATION = 0x0112
ALL = {**LAYOUTS, **SCREEN_LAYOUTS, **BLIND.layouts, **BLIND.screens}


LYING = (9, 1)
"""Seed and number of a picture that its file says how to turn."""


def test_same_seed_same_picture() -> None:
    assert make(DEV, *LYING) == make(DEV, *LYING)


def test_pictures_open_upright() -> None:
    """A slip is higher than wide, once it is turned as its file says."""
    lying = make(DEV, *LYING)
    with Image.open(io.BytesIO(lying.content)) as image:
        assert image.getexif()[ORIENTATION] == lying.truth["degradations"]["exif"] == 6
        assert image.width > image.height
        upright = ImageOps.exif_transpose(image)
        assert upright.width < upright.height


@pytest.mark.parametrize("name", ALL)
def test_layout_prints_what_is_true(name: str) -> None:
    """Each value that a layout states can be found in its rows, and every other is null."""
    for seed in range(12):
        slip = ALL[name](invent(random.Random(seed)), random.Random(seed))
        stated = _stated(slip.rows)
        assert {field for field in FIELDS if slip.truth[field]} == set(stated)
        for field in set(stated) - {"amount", "transaction_time"}:
            assert stated[field] == slip.truth[field]
        assert Decimal(stated["amount"].replace(",", "")) == Decimal(slip.truth["amount"])
        digits = "".join(filter(str.isdigit, slip.truth["transaction_time"]))
        if name != "wallet_bill":  # it prints months without a zero
            assert "".join(filter(str.isdigit, stated["transaction_time"])) == digits


def test_a_scan_is_legible() -> None:
    assert set(_states({}, flat=True).values()) == {"legible"}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"blur": 1.0, "motion": 1.0, "far": 1.0}, "illegible"),
        ({"fade": 1.0, "dark": 1.0, "noise": 1.0, "far": 1.0}, "illegible"),
        ({"blur": 0.1, "shadow": 0.4}, "legible"),
    ],
    ids=["blurred", "faded in the dark", "a little of both"],
)
def test_what_is_destroyed_is_not_legible(how: Strengths, expected: str) -> None:
    assert _states(how)["reference_number"] == expected


def test_what_is_cut_off_is_gone() -> None:
    """With a quarter of the paper outside, something is lost, and something is left."""
    found = set(_states({"cut": 1.0}).values())
    assert found & {"gone", "illegible"}
    assert "legible" in found


def _states(how: Strengths, *, flat: bool = False) -> dict[str, str]:
    sale = invent(random.Random(5))
    slip = LAYOUTS["bank_slip"](sale, random.Random(5))
    strip = magnified(print_rows(slip.rows, Machine(384, "sans"), random.Random(5)), 3, "thermal")
    grown = np.random.default_rng(5)
    sheet = worn(strip, "thermal", how, grown)
    photo = scanned(sheet, how, grown) if flat else photographed(sheet, how, grown)
    return dict(states(photo, sheet.letters))


def _stated(rows) -> dict[str, str]:
    stated: dict[str, str] = {}
    for row in rows:
        for piece in (*row.left, *row.right, *row.column):
            if piece.states:
                stated[piece.states] = stated.get(piece.states, "") + piece.text
    return stated
