"""The training examples as the classifier sees them, a line of JSON each.

`python -m nlu.examples` writes them for `make encoder`; the report and the cross-validation read
them here. Folds are drawn by the text, so that an example stays in its fold when others are added.
"""

import json
import re
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import List

import ruamel.yaml

from nlu.fact_extractor import TRAINING_DAY, fact_entities
from nlu.intents import labelled
from nlu.problems import story
from nlu.text_normaliser import read_spellings
from zhangfang.language.normalise import normalise
from zhangfang.language.reading import read_facts

FOLDS = 5
_ENTITY = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True)
class Example:
    """One line of data/nlu.

    Attributes:
        text: as it is in the file.
        story: what the classifier is given.
        label: the intent; out of scope with its topic behind a slash.
        fold: 0 to FOLDS - 1.
    """

    text: str
    story: str
    label: str
    fold: int


def read_examples(root: Path) -> List[Example]:
    """All examples of data/nlu.

    Args:
        root: of the checkout.
    """
    reader = ruamel.yaml.YAML(typ="safe")
    spellings = read_spellings(root / "knowledge" / "spellings.yml")
    examples = []
    for path in sorted((root / "data" / "nlu").rglob("*.yml")):
        for block in reader.load(path)["nlu"]:
            topic = block.get("metadata", {}).get("topic")
            label = labelled(block["intent"], topic)
            lines = [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")]
            for text in (_ENTITY.sub(r"\1", line) for line in lines):
                read = normalise(text, spellings)
                told = story(read, fact_entities(read_facts(read, TRAINING_DAY)))
                examples.append(Example(text, told, label, zlib.crc32(text.encode()) % FOLDS))
    return examples


def main() -> None:
    """Write them to standard output."""
    for example in read_examples(Path.cwd()):
        print(json.dumps(asdict(example), ensure_ascii=False))


if __name__ == "__main__":
    main()
