"""Collecting the facts of a case: taking, correcting, doing without, asking."""

from collections.abc import Sequence

from zhangfang.cases.case import CORE_FACTS, Fact
from zhangfang.cases.change import Asked, DeadlineSet, FactRefused, FactSet
from zhangfang.cases.deadlines import due_after, due_as_promised
from zhangfang.cases.options import fact_options
from zhangfang.cases.redo import redo
from zhangfang.cases.told import SUMMARY, is_meant, told_facts
from zhangfang.cases.turn import FactShown, Turn
from zhangfang.cases.wording import fact_words
from zhangfang.language.promises import Promise

MOST_SPOKEN = 4
"""Facts that are repeated one by one; nobody listens to more."""


def take_facts(turn: Turn) -> tuple[str, ...]:
    """Record what the message gives, and say so. Returns the names of the facts it changed."""
    changed: list[str] = []
    replaced: dict[str, Fact] = {}
    for name, said in told_facts(turn).items():
        before = turn.case.facts.get(name)
        if before is not None:
            if not _is_news(turn, name, before, said):
                continue
            replaced[name] = before
        fact = _completed(before, said) if before else said
        turn.change(FactSet(name=name, fact=fact, replaces=before.value if before else None))
        changed.append(name)
    if changed:
        turn.change(Asked())
        turn.utter(
            "utter_facts_corrected" if replaced else "utter_facts_recorded",
            facts=_listed(turn, changed),
        )
        if "promised_by" in changed:
            _expect(turn)
        redo(turn, replaced)
    return tuple(changed)


def _listed(turn: Turn, names: Sequence[str]) -> str:
    """A few facts in words; of a whole slip those that every case asks for, and how many more."""
    if len(names) <= MOST_SPOKEN:
        return "，".join(spoken(turn, name) for name in names)
    said = [name for name in CORE_FACTS if name in names] or names[:1]
    more = f"还有另外 {len(names) - len(said)} 样"
    return "，".join([*(spoken(turn, name) for name in said), more])


def spoken(turn: Turn, name: str) -> str:
    """A fact with its name, `金额 1288 元`, or the quick reply that was tapped, `「看不出来」`."""
    value = turn.case.facts[name]
    label = turn.label(name, value.value)
    return (
        f"「{label}」"
        if label
        else f"{turn.fact_name(name)} {fact_words(name, value, turn.now.year)}"
    )


def facts_shown(turn: Turn) -> tuple[FactShown, ...]:
    """All that is on record, in words."""
    return tuple(
        FactShown(
            id=name,
            name=turn.fact_name(name),
            words=turn.label(name, fact.value) or fact_words(name, fact, turn.now.year),
        )
        for name, fact in turn.case.facts.items()
    )


def fact_lines(turn: Turn) -> str:
    """All that is on record, a line each with its name."""
    return "\n".join(f"· {fact.name}：{fact.words}" for fact in facts_shown(turn))


def ask_fact(turn: Turn, name: str, *, in_vain: bool = False) -> None:
    """Ask for one fact; `in_vain`: once more, because what came was no answer."""
    question = turn.question(name)
    turn.change(Asked(fact=name, in_vain=in_vain))
    if (turn.case.fact(name) or "").startswith("T"):
        return turn.utter("utter_which_day", *fact_options(question))  # the hour is known
    turn.say(question.ask, *fact_options(question))
    return None


def do_without(turn: Turn, names: tuple[str, ...]) -> None:
    """The merchant cannot give these facts: say how to go on without, or where to look."""
    if not names:
        return
    for name in names:
        if name == SUMMARY or name in turn.case.facts or name in turn.case.refused:
            continue
        turn.change(FactRefused(name=name))
        turn.say(turn.question(name).if_missing)
    turn.change(Asked())


def names_choice(turn: Turn) -> bool:
    """Whether the message is one of the answers offered for the fact that was asked for."""
    question = turn.asked_question()
    return bool(question and question.choices and question.id in told_facts(turn))


def promised_due(turn: Turn) -> DeadlineSet | None:
    """The deadline that the other side has named, if it has and it lies ahead."""
    promised = turn.case.fact("promised_by")
    if promised is None:
        return None
    due = due_as_promised(turn.now, Promise(day=turn.now.date().fromisoformat(promised)))
    if due.at <= turn.now:
        return None
    return DeadlineSet(due_at=due.at.isoformat(), estimated=False, promised=True)


def reminder_due(turn: Turn, step: str, working_days: int) -> DeadlineSet:
    """Our own reminder, for want of a promise."""
    due = due_after(turn.now, working_days)
    return DeadlineSet(due_at=due.at.isoformat(), estimated=due.estimated, step=step)


def _expect(turn: Turn) -> None:
    """Whoever owes an answer has named the day."""
    if turn.case.awaiting and (promised := promised_due(turn)):
        turn.change(promised)


def _is_news(turn: Turn, name: str, before: Fact, said: Fact) -> bool:
    """Whether a value is to be taken instead of the known one; one given by name always is."""
    if turn.reading.in_form:
        return (said.value, said.approximate) != (before.value, before.approximate)
    return _says_more(before, said) and is_meant(turn, name, before, said)


def _says_more(before: Fact, fact: Fact) -> bool:
    """Whether a new value differs from the known one by more than being a vaguer time."""
    is_vaguer = "-" in fact.value and before.value.startswith(fact.value)
    return fact.value != before.value and not is_vaguer


def _completed(before: Fact, fact: Fact) -> Fact:
    """An hour said without a day (`T18:15`) belongs to the day that is known, and the other way."""
    day = before.value.partition("T")[0]
    if fact.value.startswith("T") and day:
        return fact.model_copy(update={"value": day + fact.value})
    if before.value.startswith("T") and len(fact.value) == len("2026-11-22"):
        return fact.model_copy(update={"value": fact.value + before.value})
    return fact
