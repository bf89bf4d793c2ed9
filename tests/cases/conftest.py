from pathlib import Path

import pytest

from zhangfang.guides.load import load
from zhangfang.guides.model import Knowledge

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(ROOT / "knowledge")
