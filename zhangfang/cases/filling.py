"""A letter's placeholders, filled in from the case: said, left out with their clause, or blank."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial

from zhangfang.cases.capital_amount import in_capitals
from zhangfang.cases.case import Case, Fact
from zhangfang.cases.wording import choice_label, fact_words
from zhangfang.guides.letter import Voice
from zhangfang.guides.model import Knowledge

BLANK = "________"
MOMENTS = frozenset({"transaction_time", "promised_by"})

Value = Callable[[str], str | None]
"""What a placeholder stands for; None where it is not known."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_WIDE_MARKS = frozenset("，。；：？（）「」《》、")
_CLAUSE = re.compile(r"[^，。；？]*[，。；？]?")


def filler(knowledge: Knowledge, case: Case, voice: Voice, now: datetime) -> Callable[[str], str]:
    """A function that fills in one text of a letter."""
    value = _values(knowledge, case, voice, now)
    fill = _written if voice == "written" else _spoken
    return lambda template: fill(template, value)


def _written(template: str, value: Value) -> str:
    return _filled(template, lambda name: value(name) or BLANK)


def _spoken(template: str, value: Value) -> str:
    """A clause whose fact is unknown is not said."""
    kept = [
        clause
        for clause in _CLAUSE.findall(template)
        if all(value(name) for name in _PLACEHOLDER.findall(clause))
    ]
    text = re.sub(r"，+(?=[。；？])", "", "".join(kept))
    text = text.removesuffix("，") + template[-1:] if text.endswith("，") else text
    return _filled(re.sub(r"([。？])[。？]+", r"\1", text), lambda name: value(name) or "")


def _filled(template: str, word: Callable[[str], str]) -> str:
    """The space beside a placeholder is for letters and digits; a Chinese word needs none."""
    text = ""
    for place, piece in enumerate(_PLACEHOLDER.split(template)):
        added = word(piece) if place % 2 else piece
        at_seam = text[-1:] + added[:1]
        if place % 2 and at_seam[:1] == " " and _is_wide(added[:1]):
            text = text[:-1]
        elif place % 2 == 0 and at_seam[1:] == " " and _is_wide(text[-1:]):
            added = added[1:]
        text += added
    return text


def _is_wide(character: str) -> bool:
    return "一" <= character <= "鿿" or character in _WIDE_MARKS


def _values(knowledge: Knowledge, case: Case, voice: Voice, now: datetime) -> Value:
    words = _written_words if voice == "written" else partial(fact_words, year=now.year)

    def value(name: str) -> str | None:
        if name in case.facts:
            fact = case.facts[name]
            return choice_label(knowledge, case.family, name, fact.value) or words(name, fact)
        computed = _COMPUTED.get(name)
        return computed(knowledge, case, now) if computed else None

    return value


def _written_words(name: str, fact: Fact) -> str:
    """With cents and year: what is sent to others is read later, by somebody who was not there."""
    about = "约 " if fact.approximate else ""
    if name == "amount":
        return f"{about}{Decimal(fact.value):.2f} 元"
    if name in MOMENTS:
        return moment_words(fact.value) + (" 左右" if fact.approximate else "")
    return fact.value


def moment_words(value: str) -> str:
    """`2026年11月20日 14:03`, to the precision that is known."""
    day, _, clock = value.partition("T")
    parts = [int(part) for part in day.split("-") if part.isdecimal()]
    words = "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    return " ".join(part for part in (words, clock[:5]) if part)


def _day_words(day: str | None) -> str | None:
    return moment_words(day.partition("T")[0]) if day else None


def _capitals(case: Case) -> str | None:
    amount = case.facts.get("amount")
    written = in_capitals(amount.value) if amount else None
    return f"约{written}" if amount and amount.approximate and written else written


def _phase_name(knowledge: Knowledge, case: Case) -> str | None:
    return next((phase.name for phase in knowledge.phases if phase.id == case.phase), None)


_COMPUTED: dict[str, Callable[[Knowledge, Case, datetime], str | None]] = {
    "acquirer": lambda _knowledge, _case, _now: None,
    "amount_words": lambda _knowledge, case, _now: _capitals(case),
    "case_number": lambda _knowledge, case, _now: case.number,
    "due_date": lambda _knowledge, case, _now: _day_words(case.due_at),
    "family": lambda knowledge, case, _now: knowledge.guides[case.family].name,
    "opened_at": lambda _knowledge, case, _now: _day_words(case.opened_at),
    "phase": lambda knowledge, case, _now: _phase_name(knowledge, case),
    "submitted_at": lambda _knowledge, case, _now: _day_words(case.entered.get("wait")),
    "today": lambda _knowledge, _case, now: moment_words(now.date().isoformat()),
}
