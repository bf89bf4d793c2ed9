"""What was found in a message, and where in its text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from zhangfang.cases.case import CORE_FACTS, Fact
from zhangfang.console.names import OF_THE_READING
from zhangfang.guides.model import Knowledge
from zhangfang.language.normalise import fold_in_place
from zhangfang.papers.evidence.case_words import CaseWords


class Mark(NamedTuple):
    """Something found; `start` and `end` (exclusive) count characters, None if it is nowhere."""

    name: str
    label: str
    value: str
    start: int | None
    end: int | None


def marks(
    knowledge: Knowledge, family: str | None, text: str, entities: Iterable[Mapping[str, Any]]
) -> Iterator[Mark]:
    """Every fact and figure among what NLU found, in the order of the text where it is known.

    NLU's own places are of the text with its spellings put right, so that what was said is looked
    for in the text as it is.

    Args:
        knowledge: names the facts.
        family: of the case; None if there is none.
        text: as the agent reads it.
        entities: as NLU gives them.
    """
    words = CaseWords(knowledge, family)
    facts = {*CORE_FACTS, *(number.id for number in knowledge.slip_facts)}
    taken: list[range] = []
    found = []
    for entity in entities:
        name = str(entity["entity"])
        if name not in facts and name not in OF_THE_READING:
            continue
        place = _place(text, entity, taken)
        if place:
            taken.append(place)
        label = OF_THE_READING.get(name) or words.fact_name(name)
        value = _value(words, name, entity)
        where = (place.start, place.stop) if place else (None, None)
        found.append(Mark(name, label, value, *where))
    yield from sorted(found, key=lambda mark: (mark.start is None, mark.start or 0))


def _place(text: str, entity: Mapping[str, Any], taken: list[range]) -> range | None:
    said = str(entity.get("said") or "")
    if not said:
        return None
    start, end = int(entity.get("start") or 0), int(entity.get("end") or 0)
    if text[start:end] == said:
        return range(start, end)
    folded = fold_in_place(text)
    for written in (text, folded):
        at = written.find(said)
        while at >= 0:
            place = range(at, at + len(said))
            if not any(place.start < it.stop and it.start < place.stop for it in taken):
                return place
            at = written.find(said, at + 1)
    return None


def _value(words: CaseWords, name: str, entity: Mapping[str, Any]) -> str:
    value = str(entity["value"])
    if name in ("other_amount", "difference"):
        return f"{value} 元"
    if name == "days":
        return f"{float(value):g} 天"
    if name == "refused":
        return words.fact_name(value)
    return words.fact(name, Fact(value=value, approximate=bool(entity.get("approximate"))))
