"""Every comparison of facts.yml, and the counting around them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.facts import SAME, score_facts

CASES = [
    (column, case)
    for column, cases in yaml.safe_load(
        Path(__file__).with_name("facts.yml").read_text("utf-8")
    ).items()
    for case in cases
]


@pytest.mark.parametrize(
    ("column", "case"), CASES, ids=[f"{column}-{case['name']}" for column, case in CASES]
)
def test_same(column: str, case: dict[str, Any]) -> None:
    assert SAME[column](case["expected"], case["found"]) == case["same"]


def row(order_number: str = "", amount: str = "", moment: str = "", tags: str = "") -> Any:
    return {
        "order_number": order_number,
        "amount": amount,
        "transaction_time": moment,
        "tags": tags,
    }


def reading(order_number: Any = None, amount: Any = (), moment: Any = None) -> Any:
    return {"order_number": order_number, "amount": list(amount), "transaction_time": moment}


ROWS = [
    row("A1", "80;800", "2026-11-19", "all3,two_amounts,main=800"),
    row("99", "", "", "ref_only"),
    row(tags="none"),
    row(tags="none"),
    row(tags="order,ref_only,ref=0012,spaces"),
    row(tags="order,ref_only,ref=77"),
]
READINGS = [
    reading("a-1", ["800", "80"], "2026-11-18"),
    reading("99"),
    reading(),
    reading(None, ["3"]),
    reading("00 12"),
    reading("78"),
]


@pytest.mark.parametrize(
    ("name", "right", "of"),
    [
        ("order_number_exact", 1, 1),
        ("reference_exact", 2, 3),
        ("amount_exact", 1, 1),
        ("main_amount_first", 1, 1),
        ("transaction_time_exact", 0, 1),
        ("transaction_time_found", 1, 1),
        ("amount_invented", 1, 5),
        ("order_number_invented", 0, 2),
        ("none_with_anything", 1, 2),
    ],
)
def test_score(name: str, right: int, of: int) -> None:
    assert {"right": right, "of": of} == score_facts(ROWS, READINGS)[name]


def test_a_reading_is_missing() -> None:
    """Rows and readings that do not pair up are a fault, not a lower score."""
    with pytest.raises(ValueError, match="shorter"):
        score_facts(ROWS, READINGS[:-1])
