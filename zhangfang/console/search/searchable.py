"""What of the record can be searched, and in which words it is shown when it is found.

Never what is under seal beside the content, which is masked already, and never what was taken back.
"""

from collections.abc import Callable, Mapping
from typing import Any

from zhangfang.cases.case import Fact
from zhangfang.cases.wording import fact_name
from zhangfang.guides.model import Knowledge
from zhangfang.store import log

Content = Mapping[str, Any]

_NOTICE = (log.MESSAGE, "system")
"""What the desk says while the bot cannot: the same to everybody."""


def searchable(knowledge: Knowledge, entry: log.Entry) -> str | None:
    """The text by which an entry is found; None if it is none that anybody looks for."""
    event = entry.event
    if entry.recalled or entry.content is None or (event.kind, event.actor) == _NOTICE:
        return None
    words = _WORDS.get(event.kind)
    return words(knowledge, entry.content) or None if words else None


def _said(_knowledge: Knowledge, content: Content) -> str:
    return str(content.get("text", ""))


def _file(_knowledge: Knowledge, content: Content) -> str:
    return str(content.get("name", ""))


def _identity(_knowledge: Knowledge, content: Content) -> str:
    return " ".join(str(content[it]) for it in ("name", "id") if content.get(it))


def _opened(knowledge: Knowledge, content: Content) -> str:
    change = content["change"]
    return f"{change['number']} {knowledge.guides[change['family']].name}"


def _fact(knowledge: Knowledge, content: Content) -> str:
    change = content["change"]
    return _fact_words(knowledge, change["name"], change["fact"])


def _facts(knowledge: Knowledge, content: Content) -> str:
    facts = content["change"]["facts"].items()
    return "；".join(_fact_words(knowledge, name, fact) for name, fact in facts)


def _summary(_knowledge: Knowledge, content: Content) -> str:
    return str(content.get("summary") or "")


def _fact_words(knowledge: Knowledge, name: str, said: object) -> str:
    """As said, and as it is kept: 订单号：A20240315（A2024-0315）."""
    fact = Fact.model_validate(said)
    as_said = f"（{fact.said}）" if fact.said and fact.said != fact.value else ""
    return f"{_name(knowledge, name)}：{fact.value}{as_said}"


def _name(knowledge: Knowledge, name: str) -> str:
    """What the fact is called, in whichever family it is asked for."""
    names = (fact_name(knowledge, family, name) for family in knowledge.guides)
    return next((found for found in names if found != name), name)


_WORDS: dict[str, Callable[[Knowledge, Content], str]] = {
    log.MESSAGE: _said,
    log.FILE: _file,
    "note": _said,
    "identified": _identity,
    "case_opened": _opened,
    "fact_set": _fact,
    "facts_held": _facts,
    "case_ended": _summary,
}

KINDS = frozenset(_WORDS)
