"""What the intents are called where agents read them."""

from collections.abc import Iterator

from pydantic import Field

from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.terms import FAMILIES, Id, Label, Model, Text

OUT_OF_SCOPE = "out_of_scope"


class Named(Model):
    """An intent, or a topic of what is out of scope."""

    id: Id
    name: Label


class Intents(Model):
    """The words of knowledge/intents.yml. A family's intent is called as its guide is."""

    ask_family: Text
    """How an agent asks which problem it is; the five are listed behind it."""
    intents: tuple[Named, ...] = Field(min_length=1)
    topics: tuple[Named, ...] = ()


def intents_faults(document: Document, intents: Intents) -> Iterator[Fault]:
    """No id twice, none of a family, and a name for what is out of scope."""
    for key, named in (("intents", intents.intents), ("topics", intents.topics)):
        ids = [one.id for one in named]
        for place, name in enumerate(ids):
            if name in ids[:place]:
                yield document.fault((key, place, "id"), f"id '{name}' is already taken: rename it")
            if name in FAMILIES:
                yield document.fault(
                    (key, place, "id"), f"'{name}' is named by its guide: delete it here"
                )
    if OUT_OF_SCOPE not in {one.id for one in intents.intents}:
        yield document.fault(("intents",), f"no name for '{OUT_OF_SCOPE}': write one")
