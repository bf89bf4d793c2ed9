"""The NLU examples: enough of each, none twice, none taken from the samples."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from zhangfang.guides.model import FAMILIES

ROOT = Path(__file__).parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())
ENTITY = re.compile(r"\[([^\]]+)\]\([a-z_]+\)")
NEAREST = 3
"""Edits that must lie between an example and a sample; greetings and other short ones are alike
in every shop, so it counts from SHORT characters on."""
SHORT = 9


def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            assert block["intent"] == path.stem, f"{path.name} holds examples of {block['intent']}"
            lines = [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")]
            found[path.stem] = [ENTITY.sub(r"\1", line) for line in lines]
    return found


def samples() -> list[str]:
    rows = csv.DictReader(
        (ROOT / "tests/data/samples/sentences.tsv").read_text().splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    facts = csv.DictReader(
        (ROOT / "tests/data/samples/facts.tsv").read_text().splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    dialogues = yaml.safe_load((ROOT / "tests/data/samples/dialogues.yml").read_text())
    said = [turn["user"] for dialogue in dialogues for turn in dialogue["turns"]]
    return [*(row["text"] for row in rows), *(row["text"] for row in facts), *said]


EXAMPLES = examples()


def test_every_intent_has_examples() -> None:
    """domain.yml and data/nlu name the same intents."""
    assert sorted(EXAMPLES) == sorted(DOMAIN["intents"])


@pytest.mark.parametrize("intent", DOMAIN["intents"])
def test_enough_examples(intent: str) -> None:
    """120 a family, 200 out of scope, 30 of any other."""
    least = 120 if intent in FAMILIES else 200 if intent == "out_of_scope" else 30
    assert len(EXAMPLES[intent]) >= least


def test_no_example_twice() -> None:
    """One sentence, one intent, once."""
    counts = Counter(text for texts in EXAMPLES.values() for text in texts)
    assert [text for text, count in counts.items() if count > 1] == []


def test_nothing_is_taken_from_the_samples() -> None:
    """The samples measure; whoever trains on them measures nothing."""
    ours = [text for texts in EXAMPLES.values() for text in texts]
    near = [
        (sample, found[0])
        for sample in samples()
        if len(sample) >= SHORT
        and (
            found := process.extractOne(
                sample, ours, scorer=Levenshtein.distance, score_cutoff=NEAREST
            )
        )
    ]
    assert near == []
