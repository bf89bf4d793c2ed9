"""What Rasa's side makes of a message before any model: stories, problems, answers, payloads."""

from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml

from nlu.answer_recogniser import is_answer
from nlu.channel import as_plain_text
from nlu.fact_extractor import TRAINING_DAY, fact_entities
from nlu.problems import split_problems, story
from zhangfang.language.normalise import normalise
from zhangfang.language.reading import read_facts

HERE = Path(__file__).parent


def cases(stem: str) -> list[Any]:
    loaded = ruamel.yaml.YAML(typ="safe").load(HERE / f"{stem}.yml")
    return [pytest.param(case, id=str(case["text"])[:30]) for case in loaded]


def facts(text: str, asking: Any = None) -> list[dict[str, Any]]:
    return fact_entities(read_facts(text, TRAINING_DAY, asking=asking))


@pytest.mark.parametrize("case", cases("stories"))
def test_story(case: dict[str, str]) -> None:
    """Figures go, words stay."""
    text = normalise(case["text"])
    assert story(text, facts(text)) == case["story"]


@pytest.mark.parametrize("case", cases("problems"))
def test_split_problems(case: dict[str, Any]) -> None:
    """Two problems only where the writer says so."""
    assert split_problems(normalise(case["text"])) == case["parts"]


@pytest.mark.parametrize("case", cases("answers"))
def test_is_answer(case: dict[str, Any]) -> None:
    """A message of nothing but facts is an answer."""
    text = normalise(case["text"])
    asking = case.get("asking")
    complains = case.get("complains", False)
    assert is_answer(text, facts(text, asking), asking, complains=complains) is case["answer"]


@pytest.mark.parametrize("case", cases("payloads"))
def test_as_plain_text(case: dict[str, str]) -> None:
    """A merchant cannot write a payload."""
    assert as_plain_text(case["text"]) == case["plain"]
