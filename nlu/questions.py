"""The questions that knowledge/ answers, as merchants ask them; and some that it does not."""

import re
from pathlib import Path
from typing import List, NamedTuple

import ruamel.yaml

_OF_QUESTIONS = re.compile(r"^faq:", re.MULTILINE)


class Phrasing(NamedTuple):
    """One way of asking a question.

    Attributes:
        label: id of the entry; of what has no answer, what it is about.
        text: as a merchant types it.
    """

    label: str
    text: str


def question_files(knowledge: Path) -> List[Path]:
    """The files whose top key is `faq`; others are not parsed, whatever state they are in.

    Args:
        knowledge: the folder.
    """
    files = sorted(knowledge.rglob("*.yml"))
    return [path for path in files if _OF_QUESTIONS.search(path.read_text("utf-8"))]


def read_phrasings(knowledge: Path) -> List[Phrasing]:
    """Every phrasing of every entry.

    Args:
        knowledge: the folder.
    """
    reader = ruamel.yaml.YAML(typ="safe")
    return [
        Phrasing(entry["id"], str(text))
        for path in question_files(knowledge)
        for entry in reader.load(path)["faq"]
        for text in entry["ask"]
    ]


def read_unanswered(path: Path) -> List[Phrasing]:
    """Questions without an answer, and short messages that only look like questions.

    Args:
        path: a file like data/unanswered.yml.
    """
    blocks = ruamel.yaml.YAML(typ="safe").load(path)["unanswered"]
    return [Phrasing(block["about"], str(text)) for block in blocks for text in block["text"]]
