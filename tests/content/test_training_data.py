"""The NLU examples: enough of each, none twice, none taken from the samples."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from zhangfang.guides.load import load
from zhangfang.guides.model import FAMILIES

ROOT = Path(__file__).parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())
ENTITY = re.compile(r"\[([^\]]+)\]\([a-z_]+\)")
NEAREST = 3
"""Edits that must lie between an example and a sample; greetings and other short ones are alike
in every shop, so it counts from SHORT characters on."""
SHORT = 9


UNLIKE = {"smalltalk", "abuse", "noise", "instructions", "adverts"}
"""Topics far from every problem; all others are near misses."""
MEASURED_WITH = ("samples", "heldout")


def blocks() -> list[tuple[str, str | None, list[str]]]:
    """Intent, topic and examples of every file of data/nlu."""
    found = []
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            topic = block.get("metadata", {}).get("topic")
            named = (path.parent.name, path.stem) if topic else (path.stem, None)
            assert (block["intent"], topic) == named, f"{path} holds {block['intent']} {topic}"
            lines = [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")]
            found.append((block["intent"], topic, [ENTITY.sub(r"\1", line) for line in lines]))
    return found


def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for intent, _, lines in BLOCKS:
        found.setdefault(intent, []).extend(lines)
    return found


def rows(name: str, file: str) -> list[dict[str, str]]:
    text = (ROOT / "tests/data" / name / file).read_text()
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def samples() -> list[str]:
    """Every sentence that measures: it must not train."""
    dialogues = yaml.safe_load((ROOT / "tests/data/samples/dialogues.yml").read_text())
    said = [turn["user"] for dialogue in dialogues for turn in dialogue["turns"]]
    files = [(name, file) for name in MEASURED_WITH for file in ("sentences.tsv", "facts.tsv")]
    return [*(row["text"] for name, file in files for row in rows(name, file)), *said]


BLOCKS = blocks()
EXAMPLES = examples()


def test_every_intent_has_examples() -> None:
    """domain.yml and data/nlu name the same intents."""
    assert sorted(EXAMPLES) == sorted(DOMAIN["intents"])


@pytest.mark.parametrize("intent", DOMAIN["intents"])
def test_enough_examples(intent: str) -> None:
    """300 a family, 600 out of scope, 60 of any other."""
    least = 300 if intent in FAMILIES else 600 if intent == "out_of_scope" else 60
    assert len(EXAMPLES[intent]) >= least


def test_half_of_what_is_out_of_scope_is_a_near_miss() -> None:
    """What is almost one of the five problems is what is told apart worst."""
    counts = Counter({topic: len(lines) for _, topic, lines in BLOCKS if topic})
    near = sum(count for topic, count in counts.items() if topic not in UNLIKE)
    assert near >= counts.total() / 2


def test_every_topic_has_an_answer() -> None:
    """data/nlu/out_of_scope and knowledge/topics.yml name the same topics."""
    answered = [topic.id for topic in load(ROOT / "knowledge").topics]
    assert sorted(topic for _, topic, _ in BLOCKS if topic) == sorted(answered)


def test_no_example_twice() -> None:
    """One sentence, one intent, once."""
    counts = Counter(text for texts in EXAMPLES.values() for text in texts)
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_complaint_is_a_sample_word_for_word() -> None:
    """However short; a greeting may be."""
    told = {text for intent, _, lines in BLOCKS for text in lines if is_told_at_length(intent)}
    assert told.isdisjoint(samples())


def is_told_at_length(intent: str) -> bool:
    return intent in FAMILIES or intent == "out_of_scope"


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
