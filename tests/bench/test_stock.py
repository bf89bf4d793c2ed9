"""The baseline stays comparable: the same intents, the same examples."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
STOCK = ROOT / "bench" / "stock"


def _domain(folder: Path) -> dict:
    return yaml.safe_load((folder / "domain.yml").read_text("utf-8"))


def test_intents() -> None:
    assert _domain(ROOT)["intents"] == _domain(STOCK)["intents"]


def test_examples() -> None:
    assert (ROOT / "data" / "nlu").resolve() == (STOCK / "data" / "nlu").resolve()
