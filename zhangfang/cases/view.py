"""A case as its merchant and its agents see it: where it stands, what is known, what is missing."""

from typing import Any

from zhangfang.cases.case import CORE_FACTS, Case, Conversation
from zhangfang.cases.next_step import applicable, applies, missing_facts
from zhangfang.cases.wording import choice_label, fact_name, fact_questions, fact_words
from zhangfang.guides.model import PHASES, Guide, Knowledge

View = dict[str, object]


def case_view(knowledge: Knowledge, conversation: Conversation) -> View:
    """The case being worked on, ready for JSON; every field is there even with no case."""
    case = conversation.case
    others = [
        {
            "number": other.number,
            "family": other.family,
            "family_name": knowledge.guides[other.family].name,
            "status": other.status,
        }
        for other in conversation.cases
        if other.number != conversation.current
    ]
    if case is None:
        return {
            "number": None, "family": None, "family_name": None, "status": "none", "phase": None,
            "phases": _phases(knowledge, None), "step": None, "facts": _facts(None), "known": [],
            "steps": [], "missing": [], "missing_names": [],
            "due_at": None, "due_estimated": False, "due_promised": False, "escalation": [],
            "ladder": [], "human": _human(conversation), "others": others,
        }  # fmt: skip
    guide = knowledge.guides[case.family]
    step = next((step for step in guide.steps if step.id in case.offered[:1]), None)
    missing = missing_facts(guide, case)
    return {
        "number": case.number,
        "family": case.family,
        "family_name": guide.name,
        "status": case.status,
        "phase": case.phase,
        "phases": _phases(knowledge, case),
        "step": {"id": step.id, "title": step.title} if step else None,
        "facts": _facts(case),
        "steps": _steps(guide, case),
        "known": _known(knowledge, case),
        "missing": list(missing),
        "missing_names": [named_fact(knowledge, case, name) for name in missing],
        "due_at": case.due_at,
        "due_estimated": case.due_estimated,
        "due_promised": case.due_promised,
        "escalation": _escalation(knowledge, case),
        "ladder": _ladder(knowledge, case),
        "human": _human(conversation),
        "others": others,
    }


def _phases(knowledge: Knowledge, case: Case | None) -> list[dict[str, str]]:
    now = PHASES.index(case.phase) if case else len(PHASES)
    ended = case is not None and case.status in ("resolved", "closed")

    def state(place: int) -> str:
        if case is None or place > now:
            return "todo"
        return "done" if ended or place < now else "now"

    return [
        {"id": phase.id, "name": phase.name, "state": state(PHASES.index(phase.id))}
        for phase in knowledge.phases
    ]


def _facts(case: Case | None) -> dict[str, str | None]:
    core: dict[str, str | None] = {name: case.fact(name) if case else None for name in CORE_FACTS}
    more = {name: fact.value for name, fact in case.facts.items()} if case else {}
    return {**core, **more}


def _human(conversation: Conversation) -> dict[str, object]:
    return {"asked": conversation.human_asked, "reason": conversation.human_reason}


def _ladder(knowledge: Knowledge, case: Case) -> list[dict[str, str]]:
    """The rungs, each with the condition on which it is taken."""
    rungs = applicable(knowledge.guides[case.family], case, "escalate")
    return [
        {
            "id": step.id,
            "title": step.title,
            "opens_when": step.opens_when or "",
            "state": _step_state(case, step.id),
        }
        for step in rungs
    ]


def _steps(guide: Guide, case: Case) -> list[dict[str, str | None]]:
    """Every step that applies, in order; `at`: when it was done, left, or could not be done."""
    return [
        {
            "id": step.id,
            "phase": step.phase,
            "title": step.title,
            "state": _step_state(case, step.id),
            "at": case.marks[step.id].at if step.id in case.marks else None,
        }
        for step in guide.steps
        if applies(step, case)
    ]


def _step_state(case: Case, step: str) -> str:
    mark = case.marks.get(step)
    if case.awaiting == step:
        return "waiting"
    if step in case.offered and not (mark and mark.outcome == "done"):
        return "now"
    return mark.outcome if mark else "todo"


def _known(knowledge: Knowledge, case: Case) -> list[dict[str, object]]:
    """What is on record, in words, and where it comes from."""
    known = fact_questions(knowledge, case.family)
    is_open = case.status in ("open", "handed_over")
    return [
        {
            **named_fact(knowledge, case, name),
            "words": choice_label(knowledge, case.family, name, fact.value)
            or fact_words(name, fact, case.year),
            "origin": fact.origin,
            "file": fact.file,
            "editable": is_open and name in known,
        }
        for name, fact in case.facts.items()
    ]


def named_fact(knowledge: Knowledge, case: Case, name: str) -> dict[str, Any]:
    """A fact with its name, and the answers that it may have."""
    question = fact_questions(knowledge, case.family).get(name)
    choices = question.choices if question else ()
    return {
        "id": name,
        "name": fact_name(knowledge, case.family, name),
        "choices": [{"value": choice.value, "label": choice.label} for choice in choices],
    }


def _escalation(knowledge: Knowledge, case: Case) -> list[dict[str, str]]:
    if case.phase != "escalate":
        return []
    opened = {
        channel
        for step in knowledge.guides[case.family].steps
        if step.phase == "escalate"
        for channel in step.channels
    }
    return [{"id": ch.id, "name": ch.name} for ch in knowledge.channels if ch.id in opened]
