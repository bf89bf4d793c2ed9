"""Tables: figures with their units, ratios, and parts that failed."""

import pytest

from bench.accuracy import score_sentences
from bench.facts import score_facts
from bench.report import render, table
from bench.samples import NAMES
from bench.tables import Line, tables
from bench.turns import summary

OURS = {"training": {"train_s": 9.0}, "reading": {"all": {"right": 9, "of": 10}}}
STOCK = {"training": {"train_s": 90.0}, "reading": {"all": {"right": 3, "of": 4}}}
FAILED = {"training": {"error": "Failure: no"}, "reading": {"all": {"right": 0, "of": 4}}}
PARSING = {
    "load_s": 1.0,
    "ready_s": 2.0,
    "peak_mb": 300.0,
    "steady_mb": 200.0,
    "latency_ms": {"p50": 5.0, "p95": 9.0},
}
SCORES = {"accuracy": score_sentences([], []), "facts": score_facts([], [])}
PARTS = {
    "training": {"train_s": 9.0, "others": 0.0},
    "reading": {"parsing": PARSING, "others": 0.0, **dict.fromkeys(NAMES, SCORES)},
    "turns": {**summary([[(10.0, True)] * 20]), "rasa_mb": 250.0, "others": 0.0},
}
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
    assert expect == table([line], OURS, stock, {}).splitlines()[-1]


def test_peers() -> None:
    """Each has a column of its own, behind the ratio; one that failed says so."""
    shown = table([SHARE], OURS, STOCK, {"peer": STOCK, "late": {"reading": {"error": "no"}}})
    assert shown.splitlines() == [
        "| | ours | stock | ours / stock | peer | late |",
        "|---|---:|---:|---:|---:|---:|",
        "| all | 9/10 · 90.0 % | 3/4 · 75.0 % | 1.20 | 3/4 · 75.0 % | failed |",
    ]


def test_samples_before_heldout() -> None:
    titles = [shown.title for shown in tables()]
    assert titles.index("Intent on samples: right") < titles.index("Intent on heldout: right")


@pytest.mark.parametrize(
    ("peers", "note"),
    [({}, "was not installed"), ({"jionlp": PARTS}, "parse_money")],
    ids=["without", "with"],
)
def test_page(peers: dict, note: str) -> None:
    """Every figure that a table names is measured, and no place in the notes stays empty."""
    page = render(
        {
            "quick": True,
            "extent": {"processes": 1, "conversations": 1, "turns": 20},
            "machine": {"error": "no"},
            "ours": PARTS,
            "stock": PARTS,
            "peers": peers,
        },
        source="x.json",
    )
    assert note in page
    assert "{" not in page
    assert page.count("## Intent on") == 2 * len(NAMES)


def test_growth() -> None:
    """The last 20 turns beside the first 20, over all conversations."""
    talk = [(10.0, True)] * 20 + [(15.0, True)] * 160 + [(30.0, False)] * 20
    found = summary([talk, talk])
    assert found["growth"] == {"p50": 3.0, "p95": 3.0}
    assert found["answered"] == {"right": 360, "of": 400}
    assert len(found["by_turn_ms"]) == 200
