"""Every case of percentiles.yml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.figures import percentile, share, spread

CASES = yaml.safe_load(Path(__file__).with_name("percentiles.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_percentile(case: dict[str, Any]) -> None:
    assert case["expect"] == percentile(case["values"], case["percent"])


def test_no_values() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_spread() -> None:
    assert spread([4, 1, 3, 2]) == {"p50": 2.5, "p95": 4}


def test_share() -> None:
    assert share([True, False, True]) == {"right": 2, "of": 3}
