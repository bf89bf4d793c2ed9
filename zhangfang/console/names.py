"""What intents and facts are called on an agent's screen."""

from collections.abc import Iterator

from zhangfang.cases.wording import fact_questions
from zhangfang.guides.intents import OUT_OF_SCOPE
from zhangfang.guides.model import FAMILIES, Knowledge
from zhangfang.papers.evidence.case_words import CaseWords

OF_THE_READING = {
    "other_amount": "另一笔金额",
    "difference": "差额",
    "days": "时长",
    "refused": "说给不了",
}
"""What is read in a message beside facts."""


def intent_name(knowledge: Knowledge, label: str) -> str:
    """不到账, 问进度, 不归五类管：问费率. An id that knowledge/ doesn't have is shown as it is.

    Args:
        knowledge: names them.
        label: an intent, with its topic behind a slash if it has one.
    """
    intent, _, topic = label.partition("/")
    names: dict[str, str] = {one.id: one.name for one in knowledge.intents.intents}
    names |= {family: guide.name for family, guide in knowledge.guides.items()}
    name = names.get(intent, intent)
    return f"{name}：{topic_name(knowledge, topic)}" if topic else name


def topic_name(knowledge: Knowledge, topic: str) -> str:
    """问费率."""
    return next((one.name for one in knowledge.intents.topics if one.id == topic), topic)


def readable_intents(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Every intent that a message can be corrected to, with its name.

    What is out of scope has a topic: that decides what it is an example of.
    """
    yield from ((family, knowledge.guides[family].name) for family in FAMILIES)
    for one in knowledge.intents.intents:
        if one.id != OUT_OF_SCOPE:
            yield one.id, one.name
    for topic in knowledge.intents.topics:
        label = f"{OUT_OF_SCOPE}/{topic.id}"
        yield label, intent_name(knowledge, label)


def readable_facts(knowledge: Knowledge) -> dict[str, str]:
    """Every fact that can be read in a message, with its name."""
    words = CaseWords(knowledge)
    ids = (name for family in FAMILIES for name in fact_questions(knowledge, family))
    return {name: words.fact_name(name) for name in dict.fromkeys(ids)}
