"""What a proposal is called, by its id alone: the case may have moved on since it was shown."""

from collections.abc import Callable, Mapping

from zhangfang.cases.wording import fact_questions
from zhangfang.console.names import topic_name
from zhangfang.guides.model import Knowledge

SAID_AS_IT_IS: Mapping[str, str] = {
    "utter_another_problem": "问是不是另一件事",
    "utter_ask_outcome": "问有没有结果",
    "utter_cannot_answer": "答不上来",
    "utter_day_has_come": "日子到了，问结果",
    "utter_evidence": "证据怎么留",
    "utter_facts_without_case": "先问出了什么事",
    "utter_goodbye": "告别",
    "utter_goodbye_case": "告别，报编号",
    "utter_is_it_over": "问是不是办完了",
    "utter_let_it_be": "问是不是不办了",
    "utter_no_case": "还没有在办的事",
    "utter_on_record": "念一遍记下的",
    "utter_overdue": "过了日子，往上走",
    "utter_private_data": "提醒号码已打码",
    "utter_progress": "说办到哪了",
    "utter_refused": "被拒了，往上走",
    "utter_standing": "几件事各办到哪",
    "utter_still_waiting": "还在等，说到哪天",
    "utter_stuck_without_case": "先问是哪笔钱",
    "utter_summary": "对一遍再往外交",
    "utter_tell_them": "教他跟对方更正",
    "utter_thanks": "回个谢",
    "utter_two_problems": "两件事，问先办哪件",
    "utter_welcome_back": "打招呼，接着办",
    "utter_what_is_wrong": "问哪里不对",
    "utter_which_day": "问是哪一天",
}
"""Responses that stand without a button, and claim nothing that only the bot would have done."""


def title_of(knowledge: Knowledge, proposal: str) -> str | None:
    """The title; None if there can be no such proposal.

    Args:
        knowledge: what there is to propose.
        proposal: `answer:slip_or_invoice`, `step:overcharged.find_record`, `say:topic.rates`, …
    """
    kind, _, rest = proposal.partition(":")
    about, _, name = rest.partition(".")
    if kind == "say" and about in _SAID:
        return _SAID[about](knowledge, name)
    return _TITLES[kind](knowledge, rest) if kind in _TITLES else None


def _answer(knowledge: Knowledge, entry: str) -> str | None:
    return next((one.ask[0] for one in knowledge.faq if one.id == entry), None)


def _ask(knowledge: Knowledge, rest: str) -> str | None:
    named, _, fact = rest.partition(".")
    family = next((family for family in knowledge.guides if family == named), None)
    question = fact_questions(knowledge, family).get(fact) if family else None
    return f"问{question.name}" if question else None


def _without(knowledge: Knowledge, rest: str) -> str | None:
    asked = _ask(knowledge, rest)
    return f"没有{asked.removeprefix('问')}怎么办" if asked else None


def _step(knowledge: Knowledge, rest: str) -> str | None:
    named, _, step_id = rest.partition(".")
    guide = next((guide for family, guide in knowledge.guides.items() if family == named), None)
    steps = guide.steps if guide else ()
    return next((step.title for step in steps if step.id == step_id), None)


def _with_step(ending: str) -> Callable[[Knowledge, str], str | None]:
    def title(knowledge: Knowledge, rest: str) -> str | None:
        found = _step(knowledge, rest)
        return f"{found}：{ending}" if found else None

    return title


def _danger(knowledge: Knowledge, name: str) -> str | None:
    return "先提醒" if any(one.id == name for one in knowledge.dangers) else None


def _topic(knowledge: Knowledge, name: str) -> str | None:
    known = any(one.id == name for one in knowledge.topics)
    return topic_name(knowledge, name) if known else None


def _heard(knowledge: Knowledge, name: str) -> str | None:
    names = (guide.name for family, guide in knowledge.guides.items() if family == name)
    return next((f"接住：{found}" for found in names), None)


def _paper(knowledge: Knowledge, name: str) -> str | None:
    return next((letter.name for kind, letter in knowledge.letters.items() if kind == name), None)


def _canned(knowledge: Knowledge, name: str) -> str | None:
    return next((one.title for one in knowledge.canned if one.id == name), None)


def _said(_knowledge: Knowledge, name: str) -> str | None:
    if name == "which_family":
        return "问是哪一类"
    return SAID_AS_IT_IS.get(name)


_TITLES: Mapping[str, Callable[[Knowledge, str], str | None]] = {
    "answer": _answer,
    "ask": _ask,
    "step": _step,
    "say": _said,
}

_SAID: Mapping[str, Callable[[Knowledge, str], str | None]] = {
    "canned": _canned,
    "danger": _danger,
    "topic": _topic,
    "heard": _heard,
    "paper": _paper,
    "script": _with_step("怎么说"),
    "stuck": _with_step("换个办法"),
    "without": _without,
}
