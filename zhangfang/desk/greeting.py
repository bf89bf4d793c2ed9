"""The first words of a conversation, from domain.yml, with the five problems to tap."""

from pathlib import Path

from ruamel.yaml import YAML

from zhangfang.cases.options import family_options
from zhangfang.desk.bubble import Bubble
from zhangfang.guides.model import FAMILIES, Knowledge

RESPONSES = ("utter_greet", "utter_which_family")


def greeting(domain: Path, knowledge: Knowledge) -> Bubble:
    """Hello, and which of the five is it.

    Raises:
        ValueError: domain.yml lacks one of the two responses.
    """
    content = YAML(typ="safe").load(domain.read_text(encoding="utf-8")) or {}
    responses = content.get("responses") or {}
    for name in RESPONSES:
        if not responses.get(name) or "text" not in responses[name][0]:
            raise ValueError(
                f"{domain}: responses.{name} is missing or has no text; the desk opens every "
                "conversation with it, so write it"
            )
    return Bubble(
        text="\n".join(responses[name][0]["text"].strip() for name in RESPONSES),
        options=list(family_options([knowledge.guides[family] for family in FAMILIES])),
    )
