"""Tables: figures with their units, ratios, and parts that failed."""

import pytest

from bench.report import Line, table
from bench.turns import summary

OURS = {"training": {"train_s": 9.0}, "reading": {"all": {"right": 9, "of": 10}}}
STOCK = {"training": {"train_s": 90.0}, "reading": {"all": {"right": 3, "of": 4}}}
FAILED = {"training": {"error": "Failure: no"}, "reading": {"all": {"right": 0, "of": 4}}}
SECONDS = Line("train", "training.train_s", "s")
SHARE = Line("all", "reading.all")


@pytest.mark.parametrize(
    ("line", "stock", "expect"),
    [
        (SECONDS, STOCK, "| train | 9.00 s | 90.0 s | 0.10 |"),
        (SHARE, STOCK, "| all | 9/10 · 90.0 % | 3/4 · 75.0 % | 1.20 |"),
        (SECONDS, FAILED, "| train | 9.00 s | failed | – |"),
        (SHARE, FAILED, "| all | 9/10 · 90.0 % | 0/4 · 0.0 % | – |"),
    ],
    ids=["seconds", "share", "a part failed", "nothing to divide by"],
)
def test_row(line: Line, stock: dict, expect: str) -> None:
    assert expect == table([line], OURS, stock).splitlines()[-1]


def test_growth() -> None:
    """The last 20 turns beside the first 20, over all conversations."""
    talk = [(10.0, True)] * 20 + [(15.0, True)] * 160 + [(30.0, False)] * 20
    found = summary([talk, talk])
    assert found["growth"] == {"p50": 3.0, "p95": 3.0}
    assert found["answered"] == {"right": 360, "of": 400}
    assert len(found["by_turn_ms"]) == 200
