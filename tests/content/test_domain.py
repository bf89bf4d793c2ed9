"""domain.yml, the rules and knowledge/ fit together."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhangfang.cases.engine import HANDLERS
from zhangfang.guides.load import load

ROOT = Path(__file__).parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())
RULES = yaml.safe_load((ROOT / "data" / "rules.yml").read_text())["rules"]
SOURCES = [*(ROOT / "zhangfang" / "cases").glob("*.py"), *(ROOT / "actions").glob("*.py")]
UTTERED = {name for path in SOURCES for name in re.findall(r'"(utter_\w+)"', path.read_text())}


def test_every_response_is_there_and_used() -> None:
    """Nothing is uttered that domain.yml does not have, and it has nothing that is never said."""
    assert set(DOMAIN["responses"]) == UTTERED


def test_every_intent_has_a_handler_and_a_rule() -> None:
    """The engine and Rasa answer the same intents."""
    ruled = {step["intent"] for rule in RULES for step in rule["steps"] if "intent" in step}
    assert set(DOMAIN["intents"]) == set(HANDLERS) == ruled


def test_family_facts_are_entities() -> None:
    """A tapped family fact travels as an entity, which Rasa drops if the domain lacks it."""
    guides = load(ROOT / "knowledge").guides.values()
    names = {question.id for guide in guides for question in guide.facts}
    assert names <= set(DOMAIN["entities"])


@pytest.mark.parametrize("name", sorted(DOMAIN["responses"]))
def test_responses_read_well(name: str) -> None:
    """Full-width punctuation, no row of exclamation marks, short enough for one bubble."""
    for variation in DOMAIN["responses"][name]:
        assert faults(variation["text"]) == []


def faults(text: str) -> list[Any]:
    return [
        *re.findall(r"[一-鿿][,!?;:]", text),
        *re.findall(r"[!！]", text),
        *([text] if len(text) > 160 else []),
    ]
