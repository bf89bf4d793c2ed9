"""What the classifier makes of examples that neither it nor its encoder has seen.

Run by `make encoder`, which has tuned an encoder for every fold; writes a tab-separated file.
"""

import argparse
import csv
import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence

import numpy as np
import ruamel.yaml

from nlu.family_classifier import settings_from
from nlu.intent_model import Scores, Settings, Vectors, fit

COLUMNS = ("text", "label", "read", "confidence", "second", "second_confidence")
COMPONENT = "nlu.family_classifier.FamilyClassifier"
Examples = Sequence[Dict[str, Any]]


def out_of_fold(
    examples: Examples, vectors: Vectors, fold: int, settings: Settings
) -> Iterator[Dict[str, Any]]:
    """The rows of one fold.

    Args:
        examples: of all folds.
        vectors: (n, width) their embeddings by the encoder that has not seen this fold.
        fold: which.
        settings: of the classifier.
    """
    inside = [place for place, example in enumerate(examples) if example["fold"] != fold]
    outside = [place for place, example in enumerate(examples) if example["fold"] == fold]
    stories = [example["story"] for example in examples]
    model = fit(
        [stories[place] for place in inside],
        vectors[inside],
        [examples[place]["label"] for place in inside],
        settings,
    )
    found = model.probabilities([stories[place] for place in outside], vectors[outside])
    for place, row in zip(outside, found):
        yield _row(examples[place], model.labels, row)


def _row(example: Dict[str, Any], labels: Sequence[str], found: Scores) -> Dict[str, Any]:
    """Intents are compared whole; within what is out of scope the likeliest topic is named."""
    intents: Dict[str, float] = {}
    named: Dict[str, str] = {}
    for place in np.argsort(-found):
        intent = labels[place].partition("/")[0]
        intents[intent] = intents.get(intent, 0.0) + float(found[place])
        named.setdefault(intent, labels[place])
    first, second = sorted(intents, key=lambda intent: -intents[intent])[:2]
    return {
        "text": example["text"],
        "label": example["label"],
        "read": named[first],
        "confidence": f"{intents[first]:.4f}",
        "second": named[second],
        "second_confidence": f"{intents[second]:.4f}",
    }


def shipped_settings(config: Path) -> Settings:
    """The classifier's settings in config.yml."""
    pipeline: List[Dict[str, Any]] = ruamel.yaml.YAML(typ="safe").load(config)["pipeline"]
    return settings_from(next(step for step in pipeline if step["name"] == COMPONENT))


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    lines = arguments.examples.read_text("utf-8").splitlines()
    examples = [json.loads(line) for line in lines]
    settings = shipped_settings(Path("config.yml"))
    with arguments.out.open("w", encoding="utf-8", newline="") as output:
        writer = csv.DictWriter(
            output, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None,
            lineterminator="\n",
        )  # fmt: skip
        writer.writeheader()
        for path in sorted(arguments.folds.glob("fold-*.npy")):
            fold = int(path.stem.rpartition("-")[2])
            writer.writerows(out_of_fold(examples, np.load(path), fold, settings))


if __name__ == "__main__":
    main()
