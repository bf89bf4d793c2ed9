"""Dialogues through the merchant API: the acceptance samples, and our own."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from judge import Seen, failures
from running_house import House, Merchant, NotOfferedError

pytestmark = pytest.mark.rasa

HERE = Path(__file__).parent
WAYS = ("user", "fill", "tick", "tap", "at")
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
    wrong = walked(dialogue, Merchant.arrives(house))
    if dialogue["id"] in KNOWN_FAILURES:
        assert wrong, f"{dialogue['id']} works now: take it off known_failures.yml"
    else:
        assert not wrong, "\n".join(wrong)


def walked(dialogue: dict[str, Any], merchant: Merchant) -> list[str]:
    """Play a dialogue to its end. Returns what was not as expected."""
    before, wrong = None, []
    for place, turn in enumerate(dialogue["turns"], start=1):
        merchant.now = turn.get("at", merchant.now)
        try:
            answer = played(turn, merchant)
        except NotOfferedError as error:
            return [*wrong, f"turn {place}: {error}"]
        transcript = "\n".join(message["text"] for message in merchant.transcript())
        seen = Seen(answer["replies"], answer["case"], before, transcript)
        said = str(next(it for name in WAYS if (it := turn.get(name))))
        wrong += [
            f"turn {place} 「{said[:30]}」 {line}"
            for line in failures(turn.get("expect", {}), seen)
        ]
        before = {**answer["case"], "said": seen.words}
    return wrong


def played(turn: dict[str, Any], merchant: Merchant) -> dict[str, Any]:
    """Type `user`, `fill` in facts, `tick` a step, tap `tap` (several, one after the other), or let
    time pass (none of these)."""
    if "user" in turn:
        return merchant.says(turn["user"])
    if "fill" in turn:
        return merchant.fills_in(turn["fill"])
    if "tick" in turn:
        return merchant.ticks(turn["tick"])
    if "tap" not in turn:
        return merchant.waits()
    labels = [turn["tap"]] if isinstance(turn["tap"], str) else turn["tap"]
    return [merchant.taps(label) for label in labels][-1]
