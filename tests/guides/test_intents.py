"""Everything that the classifier may say has a name that agents read."""

from pathlib import Path

import pytest
import yaml

from zhangfang.guides.load import load
from zhangfang.guides.model import FAMILIES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def knowledge():
    return load(ROOT / "knowledge")


def test_every_intent_has_a_name(knowledge) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    named = {one.id for one in knowledge.intents.intents}
    assert named | set(FAMILIES) == set(domain["intents"])


def test_every_topic_has_a_name(knowledge) -> None:
    files = (ROOT / "data" / "nlu" / "out_of_scope").glob("*.yml")
    assert {one.id for one in knowledge.intents.topics} == {path.stem for path in files}
