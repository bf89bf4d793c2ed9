"""How readers of slips are judged, the plain one's expressions, and the page's part on them."""

from pathlib import Path

import pytest
import yaml

from bench.slips.page import SLIPS, render_slips
from bench.slips.plain import fields_of
from bench.slips.rows import FIELDS
from bench.slips.verdicts import facts_of, same, verdict, wrong

HERE = Path(__file__).parent
VERDICTS = yaml.safe_load((HERE / "slip_verdicts.yml").read_text("utf-8"))
PLAIN = yaml.safe_load((HERE / "plain_slips.yml").read_text("utf-8"))

NOTHING = dict.fromkeys(FIELDS)
TRUTHS = [
    {
        "file": "a.jpg",
        "layout": "bank_slip",
        "is_slip": True,
        "degradations": {"fade": 0.5},
        "jpeg_quality": 90,
        "truth": NOTHING | {"amount": "12.00", "reference_number": "123456789012"},
        "legible": {"amount": True, "reference_number": False},
        "gone": [],
    },
    {
        "file": "b.jpg",
        "layout": "menu",
        "is_slip": False,
        "degradations": {},
        "jpeg_quality": None,
        "truth": NOTHING,
        "legible": {},
        "gone": [],
    },
]
TIMES = {"seconds": 1.0, "processor_s": 1.0}
GOOD = {"is_slip": True, "fields": {"amount": ["12", True]}, "retake": "blurred", **TIMES}
BAD = {"is_slip": True, "fields": {"amount": ["88", True]}, "retake": None, **TIMES}
NONE = {"is_slip": False, "fields": {"amount": ["88", True]}, "retake": None, **TIMES}


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: case["name"])
def test_same(case: dict) -> None:
    assert same(case["field"], case["printed"], case["offered"]) is case["same"]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case["name"])
def test_plain(case: dict) -> None:
    found = {name: value for name, (value, _) in fields_of(case["text"]).items()}
    assert found == case["expect"]


def test_verdict_counts_legible_print_alone() -> None:
    found = verdict(TRUTHS, {"a.jpg": GOOD, "b.jpg": NONE})
    assert found["legible"]["amount"] == {"right": 1, "of": 1}
    assert found["legible"]["order_or_reference"] == {"right": 0, "of": 0}
    assert found["printed"]["order_or_reference"] == {"right": 0, "of": 1}
    assert found["retake_when_lost"] == {"right": 1, "of": 1}
    assert found["others_as_slips"] == {"right": 0, "of": 1}


def test_facts_of_a_picture_that_is_no_slip_are_wrong() -> None:
    """A menu's price offered as a fact without doubt is a wrong one; unsaid, it is none."""
    found = verdict(TRUTHS, {"a.jpg": GOOD, "b.jpg": BAD})
    assert found["sure_wrong"] == {"right": 1, "of": 2}
    assert [fact.offered for fact in facts_of(TRUTHS[1], NONE) if fact.offered] == []


def test_wrong_ones_are_listed() -> None:
    listed = wrong(TRUTHS, {"a.jpg": BAD, "b.jpg": NONE})
    assert [(one["file"], one["true"], one["offered"]) for one in listed] == [
        ("a.jpg", "12.00", "88")
    ]


def test_page() -> None:
    cost = {"load_s": 1.0, "empty_mb": 30.0, "steady_mb": 300.0, "peak_mb": 400.0}
    ours = verdict(TRUTHS, {"a.jpg": GOOD, "b.jpg": NONE}) | cost
    plain = verdict(TRUTHS, {"a.jpg": BAD, "b.jpg": NONE}) | cost
    found = {"pictures": 2, "versions": {"rapidocr": "3"}, "ours": ours, "plain": plain}
    sets = {"blind": found, "dev": {"error": "Failure: no"}}
    page = render_slips({"quick": False, "machine": {"error": "no"}, "sets": sets}, "x.json")
    lines = page.splitlines()
    assert page.startswith(SLIPS)
    assert "| amount (goal: 97 %) | 1/1 · 100.0 % | 0/1 · 0.0 % | – |" in lines
    assert "| fade | 1 | 1/1 | 0/1 | – | – | – | – |" in lines
    assert "It failed: Failure: no" in lines
