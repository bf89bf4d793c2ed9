"""The data files beside the tests: cases with a name, which becomes the test's."""

from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent


def vectors(stem: str) -> Any:
    return yaml.load((HERE / f"{stem}.yml").read_text("utf-8"), yaml.CSafeLoader)


def each(cases: list[dict[str, Any]]) -> pytest.MarkDecorator:
    """Run the test with each case."""
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names)), "two cases have the same name"
    return pytest.mark.parametrize("case", cases, ids=names)
