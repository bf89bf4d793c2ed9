"""Whole cases as data: what is read in each turn, and where the case stands after it.

A walk's turns hold the reading (what NLU would give) and what a merchant must then find:
`phase`, `asking`, `facts`, `says` (words in the replies), `says_not`, `options`, `status`,
`cases` (how many), `family`, `due` (the day), `offered` (a step id on the table, or none),
`human` (whether a person was asked for), `steps` (that a bubble lets the merchant tick), `card`,
`marks`, `from_slip` (facts read off a slip), `held`.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhangfang.cases.case import Conversation, Fact
from zhangfang.cases.engine import respond
from zhangfang.cases.reading import Reading
from zhangfang.cases.turn import Reply, Turn
from zhangfang.guides.model import Knowledge

ROOT = Path(__file__).parents[2]
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
RESPONSES = yaml.safe_load((ROOT / "domain.yml").read_text())["responses"]


def walks() -> list[Any]:
    found: dict[str, Any] = {}
    for path in sorted((Path(__file__).parent / "walks").glob("*.yml")):
        for walk in yaml.safe_load(path.read_text()):
            assert walk["name"] not in found, f"{path}: two walks are called {walk['name']}"
            found[walk["name"]] = pytest.param(walk["turns"], id=f"{path.stem}: {walk['name']}")
    return list(found.values())


@pytest.mark.parametrize("turns", walks())
def test_walk(turns: list[dict[str, Any]], knowledge: Knowledge) -> None:
    """Each turn leaves the case where the walk says."""
    conversation, now = Conversation(), NOW
    numbers = iter(f"ZF-20261122-AAA{place}-0" for place in range(1, 9))
    for place, expected in enumerate(turns, start=1):
        now += timedelta(days=expected.get("days_later", 0))
        turn = respond(knowledge, conversation, reading(expected["reads"]), now, numbers)
        conversation = turn.conversation
        assert seen(turn, expected["then"]) == expected["then"], f"turn {place}: {words(turn)}"


def reading(reads: dict[str, Any]) -> Reading:
    facts = {name: Fact(value=str(value)) for name, value in reads.get("facts", {}).items()}
    offered = {
        name: Fact(value=str(value), origin="slip", file=5)
        for name, value in reads.get("offered", {}).items()
    }
    return Reading.model_validate({**reads, "facts": facts, "offered": offered})


def seen(turn: Turn, then: dict[str, Any]) -> dict[str, Any]:
    """What the walk asks about, as it is."""
    case = turn.conversation.case
    said = words(turn)
    options = [option.label for reply in turn.replies for option in reply.options]
    finders = {
        "phase": lambda _: case and case.phase,
        "family": lambda _: case and case.family,
        "status": lambda _: case and case.status,
        "asking": lambda _: turn.conversation.asking,
        "offered": lambda step: (
            step if case and step in case.offered else (case and list(case.offered))
        ),
        "facts": lambda _: {name: fact.value for name, fact in case.facts.items()} if case else {},
        "held": lambda _: {name: fact.value for name, fact in turn.conversation.held.items()},
        "from_slip": lambda _: (
            sorted(
                name for name, fact in case.facts.items() if (fact.origin, fact.file) == ("slip", 5)
            )
            if case
            else []
        ),
        "marks": lambda _: (
            {name: mark.outcome for name, mark in case.marks.items()} if case else {}
        ),
        "marks_has": lambda step: step if case and step in case.marks else None,
        "steps": lambda _: [step.id for reply in turn.replies for step in reply.shows.steps],
        "card": lambda _: [reply.shows.card for reply in turn.replies if reply.shows.card],
        "due": lambda _: case and case.due_at and case.due_at[:10],
        "human": lambda _: turn.conversation.human_asked,
        "cases": lambda _: len(turn.conversation.cases),
        "says": lambda wanted: wanted if all(word in said for word in wanted) else said,
        "says_not": lambda banned: banned if not any(word in said for word in banned) else said,
        "options": lambda wanted: wanted if set(wanted) <= set(options) else options,
    }
    return {key: finders[key](value) for key, value in then.items()}


def words(turn: Turn) -> str:
    return "\n".join(spoken(reply) for reply in turn.replies)


def spoken(reply: Reply) -> str:
    if reply.response:
        text: str = RESPONSES[reply.response][0]["text"].format(**reply.values)
        return text
    return reply.text or ""
