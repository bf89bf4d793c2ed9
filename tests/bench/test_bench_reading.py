"""Readings go to the set and file they are of; figures of several processes are put together."""

from typing import Any

import pytest

from bench.parsing import scored, summary
from bench.samples import SampleSet

NOTHING = {"order_number": None, "amount": [], "transaction_time": None, "ranking": []}


def sentence(label: str) -> dict[str, str]:
    return {"text": "", "label": label, "difficulty": "easy", "tags": "plain"}


def fact(amount: str) -> dict[str, str]:
    return {"text": "", "order_number": "", "amount": amount, "transaction_time": "", "tags": ""}


def reading(intent: str, *amounts: str) -> dict[str, Any]:
    return {**NOTHING, "intent": intent, "confidence": 1.0, "amount": list(amounts)}


SETS = [
    SampleSet("samples", [sentence("greet")], [fact("80"), fact("90")]),
    SampleSet("heldout", [sentence("thanks"), sentence("greet")], [fact("70")]),
]
READINGS = [
    reading("greet"),
    reading("inform", "80"),
    reading("inform", "91"),
    reading("thanks"),
    reading("thanks"),
    reading("inform", "70"),
]


def test_scored() -> None:
    found = scored(SETS, READINGS)
    assert found["samples"]["accuracy"]["all"] == {"right": 1, "of": 1}
    assert found["samples"]["facts"]["amount_exact"] == {"right": 1, "of": 2}
    assert found["heldout"]["accuracy"]["all"] == {"right": 1, "of": 2}
    assert found["heldout"]["facts"]["amount_exact"] == {"right": 1, "of": 1}


def test_a_reading_is_missing() -> None:
    with pytest.raises(ValueError, match="shorter"):
        scored(SETS, READINGS[:-1])


def test_summary() -> None:
    runs = [
        {"load_s": load, "ready_s": 2.0, "peak_mb": 300.0, "steady_mb": steady, "latencies_ms": ms}
        for load, steady, ms in ((1.0, 100.0, [1, 2]), (9.0, 120.0, [3, 4]), (2.0, 110.0, [5]))
    ]
    assert summary(runs) == {
        "load_s": 2.0,
        "ready_s": 2.0,
        "peak_mb": 300.0,
        "steady_mb": 110.0,
        "latency_ms": {"p50": 3, "p95": 5},
        "processes": 3,
        "messages": 5,
    }
