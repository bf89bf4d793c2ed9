"""Makes a Reading of what NLU answers: in an action, and where an agent looks at a message."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhangfang.cases.case import CORE_FACTS, Fact
from zhangfang.cases.reading import Problem, Reading
from zhangfang.guides.model import Knowledge

Answer = Mapping[str, Any]
"""Intent, ranking and entities, as `kept` has them."""

NOT_KEPT = ("extractor",)
"""What Rasa says of an entity, and nobody asks."""


def kept(message: Mapping[str, Any]) -> dict[str, Any]:
    """Of Rasa's latest message, what is worth keeping with its turn.

    Args:
        message: with intent, intent_ranking and entities, as a tracker has it.
    """
    intent = message.get("intent") or {}
    ranking = message.get("intent_ranking") or []
    entities = message.get("entities") or []
    return {
        "intent": {
            "name": intent.get("name") or "out_of_scope",
            "confidence": intent.get("confidence") or 0.0,
        },
        "ranking": [[it["name"], it["confidence"]] for it in ranking],
        "entities": [
            {name: value for name, value in entity.items() if name not in NOT_KEPT}
            for entity in entities
        ],
    }


def reading_of(answer: Answer, metadata: Mapping[str, Any], knowledge: Knowledge) -> Reading:
    """What NLU made of the message, or what the tapped quick reply carries.

    Args:
        answer: intent, ranking and entities.
        metadata: of the turn: `kind`, `text`, facts given by name, facts offered by a slip.
        knowledge: names the numbers of a slip that are kept when they are told.
    """
    entities = answer["entities"]
    tapped = metadata.get("kind") == "choice"
    told = _told(metadata.get("facts"))
    names = (*CORE_FACTS, *(number.id for number in knowledge.slip_facts))
    return Reading(
        text="" if tapped else metadata.get("text") or "",
        intent=answer["intent"]["name"],
        confidence=answer["intent"]["confidence"],
        ranking=tuple((name, confidence) for name, confidence in answer["ranking"]),
        facts=told or _facts(entities, names),
        other_amounts=tuple(_fact(e) for e in entities if e["entity"] == "other_amount"),
        refused=_values(entities, "refused"),
        days=tuple(float(value) for value in _values(entities, "days")),
        topic=next(iter(_values(entities, "topic")), None),
        problems=tuple(
            Problem(family=entity["value"], facts=_facts(entity["facts"], names))
            for entity in entities
            if entity["entity"] == "problem"
        ),
        questions=tuple(
            (e["value"], float(e["score"])) for e in entities if e["entity"] == "question"
        ),
        answers={e["entity"]: e["value"] for e in entities} if tapped else {},
        in_form=bool(told),
        offered=_told(metadata.get("offered")),
    )


def _facts(entities: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, Fact]:
    """The first of each kind: NLU puts the disputed amount before others."""
    facts: dict[str, Fact] = {}
    for entity in entities:
        if entity["entity"] in names:
            facts.setdefault(entity["entity"], _fact(entity))
    return facts


def _told(facts: Mapping[str, Any] | None) -> dict[str, Fact]:
    """Facts that the desk gives by name: filled in on the sheet, or read off a slip."""
    return {name: Fact.model_validate(fact) for name, fact in (facts or {}).items()}


def _fact(entity: Mapping[str, Any]) -> Fact:
    return Fact(
        value=str(entity["value"]),
        approximate=bool(entity.get("approximate")),
        said=str(entity.get("said", "")),
    )


def _values(entities: Sequence[Mapping[str, Any]], name: str) -> tuple[Any, ...]:
    return tuple(entity["value"] for entity in entities if entity["entity"] == name)
