"""Faults of knowledge/ that no single field shows: what must fit together, and what may be said."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zhangfang.guides.canned import canned_faults
from zhangfang.guides.check_letters import letter_faults
from zhangfang.guides.check_steps import guide_faults
from zhangfang.guides.consent import consent_faults
from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.handing import handing_faults
from zhangfang.guides.intents import intents_faults
from zhangfang.guides.model import (
    PHASES,
    Channel,
    Danger,
    Faq,
    Knowledge,
    Material,
    Note,
    Step,
    Topic,
)
from zhangfang.guides.quality import quality_faults
from zhangfang.guides.rating import rating_faults

OUTCOMES = {"money_back", "refused", "nothing_yet"}

FIGURE = re.compile(
    r"\d{3,}|\d+\s*(?:个?工作日|天|日内|年|小时|元|%|％)"
    r"|百分之|[一二三四五六七八九十两半]+(?:年|个月|个工作日|日内)"
)
"""A number that a merchant would act on: a hotline, a rate, a period."""

Entry = Step | Channel | Faq | Topic | Note | Material | Danger
"""What states something to a merchant, and therefore has sources."""

CAVEAT = "为准"


def check(knowledge: Knowledge, documents: Mapping[str, Document]) -> Iterator[Fault]:
    """`documents` are the files by their path in knowledge/, for the line of each fault."""
    rows = _Rows(knowledge)
    facts = documents["facts.yml"]
    yield from repeated_ids(facts, "common_facts", (fact.id for fact in knowledge.common_facts))
    yield from _phase_faults(documents["phases.yml"], knowledge)
    yield from _outcome_faults(documents["outcomes.yml"], knowledge)
    yield from rows.entry_faults(documents["channels.yml"], "channels", knowledge.channels)
    yield from rows.entry_faults(documents["topics.yml"], "topics", knowledge.topics)
    yield from rows.entry_faults(documents["safety.yml"], "dangers", knowledge.dangers)
    yield from repeated_ids(documents["rows.yml"], "rows", (row.id for row in knowledge.rows))
    yield from _faq_faults(documents, knowledge, rows)
    yield from letter_faults(documents, knowledge)
    yield from consent_faults(documents["consent.yml"], knowledge.consent)
    yield from rating_faults(documents["rating.yml"], knowledge.rating)
    yield from quality_faults(documents["quality.yml"], knowledge.quality)
    yield from canned_faults(documents["canned.yml"], knowledge.canned)
    yield from intents_faults(documents["intents.yml"], knowledge.intents)
    yield from handing_faults(documents["handing.yml"], knowledge.handing)
    for family, guide in knowledge.guides.items():
        document = documents[f"families/{family}.yml"]
        if guide.id != family:
            yield document.fault(("id",), f"id is '{guide.id}': the file's name says {family}")
        yield from rows.entry_faults(document, "steps", guide.steps)
        yield from rows.entry_faults(document, "causes", guide.causes)
        yield from rows.entry_faults(document, "cautions", guide.cautions)
        yield from rows.entry_faults(document, "prevention", guide.prevention)
        yield from rows.entry_faults(document, "materials", guide.materials)
        yield from guide_faults(document, guide, knowledge)


def repeated_ids(document: Document, key: str, ids: Iterable[str]) -> Iterator[Fault]:
    """Two entries under `key` may not share an id."""
    seen: Counter[str] = Counter()
    for index, name in enumerate(ids):
        if seen[name]:
            yield document.fault((key, index, "id"), f"id '{name}' is already taken: rename it")
        seen[name] += 1


def _phase_faults(document: Document, knowledge: Knowledge) -> Iterator[Fault]:
    found = tuple(phase.id for phase in knowledge.phases)
    if found != PHASES:
        yield document.fault(
            ("phases",), f"phases are {', '.join(found)}: write {', '.join(PHASES)}, in this order"
        )
    said = [phase.said_done for phase in knowledge.phases]
    yield from _said_twice(document, ("phases", "said_done"), said)


def _outcome_faults(document: Document, knowledge: Knowledge) -> Iterator[Fault]:
    found = {outcome.id for outcome in knowledge.outcomes}
    for missing in OUTCOMES - found:
        yield document.fault(("outcomes",), f"outcome {missing} is missing: write it")
    ids = (outcome.id for outcome in knowledge.outcomes)
    yield from repeated_ids(document, "outcomes", ids)
    said = [outcome.said for outcome in knowledge.outcomes]
    yield from _said_twice(document, ("outcomes", "said"), said)


def _said_twice(
    document: Document, keys: tuple[str, str], said: Sequence[Sequence[str]]
) -> Iterator[Fault]:
    """The same words cannot mean two things."""
    seen: set[str] = set()
    for index, words in enumerate(said):
        for place, word in enumerate(words):
            if word in seen:
                yield document.fault(
                    (keys[0], index, keys[1], place), f"'{word}' is written twice: keep it once"
                )
            seen.add(word)


def _faq_faults(
    documents: Mapping[str, Document], knowledge: Knowledge, rows: "_Rows"
) -> Iterator[Fault]:
    left = list(knowledge.faq)
    seen: set[str] = set()
    for path, document in documents.items():
        if not path.startswith("faq/"):
            continue
        count = len(document.plain()["faq"])  # type: ignore[index]
        questions, left = left[:count], left[count:]
        yield from rows.entry_faults(document, "faq", questions)
        for index, question in enumerate(questions):
            if question.id in seen:
                yield document.fault(
                    ("faq", index, "id"),
                    f"id '{question.id}' is already taken in another file: rename it",
                )
            if (question.answer is None) == (question.does is None):
                yield document.fault(
                    ("faq", index), "write either `answer` or `does`: what is said, or what is done"
                )
        seen.update(question.id for question in questions)


class _Rows:
    """What entries may lean on: the rows of the documents and of the checked facts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known = {row.id for row in knowledge.rows}
        self._unverified = {row.id for row in knowledge.rows if row.level == "C"}

    def entry_faults(
        self, document: Document, key: str, entries: Sequence[Entry]
    ) -> Iterator[Fault]:
        yield from repeated_ids(document, key, (entry.id for entry in entries))
        for index, entry in enumerate(entries):
            for place, source in enumerate(entry.source):
                if source in self._unverified:
                    yield document.fault(
                        (key, index, "source", place),
                        f"source {source} is level C, unverified: "
                        "delete the statement or find another",
                    )
            for place, row in enumerate(entry.covers):
                if row not in self._known:
                    yield document.fault(
                        (key, index, "covers", place), f"no row '{row}' in rows.yml: correct it"
                    )
            yield from _level_faults(document, key, index, entry)


def _level_faults(document: Document, key: str, index: int, entry: Entry) -> Iterator[Fault]:
    texts = shown_texts(entry)
    if entry.level and not any(CAVEAT in text for text in texts.values()):
        yield document.fault(
            (key, index, "level"),
            f"level {entry.level} without its caveat: write "
            f"'{'以官方文本为准' if entry.level == 'A' else '据公开资料，以官方公布为准'}'",
        )
    for field, text in texts.items():
        if not entry.level and (figure := FIGURE.search(text)):
            yield document.fault(
                (key, index, field),
                f"'{figure.group()}' without a level: add `level: A` or `level: B`, or leave it out",
            )


def shown_texts(entry: Entry) -> dict[str, str]:
    """The fields of an entry that state something; not a question's phrasings, nor a reminder."""
    fields = (
        *("do", "why", "done_when", "say", "opens_when", "answer", "good_for", "say_first", "note"),
        *("text", "where"),
    )
    texts = {field: getattr(entry, field, None) for field in fields}
    stuck = {"if_stuck": "".join(entry.if_stuck)} if isinstance(entry, Step) else {}
    return {field: text for field, text in texts.items() if text} | stuck
