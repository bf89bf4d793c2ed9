"""Dialogues through the merchant API: the acceptance samples, and our own."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from judge import Seen, failures
from running_house import House, Merchant

pytestmark = pytest.mark.rasa

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "data" / "samples" / "dialogues.yml"
KNOWN_FAILURES = set(yaml.safe_load((HERE / "known_failures.yml").read_text()) or ())


def dialogues() -> list[Any]:
    files = [SAMPLES, *sorted((HERE / "dialogues").glob("*.yml"))]
    found = [dialogue for file in files for dialogue in yaml.safe_load(file.read_text())]
    ids = [dialogue["id"] for dialogue in found]
    assert len(set(ids)) == len(ids), "two dialogues have one id"
    assert not KNOWN_FAILURES - set(ids), "known_failures.yml names a dialogue that is not there"
    return [pytest.param(dialogue, id=dialogue["id"]) for dialogue in found]


@pytest.mark.parametrize("dialogue", dialogues())
def test_dialogue(dialogue: dict[str, Any], house: House) -> None:
    """Every turn leaves what the dialogue expects; a known failure fails until it is taken off."""
    merchant, before, wrong = Merchant.arrives(house), None, []
    for place, turn in enumerate(dialogue["turns"], start=1):
        merchant.now = turn.get("at", merchant.now)
        answer = merchant.says(turn["user"])
        transcript = "\n".join(message["text"] for message in merchant.transcript())
        seen = Seen(answer["replies"], answer["case"], before, transcript)
        wrong += [
            f"turn {place} 「{turn['user'][:30]}」 {line}"
            for line in failures(turn["expect"], seen)
        ]
        before = {**answer["case"], "said": seen.words}
    if dialogue["id"] in KNOWN_FAILURES:
        assert wrong, f"{dialogue['id']} works now: take it off known_failures.yml"
    else:
        assert not wrong, "\n".join(wrong)
