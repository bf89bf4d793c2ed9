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
from nlu.intent_model import Ranked, Settings, Vectors, fit
from nlu.intents import OUT_OF_SCOPE, labelled

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
    found = model.rank([stories[place] for place in outside], vectors[outside])
    for place, ranked in zip(outside, found):
        yield _row(examples[place], ranked)


def _row(example: Dict[str, Any], ranked: Ranked) -> Dict[str, Any]:
    (first, confidence), (second, second_confidence) = ranked.intents[:2]
    return {
        "text": example["text"],
        "label": example["label"],
        "read": _label(first, ranked),
        "confidence": f"{confidence:.4f}",
        "second": _label(second, ranked),
        "second_confidence": f"{second_confidence:.4f}",
    }


def _label(intent: str, ranked: Ranked) -> str:
    return labelled(intent, ranked.topic if intent == OUT_OF_SCOPE else None)


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
