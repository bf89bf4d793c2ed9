"""Reading /proc/stat."""

from bench.neighbours import beside_others, busy_seconds


def test_busy() -> None:
    stat = "cpu  100 20 30 9000 800 5 5 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n"
    assert busy_seconds(stat, 100) == 1.6


def test_what_was_measured_is_kept() -> None:
    found = beside_others(lambda: {"train_s": 9.0})
    assert found["train_s"] == 9.0
    assert found["others"] >= 0.0
