"""Faults in how a family's steps fit together: phases, facts, choices, channels, lists."""

import re
from collections.abc import Iterator
from itertools import groupby, product

from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.model import PHASES, FactQuestion, Guide, Knowledge, Step

TOGETHER_LONGEST = 40
TOGETHER_MOST = 3
MANDATORY_IN = ("verify", "contact", "submit")
PLACEHOLDER = re.compile(r"\{(\w*)\}")
DROPPABLE = re.compile(r"(?<=，)[^，。；：？]*\{\w*\}[^，。；：？]*(?=，)")


def guide_faults(document: Document, guide: Guide, knowledge: Knowledge) -> Iterator[Fault]:
    """Everything about one family's steps that cannot be walked as written."""
    common = {fact.id for fact in knowledge.common_facts}
    own = {fact.id: fact for fact in guide.facts}
    known = common | set(own)
    yield from _fact_faults(document, guide, common)
    yield from _phase_faults(document, guide)
    for index, name in enumerate(guide.fact_order):
        if name not in known:
            yield document.fault(("fact_order", index), _unknown(name, known))
    for index, step in enumerate(guide.steps):
        for place, name in enumerate(step.collect):
            if name not in known:
                yield document.fault(("steps", index, "collect", place), _unknown(name, known))
        yield from _condition_faults(document, index, step, own)
        yield from _placeholder_faults(document, index, step, known)
        yield from _channel_faults(document, index, step, knowledge)
    yield from _together_faults(document, guide)
    yield from _mandatory_faults(document, guide)


def _fact_faults(document: Document, guide: Guide, common: set[str]) -> Iterator[Fault]:
    seen = set(common)
    for index, fact in enumerate(guide.facts):
        if fact.id in seen:
            yield document.fault(("facts", index, "id"), f"id '{fact.id}' is already taken: rename")
        seen.add(fact.id)
        values = [choice.value for choice in fact.choices]
        for place, value in enumerate(values):
            if value in values[:place]:
                yield document.fault(
                    ("facts", index, "choices", place), f"value '{value}' is already taken: rename"
                )


def _phase_faults(document: Document, guide: Guide) -> Iterator[Fault]:
    written = [step.phase for step in guide.steps]
    for phase in PHASES:
        if phase not in written:
            yield document.fault(("steps",), f"phase {phase} has no step: write one")
        elif all(step.when for step in guide.steps if step.phase == phase):
            yield document.fault(
                ("steps", written.index(phase)),
                f"every step of phase {phase} has a `when`: write one that always applies",
            )
    for index in range(1, len(written)):
        if PHASES.index(written[index]) < PHASES.index(written[index - 1]):
            yield document.fault(
                ("steps", index, "phase"),
                f"phase {written[index]} after {written[index - 1]}: "
                f"put the steps in the order {', '.join(PHASES)}",
            )


def _condition_faults(
    document: Document, index: int, step: Step, own: dict[str, FactQuestion]
) -> Iterator[Fault]:
    conditions = [("when", *item) for item in step.when.items()]
    conditions += [("unless", *item) for item in step.unless.items()]
    for key, name, values in conditions:
        loc = ("steps", index, key, name)
        if name not in own:
            yield document.fault(loc, _unknown(name, set(own)))
            continue
        choices = {choice.value for choice in own[name].choices}
        for value in values:
            if value not in choices:
                yield document.fault(
                    loc,
                    f"'{value}' is no choice of {name}: use one of {', '.join(sorted(choices))}",
                )


def _placeholder_faults(
    document: Document, index: int, step: Step, known: set[str]
) -> Iterator[Fault]:
    for field in ("title", "do", "why", "done_when", "who"):
        if PLACEHOLDER.search(getattr(step, field) or ""):
            yield document.fault(
                ("steps", index, field), "placeholders are filled in only in `say`: take it out"
            )
    say = step.say or ""
    for name in PLACEHOLDER.findall(say):
        if name not in known:
            yield document.fault(("steps", index, "say"), _unknown(name, known))
    if any(len(PLACEHOLDER.findall(clause)) > 1 for clause in DROPPABLE.findall(say)) or (
        PLACEHOLDER.search(DROPPABLE.sub("", say))
    ):
        yield document.fault(
            ("steps", index, "say"),
            "a placeholder cannot be left out with its clause: "
            "give each a clause of its own between ， and ，",
        )
    if "{amount} 元" in say:
        yield document.fault(("steps", index, "say"), "{amount} brings its 元: delete the second")


def _channel_faults(
    document: Document, index: int, step: Step, knowledge: Knowledge
) -> Iterator[Fault]:
    channels = {channel.id for channel in knowledge.channels}
    for place, name in enumerate(step.channels):
        if name not in channels:
            yield document.fault(
                ("steps", index, "channels", place),
                f"unknown channel '{name}': correct it, or add it to channels.yml",
            )


def _together_faults(document: Document, guide: Guide) -> Iterator[Fault]:
    for index, step in enumerate(guide.steps):
        if step.together and len(step.do) > TOGETHER_LONGEST:
            yield document.fault(
                ("steps", index, "do"),
                f"{len(step.do)} characters in a `together` step: "
                f"shorten to {TOGETHER_LONGEST}, or take `together` off",
            )
    places = range(len(guide.steps))
    for together, run in groupby(places, lambda i: (guide.steps[i].phase, guide.steps[i].together)):
        listed = list(run)
        if together[1] and _most_at_once(guide, [guide.steps[i] for i in listed]) > TOGETHER_MOST:
            yield document.fault(
                ("steps", listed[TOGETHER_MOST], "together"),
                f"more than {TOGETHER_MOST} `together` steps in one list: take one out",
            )


def _mandatory_faults(document: Document, guide: Guide) -> Iterator[Fault]:
    """Without the sale and the proof no case is closed; what others owe nobody can be held to."""
    for index, step in enumerate(guide.steps):
        if step.mandatory and step.phase not in MANDATORY_IN:
            yield document.fault(
                ("steps", index, "mandatory"),
                f"mandatory in {step.phase}, which not every case comes to: take it off",
            )
    for phase in ("verify", "submit"):
        places = [place for place, step in enumerate(guide.steps) if step.phase == phase]
        if places and not any(guide.steps[place].mandatory for place in places):
            yield document.fault(
                ("steps", places[0]),
                f"no step of {phase} is mandatory: mark what none may go without",
            )


def _most_at_once(guide: Guide, steps: list[Step]) -> int:
    """How long the list gets, whatever the merchant answers to the family's own questions."""
    names = [fact.id for fact in guide.facts if fact.choices]
    values = [[choice.value for choice in fact.choices] for fact in guide.facts if fact.choices]
    cases = [dict(zip(names, answers, strict=True)) for answers in product(*values)]
    return max(
        sum(
            all(case.get(name) in allowed for name, allowed in step.when.items())
            and not any(case.get(name) in barred for name, barred in step.unless.items())
            for step in steps
        )
        for case in cases
    )


def _unknown(name: str, known: set[str]) -> str:
    return f"unknown fact '{name}': use one of {', '.join(sorted(known))}"
