"""Collecting the facts of a case: taking, correcting, doing without, asking."""

import re

from zhangfang.cases.case import CORE_FACTS, Fact
from zhangfang.cases.change import Asked, FactRefused, FactSet
from zhangfang.cases.options import fact_options
from zhangfang.cases.turn import Turn
from zhangfang.cases.wording import fact_words
from zhangfang.guides.model import FactQuestion

_CORRECTION = re.compile(r"不是|不对|[错岔]|改|更正|应该是|其实|正确|准确|说反|搞混|重新")


def take_facts(turn: Turn) -> tuple[str, ...]:
    """Record what the message gives, and say so. Returns the names of the facts it changed."""
    given = {**turn.reading.facts, **_tapped_or_named(turn)}
    changed: list[str] = []
    corrected = False
    for name, said in given.items():
        before = turn.case.facts.get(name)
        if before is not None:
            if not _says_more(before, said) or not _is_meant(turn, name, before, said):
                continue
            corrected = True
        fact = _completed(before, said) if before else said
        turn.change(FactSet(name=name, fact=fact, replaces=before.value if before else None))
        changed.append(name)
    if changed:
        turn.change(Asked())
        turn.utter(
            "utter_facts_corrected" if corrected else "utter_facts_recorded",
            facts="，".join(spoken(turn, name) for name in changed),
        )
    return tuple(changed)


def spoken(turn: Turn, name: str) -> str:
    """A fact with its name, `金额 1288 元`, or the quick reply that was tapped, `「看不出来」`."""
    question = turn.question(name)
    value = turn.case.facts[name]
    label = next((c.label for c in question.choices if c.value == value.value), None)
    return f"「{label}」" if label else f"{question.name} {fact_words(name, value)}"


def ask_fact(turn: Turn, name: str) -> None:
    """Ask for one fact."""
    question = turn.question(name)
    turn.change(Asked(fact=name))
    turn.say(question.ask, *fact_options(question))


def do_without(turn: Turn, names: tuple[str, ...]) -> None:
    """The merchant cannot give these facts: say how to go on without, or where to look."""
    for name in names:
        if name in turn.case.facts or name in turn.case.refused:
            continue
        turn.change(FactRefused(name=name))
        turn.say(turn.question(name).if_missing)
    turn.change(Asked())


def names_choice(turn: Turn) -> bool:
    """Whether the message is one of the answers offered for the fact that was asked for."""
    return turn.conversation.asking in _tapped_or_named(turn)


def _says_more(before: Fact, fact: Fact) -> bool:
    """Whether a new value differs from the known one by more than being vaguer."""
    return fact.value != before.value and not before.value.startswith(fact.value)


def _is_meant(turn: Turn, name: str, before: Fact, said: Fact) -> bool:
    """Whether a second value is a correction, not just another figure in the story.

    It is when it makes the known one preciser, answers a question, comes with words of correction,
    or when the message says nothing else.
    """
    return (
        said.value.startswith((before.value, "T"))
        or turn.conversation.asking == name
        or turn.reading.intent == "inform"
        or bool(_CORRECTION.search(turn.reading.text))
    )


def _completed(before: Fact, fact: Fact) -> Fact:
    """An hour said without a day (`T18:15`) belongs to the day that is known, and the other way."""
    day = before.value.partition("T")[0]
    if fact.value.startswith("T") and day:
        return fact.model_copy(update={"value": day + fact.value})
    if before.value.startswith("T") and len(fact.value) == len("2026-11-22"):
        return fact.model_copy(update={"value": fact.value + before.value})
    return fact


def _tapped_or_named(turn: Turn) -> dict[str, Fact]:
    """Family facts from a quick reply, or from its label typed while it was asked for."""
    found = {
        question.id: Fact(value=turn.reading.answers[question.id])
        for question in turn.guide.facts
        if question.id in turn.reading.answers
    }
    asking = turn.conversation.asking
    if asking and asking not in CORE_FACTS and asking not in found:
        value = _named_choice(turn.question(asking), turn.reading.text)
        if value:
            found[asking] = Fact(value=value, said=turn.reading.text)
    return found


def _named_choice(question: FactQuestion, text: str) -> str | None:
    """The choice whose label the merchant typed."""
    typed = re.sub(r"\W", "", text)
    named = [choice.value for choice in question.choices if _same(choice.label, typed)]
    return named[0] if len(named) == 1 else None


def _same(label: str, typed: str) -> bool:
    wanted = re.sub(r"\W", "", label)
    return bool(typed) and (wanted in typed or (len(typed) >= 2 and typed in wanted))
