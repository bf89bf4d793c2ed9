"""Reads knowledge/ into the typed models, or says everything that is wrong with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from zhangfang.guides.check import check
from zhangfang.guides.document import Document, Loc, parse
from zhangfang.guides.fault import Fault, KnowledgeError
from zhangfang.guides.model import (
    FAMILIES,
    Channel,
    FactQuestion,
    Faq,
    Guide,
    Knowledge,
    Model,
    Phase,
    Spelling,
)
from zhangfang.guides.wording import wording_faults


class PhasesFile(Model):
    phases: tuple[Phase, ...]


class FactsFile(Model):
    common_facts: tuple[FactQuestion, ...]


class ChannelsFile(Model):
    channels: tuple[Channel, ...]


class FaqFile(Model):
    faq: tuple[Faq, ...]


class SpellingsFile(Model):
    spellings: tuple[Spelling, ...] = ()


M = TypeVar("M", bound=Model)


def load(folder: Path) -> Knowledge:
    """Everything in `folder`, or a KnowledgeError that lists every fault found."""
    reading = _Reading(folder)
    guides = {
        family: guide
        for family in FAMILIES
        if (guide := reading.model(f"families/{family}.yml", Guide))
    }
    phases = reading.model("phases.yml", PhasesFile)
    facts = reading.model("facts.yml", FactsFile)
    channels = reading.model("channels.yml", ChannelsFile)
    faq = reading.model("faq.yml", FaqFile)
    spellings = SpellingsFile()
    if (folder / "spellings.yml").exists():
        spellings = reading.model("spellings.yml", SpellingsFile) or spellings
    if len(guides) < len(FAMILIES) or not (phases and facts and channels and faq):
        raise KnowledgeError(reading.faults)
    knowledge = Knowledge(
        guides=guides,
        phases=phases.phases,
        common_facts=facts.common_facts,
        channels=channels.channels,
        faq=faq.faq,
        spellings=spellings.spellings,
    )
    faults = [*reading.faults, *check(knowledge, reading.documents)]
    if faults:
        raise KnowledgeError(faults)
    return knowledge


class _Reading:
    """The files read so far, and what is wrong with them one by one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: dict[str, Document] = {}
        self.faults: list[Fault] = []

    def model(self, path: str, kind: type[M]) -> M | None:
        name = f"{self.folder.name}/{path}"
        try:
            parsed = parse(name, (self.folder / path).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.faults.append(Fault(name, 1, "the file is missing: write it"))
            return None
        if isinstance(parsed, Fault):
            self.faults.append(parsed)
            return None
        self.documents[path] = parsed
        self.faults.extend(wording_faults(parsed))
        try:
            return kind.model_validate(parsed.plain())
        except ValidationError as error:
            self.faults.extend(_schema_faults(parsed, error))
            return None


def _schema_faults(document: Document, error: ValidationError) -> Iterator[Fault]:
    for found in error.errors():
        loc: Loc = found["loc"]
        key = ".".join(map(str, loc[-1:]))
        match found["type"]:
            case "missing":
                message = f"'{key}' is missing: write it"
            case "extra_forbidden":
                message = f"unknown key '{key}': correct its spelling or delete it"
            case "literal_error" if key == "level":
                message = (
                    f"level is '{found['input']}': only A or B may be shown; "
                    "find a source or delete the statement"
                )
            case _:
                message = f"{key}: {found['msg']}, found {str(found['input'])[:30]!r}"
        yield document.fault(loc, message)
