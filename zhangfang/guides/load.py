"""Reads knowledge/ into the typed models, or says everything that is wrong with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import ValidationError

from zhangfang.guides.canned import CannedReply
from zhangfang.guides.check import check
from zhangfang.guides.consent import Consent
from zhangfang.guides.document import Document, Loc, parse
from zhangfang.guides.fault import Fault, KnowledgeError
from zhangfang.guides.handing import Handing
from zhangfang.guides.intents import Intents
from zhangfang.guides.letter import Letter
from zhangfang.guides.model import (
    FAMILIES,
    Channel,
    Danger,
    DocumentId,
    FactQuestion,
    Faq,
    Guide,
    Knowledge,
    Model,
    Outcome,
    Phase,
    Row,
    Sayings,
    SlipFact,
    Spelling,
    Topic,
)
from zhangfang.guides.quality import Quality
from zhangfang.guides.rating import Rating
from zhangfang.guides.wording import wording_faults


class _PhasesFile(Model):
    phases: tuple[Phase, ...]


class _OutcomesFile(Model):
    outcomes: tuple[Outcome, ...]


class _FactsFile(Model):
    common_facts: tuple[FactQuestion, ...]
    slip_facts: tuple[SlipFact, ...] = ()


class _ChannelsFile(Model):
    channels: tuple[Channel, ...]


class _FaqFile(Model):
    faq: tuple[Faq, ...]


class _TopicsFile(Model):
    topics: tuple[Topic, ...]


class _SafetyFile(Model):
    dangers: tuple[Danger, ...]


class _RowsFile(Model):
    rows: tuple[Row, ...]


class _CannedFile(Model):
    canned: tuple[CannedReply, ...]


class _SpellingsFile(Model):
    spellings: tuple[Spelling, ...] = ()


M = TypeVar("M", bound=Model)


def load(folder: Path) -> Knowledge:
    """Everything in `folder`, or a KnowledgeError that lists every fault found."""
    reading = _Reading(folder)
    reading.faults.extend(_stray_families(folder))
    guides = {
        family: guide
        for family in FAMILIES
        if (guide := reading.model(f"families/{family}.yml", Guide))
    }
    phases = reading.model("phases.yml", _PhasesFile)
    outcomes = reading.model("outcomes.yml", _OutcomesFile)
    facts = reading.model("facts.yml", _FactsFile)
    channels = reading.model("channels.yml", _ChannelsFile)
    faq = reading.faq()
    topics = reading.model("topics.yml", _TopicsFile)
    safety = reading.model("safety.yml", _SafetyFile)
    sayings = reading.model("sayings.yml", Sayings, shown=False)
    consent = reading.model("consent.yml", Consent)
    rating = reading.model("rating.yml", Rating)
    quality = reading.model("quality.yml", Quality, shown=False)
    canned = reading.model("canned.yml", _CannedFile)
    handing = reading.model("handing.yml", Handing)
    intents = reading.model("intents.yml", Intents)
    letters: dict[DocumentId, Letter] = {
        paper: letter
        for paper in get_args(DocumentId)
        if (letter := reading.model(f"letters/{paper}.yml", Letter))
    }
    rows = reading.model("rows.yml", _RowsFile, shown=False)
    spellings = _SpellingsFile()
    if (folder / "spellings.yml").exists():
        spellings = reading.model("spellings.yml", _SpellingsFile) or spellings
    if len(guides) < len(FAMILIES) or not (phases and outcomes and facts):
        raise KnowledgeError(reading.faults)
    if not (
        channels
        and faq
        and topics
        and safety
        and rows
        and sayings
        and consent
        and rating
        and handing
        and intents
    ):
        raise KnowledgeError(reading.faults)
    if not (quality and canned):
        raise KnowledgeError(reading.faults)
    knowledge = Knowledge(
        guides=guides,
        phases=phases.phases,
        outcomes=outcomes.outcomes,
        common_facts=facts.common_facts,
        slip_facts=facts.slip_facts,
        channels=channels.channels,
        faq=faq,
        topics=topics.topics,
        dangers=safety.dangers,
        letters=letters,
        rows=rows.rows,
        sayings=sayings,
        spellings=spellings.spellings,
        consent=consent,
        rating=rating,
        quality=quality,
        canned=canned.canned,
        handing=handing,
        intents=intents,
    )
    reading.faults.extend(check(knowledge, reading.documents))
    if reading.faults:
        raise KnowledgeError(reading.faults)
    return knowledge


class _Reading:
    """The files read so far, and what is wrong with them one by one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: dict[str, Document] = {}
        self.faults: list[Fault] = []

    def faq(self) -> tuple[Faq, ...]:
        """The questions of every file in faq/."""
        paths = sorted((self.folder / "faq").glob("*.yml"))
        if not paths:
            self.faults.append(Fault(f"{self.folder.name}/faq", 1, "no file in it: write one"))
        files = [self.model(f"faq/{path.name}", _FaqFile) for path in paths]
        return tuple(question for file in files if file for question in file.faq)

    def model(self, path: str, kind: type[M], *, shown: bool = True) -> M | None:
        """A file as its model; `shown`: its texts reach a merchant, so they must be well written."""
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
        if shown:
            self.faults.extend(wording_faults(parsed))
        try:
            return kind.model_validate(parsed.plain())
        except ValidationError as error:
            self.faults.extend(_schema_faults(parsed, error))
            return None


def _stray_families(folder: Path) -> Iterator[Fault]:
    for path in (folder / "families").glob("*.y*ml"):
        if path.name not in {f"{family}.yml" for family in FAMILIES}:
            yield Fault(
                f"{folder.name}/families/{path.name}",
                1,
                f"no such family: name it one of {', '.join(FAMILIES)}, with .yml",
            )


def _schema_faults(document: Document, error: ValidationError) -> Iterator[Fault]:
    errors = error.errors()
    for found in errors:
        loc: Loc = document.written(found["loc"])
        if any(other["loc"][:-1] == found["loc"] for other in errors):
            continue  # a list that is short because one of its items is wrong
        key = next((part for part in reversed(loc) if isinstance(part, str)), "the file")
        yield document.fault(loc, _explained(key, found["type"], found["input"], found["msg"]))


def _explained(key: str, kind: str, found: object, message: str) -> str:
    """A schema fault in the words of somebody who writes knowledge, not of pydantic."""
    match kind:
        case "missing":
            return f"'{key}' is missing: write it"
        case "extra_forbidden":
            return f"unknown key '{key}': correct its spelling or delete it"
        case "literal_error" if key == "level":
            return f"level is '{found}': only A or B may be shown; find a source or delete it"
        case "string_pattern_mismatch" if key == "source":
            return f"'{found}' is no source: write a line (000:L6) or a checked fact (L14)"
        case "string_type" if isinstance(found, int | float):
            return f"{key}: {found!r} is not text: put it in quotes"
    return f"{key}: {message}, found {str(found)[:30]!r}"
