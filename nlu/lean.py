"""Runs a program of Rasa's side without what it never uses: `python -m nlu.lean rasa run …`.

The first argument is a module, the rest are its own arguments, as with `python -m`. TensorFlow and
the rest of nlu/left_out.py stay out, unless the configuration or the model that is named there has
a component that needs TensorFlow, or may need it: then the program runs as plain Python would.
"""

import argparse
import json
import runpy
import sys
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Iterator, List, Sequence, Tuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from nlu.left_out import CLIENTS, PLOTTING, TENSORFLOW, leave_out

NEED_TENSORFLOW = {
    "ConveRTFeaturizer",
    "DIETClassifier",
    "LanguageModelFeaturizer",
    "ResponseSelector",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
}
"""All components of Rasa's that import it."""

DEFAULT_CONFIG = "config.yml"
SHAPELESS = (AttributeError, KeyError, TypeError, ValueError)
"""What reading a file raises that is not in the form it should have."""


def main() -> None:
    """Leave out, and hand over to the program."""
    if len(sys.argv) < 2:
        sys.exit("nlu.lean: no module named; write for example: python -m nlu.lean rasa run")
    program = sys.argv[1:]
    leave_out(unused(program))
    if program[:2] == ["rasa", "run"]:
        from nlu.answer_schema import check_schema_once  # imports Rasa: not earlier

        check_schema_once()
    sys.argv = program
    runpy.run_module(program[0], run_name="__main__", alter_sys=True)


def unused(program: Sequence[str]) -> Tuple[str, ...]:
    """The packages that a program can do without.

    Args:
        program: a module and its arguments.
    """
    if any(may_need_tensorflow(component) for component in components(program[1:])):
        return ()
    plots = list(program[:2]) == ["rasa", "test"]
    return (*TENSORFLOW, *CLIENTS, *(() if plots else PLOTTING))


def may_need_tensorflow(component: str) -> bool:
    """Whether a component needs TensorFlow, or is neither Rasa's nor ours, so that nobody knows.

    Args:
        component: as config.yml names it: a class, with its module unless it is Rasa's.
    """
    module, _, name = component.rpartition(".")
    strange = bool(module) and not module.startswith(("rasa.", "nlu."))
    return strange or name in NEED_TENSORFLOW


def components(arguments: Sequence[str]) -> Iterator[str]:
    """Every component of the configuration and the model that a command line names.

    Without `--config`, the configuration is config.yml. What is missing or broken has none: to say
    so is the program's part.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-c", "--config", nargs="+", type=Path, default=[Path(DEFAULT_CONFIG)])
    parser.add_argument("-m", "--model", nargs="+", type=Path, default=[])
    named, _ = parser.parse_known_args(list(arguments))
    for config in named.config:
        with suppress(OSError, YAMLError, *SHAPELESS):
            yield from of_config(config)
    for model in named.model:
        with suppress(OSError, tarfile.TarError, *SHAPELESS):
            yield from of_model(model)


def of_config(path: Path) -> List[str]:
    """The components that a configuration names, NLU and policies."""
    config = YAML(typ="safe").load(path)
    listed = [*(config.get("pipeline") or []), *(config.get("policies") or [])]
    return [entry["name"] if isinstance(entry, dict) else str(entry) for entry in listed]


def of_model(path: Path) -> List[str]:
    """The components that a trained model runs, each with its module."""
    with tarfile.open(path) as archive:
        member = archive.extractfile("metadata.json")
        metadata: Any = json.load(member) if member else {}
    return [node["uses"] for node in metadata["predict_schema"]["nodes"].values()]


if __name__ == "__main__":
    main()
