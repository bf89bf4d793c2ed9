"""Facts as a person reads them, and scripts with the facts filled in."""

import re
from collections.abc import Iterable
from datetime import datetime

from zhangfang.cases.case import Case, Fact
from zhangfang.guides.model import FactQuestion, FamilyId, Knowledge

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CLAUSE = re.compile(r"[^，。；？]*[，。；？]?")


def fact_words(name: str, fact: Fact, year: int) -> str:
    """A fact as one says it: `大约 500 元`, `11月20日 14:03 左右`, `TK20261121066`.

    `year` goes without saying; a day of another one is said with it.
    """
    words = fact.value
    if name == "amount":
        words = f"{fact.value} 元"
        return f"大约 {words}" if fact.approximate else words
    if name == "transaction_time":
        words = time_words(fact.value, year)
        return f"{words} 左右" if fact.approximate else words
    if name == "promised_by":
        return date_words(datetime.fromisoformat(fact.value))
    return words


def fact_name(knowledge: Knowledge, family: FamilyId, name: str) -> str:
    """What a fact is called: 金额, 参考号. A fact of another family goes by its id."""
    asked = (*knowledge.common_facts, *knowledge.guides[family].facts)
    known = {number.id: number.name for number in knowledge.slip_facts}
    known |= {question.id: question.name for question in asked}
    return known.get(name, name)


def fact_questions(knowledge: Knowledge, family: FamilyId) -> dict[str, FactQuestion | None]:
    """The facts that a case of a family may have; the other numbers of a slip are never asked for."""
    asked = (*knowledge.common_facts, *knowledge.guides[family].facts)
    slips: dict[str, FactQuestion | None] = {number.id: None for number in knowledge.slip_facts}
    return slips | {question.id: question for question in asked}


def choice_label(knowledge: Knowledge, family: FamilyId, name: str, value: str) -> str | None:
    """The quick reply that stands for a value, if the fact has choices."""
    asked = (*knowledge.common_facts, *knowledge.guides[family].facts)
    choices = (choice for question in asked if question.id == name for choice in question.choices)
    return next((choice.label for choice in choices if choice.value == value), None)


def time_words(value: str, year: int) -> str:
    """Local time to the precision it was said: `11月20日`, `11月20日 14:03`, `2026年10月`, `18:15`."""
    day, _, clock = value.partition("T")
    if not day and clock:
        return clock
    parts = day.split("-")
    if len(parts) == 2:
        return f"{int(parts[0])}年{int(parts[1])}月"
    if len(parts) != 3:
        return value
    words = f"{int(parts[1])}月{int(parts[2])}日"
    if int(parts[0]) != year:
        words = f"{int(parts[0])}年{words}"
    return f"{words} {clock}" if clock else words


def date_words(at: datetime) -> str:
    """A day with its weekday: `11月27日（周五）`."""
    return f"{at.month}月{at.day}日（周{'一二三四五六日'[at.weekday()]}）"


def numbered(texts: Iterable[str]) -> str:
    """A short list, a line each: `1. …`."""
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))


def filled_in(template: str, case: Case) -> str:
    """A script with the case's facts; a clause whose fact is unknown is left out."""
    clauses = [clause for clause in _CLAUSE.findall(template) if clause]
    kept = [clause for clause in clauses if _known(clause, case)]
    text = "".join(_PLACEHOLDER.sub(lambda match: _value(match[1], case), part) for part in kept)
    return re.sub(r"，+(?=[。；？])|，$", "", text)


def _known(clause: str, case: Case) -> bool:
    return all(name in case.facts for name in _PLACEHOLDER.findall(clause))


def _value(name: str, case: Case) -> str:
    return fact_words(name, case.facts[name], case.year)
