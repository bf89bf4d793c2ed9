"""A pipeline that could not be trained is not measured with another one's model."""

from pathlib import Path

import pytest

from bench.parsing import measure_reading
from bench.pipelines import pipelines
from bench.turns import measure_turns
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout

LAYOUT = Layout(Path(__file__).parents[2])


def test_folders_apart(tmp_path: Path) -> None:
    """Rasa takes the newest model of the folder when the one it is given is missing."""
    ours, stock = pipelines(LAYOUT, tmp_path)
    assert ours.model.parent != stock.model.parent


def test_reading_without_model(tmp_path: Path) -> None:
    _, stock = pipelines(LAYOUT, tmp_path)
    with pytest.raises(Failure, match="stock has no model"):
        measure_reading(stock, LAYOUT, 1)


def test_turns_without_model(tmp_path: Path) -> None:
    _, stock = pipelines(LAYOUT, tmp_path)
    with pytest.raises(Failure, match="stock has no model"):
        measure_turns(stock, LAYOUT, 20, 1)
