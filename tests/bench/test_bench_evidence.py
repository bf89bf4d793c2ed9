"""The record's benchmark: its log is a true one, and its part of the page stays in its place."""

import pytest

from bench.evidence_appends import THREADS, measure_appends
from bench.evidence_audit import measure_audit
from bench.evidence_page import HEADING, render_record
from bench.evidence_talk import HIDDEN, SAID
from bench.sections import APART, part_of, with_opening, with_part
from zhangfang.language.masking import mask

TIMES = {"per_second": 1000.0, "p50": 1.0, "p99": 2.0, "worst": 3.0}
RESULTS = {
    "quick": False,
    "machine": {"error": "no"},
    "appends": {
        "leaf_bytes": 680,
        "appends": 10,
        "others": 0.25,
        "ours": {f"threads_{count}": TIMES for count in THREADS},
        "plain": {f"threads_{count}": {**TIMES, "p99": 0.5} for count in THREADS},
    },
    "audit": {
        "small": {"events": 100, "seconds": 1.0, "peak_mb": 50.0},
        "large": {"events": 1000040, "seconds": 250.5, "peak_mb": 55.0},
    },
    "pack": {"error": "Failure: no"},
}


def test_log_is_sound(tmp_path) -> None:
    """What the audit is timed on is a log in which it finds no fault."""
    found = measure_audit(tmp_path, {"small": 300})
    assert found["small"]["events"] == 40 + 2000
    assert found["small"]["peak_mb"] > 0
    assert not (tmp_path / "log-small").exists()


def test_appends(tmp_path) -> None:
    """All that can be measured here is, with every number of threads."""
    found = measure_appends(tmp_path, rounds=1, appends=8)
    for name in ("ours", "plain", "disk"):
        assert [*found[name]] == [f"threads_{count}" for count in THREADS]
        assert found[name]["threads_1"]["p99"] >= found[name]["threads_1"]["p50"] > 0


def test_message_hides_its_number() -> None:
    """What is timed is what the desk would put on record."""
    masked = mask(SAID.replace("139****5678", HIDDEN["phone-1"]))
    assert masked.text == SAID


@pytest.mark.parametrize(
    "row",
    [
        "| – p99 (goal: 5 ms) | 2.00 ms | 0.50 ms | 4.00 |",
        "| events | 100 | 1,000,040 | 10000.40 |",
        "| audit (goal for a million: 300 s) | 1.00 s | 250.5 s | 250.50 |",
        "It failed: Failure: no",
        "| while measuring appends | 25 % |",
    ],
)
def test_row(row: str) -> None:
    assert row in render_record(RESULTS, "x.json").splitlines()


def test_only_its_own_part_of_the_page_is_renewed() -> None:
    """The record is measured alone, and the rest of the page stays; and the other way round."""
    page = with_part(
        "# Benchmarks\n\nours and stock\n", HEADING, render_record(RESULTS, "old.json")
    )
    page = with_part(page, APART[1], APART[1] + "\nread\n")
    renewed = with_part(page, HEADING, render_record(RESULTS, "new.json"))
    assert renewed.startswith("# Benchmarks\n\nours and stock\n\n" + HEADING)
    assert "new.json" in renewed
    assert "old.json" not in renewed
    assert renewed.endswith("\n\n" + APART[1] + "\nread\n")
    anew = with_opening(renewed, "# Anew\n")
    assert anew.startswith("# Anew\n\n" + HEADING)
    assert [part_of(anew, heading) for heading in APART] == [
        part_of(renewed, heading) for heading in APART
    ]
    assert with_opening("", "# Anew\n") == "# Anew\n"
