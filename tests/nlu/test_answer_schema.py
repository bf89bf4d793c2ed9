"""An action server's answer is judged as Rasa judges it, without its schema being checked again."""

from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml
from jsonschema import Draft202012Validator, ValidationError
from rasa.core.actions.action import RemoteAction

from nlu.answer_schema import check_schema_once

ANSWERS = ruamel.yaml.YAML(typ="safe").load(Path(__file__).with_name("answer_schema.yml"))
RASAS_CHECK = RemoteAction._validate_action_result


@pytest.fixture(autouse=True)
def _checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RASAS_CHECK)
    check_schema_once()


def verdict(check: Any, answer: Any) -> Any:
    """True, or all that the error says."""
    try:
        return check(RemoteAction("action_x", None), answer)
    except ValidationError as error:
        return error.message, list(error.absolute_path), error.validator


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in ANSWERS])
def test_judged_as_rasa_judges_it(case: dict[str, Any]) -> None:
    """The same ones are refused, with the same words, the second time as the first."""
    said = verdict(RASAS_CHECK, case["answer"])
    assert (said is True) is case["valid"]
    for _ in range(2):
        assert verdict(RemoteAction._validate_action_result, case["answer"]) == said


def test_the_schema_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa itself does; should it stop, this patch can go."""
    checked: list[Any] = []
    monkeypatch.setattr(Draft202012Validator, "check_schema", checked.append)
    assert verdict(RemoteAction._validate_action_result, {"events": []}) is True
    assert not checked
    assert verdict(RASAS_CHECK, {"events": []}) is True
    assert checked
