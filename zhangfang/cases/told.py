"""What a message gives towards the facts of a case: read by NLU, tapped, or said in words."""

import re
from collections.abc import Iterable, Mapping

from zhangfang.cases.case import CORE_FACTS, Fact
from zhangfang.cases.deadlines import due_as_promised
from zhangfang.cases.reported import says
from zhangfang.cases.turn import Turn
from zhangfang.guides.model import FactQuestion
from zhangfang.language.promises import read_promise
from zhangfang.language.ticket_number import read_ticket_number

SUMMARY = "summary"
"""What `asking` is while the summary waits to be confirmed; no fact has this name."""

CLAIM_FACTS = ("ticket_number", "complaint_number", "submitted_to", "promised_by")
"""What is known of a claim that was made, rather than of the sale."""

_REGISTERED = re.compile(r"登记|工单|受理|答复|回复|客服|处理")
_HANDED_IN = re.compile(r"交给|交到|提交给|发给|发到|寄给|寄到|递给|送到")


def told_facts(turn: Turn) -> dict[str, Fact]:
    """Every fact that the message gives, by name."""
    if turn.reading.in_form:
        return with_order_number(turn.reading.facts, turn.case.facts)
    claim = _about_the_claim(turn)
    read = dict(turn.reading.facts)
    others = turn.reading.other_amounts
    known = "amount" in turn.case.facts and "amount" not in read
    if known and len(others) == 1 and corrects(turn.reading.text):
        read["amount"] = others[0]  # 「报错了，应该是9600」
    if "promised_by" in claim:
        read.pop("transaction_time", None)  # the day they promised is not the day of the sale
    if "order_number" in read and _is_of_the_claim(turn):
        claim.setdefault("ticket_number", read.pop("order_number"))
    amount = read["amount"].value if "amount" in read else None
    for name in ("ticket_number", "complaint_number"):
        if name in claim and claim[name].value == amount:
            del claim[name]  # 「金额是2680」 is no number of theirs
    numbers = {claim[name].value for name in claim if name.endswith("_number")}
    read = {name: fact for name, fact in read.items() if fact.value not in numbers}
    if turn.conversation.asking in ("ticket_number", "complaint_number"):
        read.pop("order_number", None)
    return {**read, **_chosen(turn), **claim}


def with_order_number(told: Mapping[str, Fact], known: Mapping[str, Fact]) -> dict[str, Fact]:
    """A slip without an order number is found by its reference number, as in the chat."""
    reference = told.get("reference_number")
    if reference is None or "order_number" in told or "order_number" in known:
        return dict(told)
    return {"order_number": reference, **told}


def _is_of_the_claim(turn: Turn) -> bool:
    """「登记了，编号 A2026」: once others have the case, a number without 单号 is theirs."""
    text, asking = turn.reading.text, turn.conversation.asking
    registered = bool(_REGISTERED.search(text))
    others_have_it = registered or turn.case.phase in ("contact", "submit", "wait", "escalate")
    asked = asking == "order_number" or (asking == SUMMARY and not registered)
    sale = re.search(r"订单|(?<!工)单号|流水", text)
    return others_have_it and not asked and not sale and not corrects(text)


def _chosen(turn: Turn) -> dict[str, Fact]:
    """Facts with choices: tapped, their label typed while it was asked for, or told in passing."""
    found: dict[str, Fact] = {}
    for question in (*turn.knowledge.common_facts, *turn.guide.facts):
        value = turn.reading.answers.get(question.id) or _said(turn, question)
        if value and question.choices:
            found[question.id] = Fact(value=value, said=turn.reading.text)
    return found


def _said(turn: Turn, question: FactQuestion) -> str | None:
    text = turn.reading.text
    if not (text and question.choices):
        return None
    if turn.conversation.asking == question.id:
        return named_choice(question, text) or _told_choice(question, text)
    if question.phase != "verify" and not _HANDED_IN.search(text):
        return None
    known = turn.case.fact(question.id) and not corrects(text)
    return None if known else _told_choice(question, text)


def named_choice(question: FactQuestion, text: str) -> str | None:
    """The choice whose label the merchant typed."""
    typed = re.sub(r"\W", "", text)
    named = [choice.value for choice in question.choices if _same(choice.label, typed)]
    return named[0] if len(named) == 1 else None


def _same(label: str, typed: str) -> bool:
    wanted = re.sub(r"\W", "", label)
    return bool(typed) and (wanted in typed or (len(typed) >= 2 and typed in wanted))


def told_choices(questions: Iterable[FactQuestion], text: str) -> dict[str, Fact]:
    """What a text answers of these questions, in words."""
    values = {question.id: _told_choice(question, text) for question in questions}
    return {name: Fact(value=value, said=text) for name, value in values.items() if value}


def _told_choice(question: FactQuestion, text: str) -> str | None:
    """The one choice whose words are in the text; None if there are two."""
    told = [
        choice.value for choice in question.choices if any(says(text, word) for word in choice.said)
    ]
    return told[0] if len(told) == 1 else None


def _about_the_claim(turn: Turn) -> dict[str, Fact]:
    case, asking, text = turn.case, turn.conversation.asking, turn.reading.text
    if not text:
        return {}
    found: dict[str, Fact] = {}
    asked = asking in ("ticket_number", "complaint_number")
    if number := read_ticket_number(text, asked=asked):
        later = case.phase == "escalate" and case.fact("ticket_number") not in (None, number)
        name = asking if asked and asking else "complaint_number" if later else "ticket_number"
        found[name] = Fact(value=number, said=text)
    promise = read_promise(text, turn.now.date(), asked=asking == "promised_by")
    others_have_it = case.phase in ("submit", "wait", "escalate") or _REGISTERED.search(text)
    if promise and others_have_it:
        due = due_as_promised(turn.now, promise).at
        found["promised_by"] = Fact(value=due.date().isoformat(), said=text)
    return found


_NONE_GIVEN = {
    "ticket_number": re.compile(r"没(?:给|有|发)?(?:我)?(?:任何)?(?:编号|工单|受理号|单号|号)"),
    "promised_by": re.compile(
        r"没(?:说|讲|答应|告诉我?|给)(?:个)?(?:哪天|日子|时间|几天|多久|期限|准话|啥时候|什么时候)"
    ),
}


def refused_of_the_claim(turn: Turn) -> tuple[str, ...]:
    """What the other side has not given, as the merchant says: 没给编号, 没说哪天."""
    claimed = turn.case.phase in ("submit", "wait", "escalate")
    if not claimed and turn.conversation.asking not in CLAIM_FACTS:
        return ()
    return tuple(name for name, told in _NONE_GIVEN.items() if told.search(turn.reading.text))


def corrects(text: str) -> bool:
    """Whether the text says that something before was wrong."""
    return bool(_CORRECTION.search(text))


_CORRECTION = re.compile(r"不是|不对|[错岔]|改|更正|应该是|其实|正确|准确|说反|搞混|重新")


def is_meant(turn: Turn, name: str, before: Fact, said: Fact) -> bool:
    """Whether a second value is a correction, not just another figure in the story.

    It is when it makes the known one preciser, answers a question, comes with words of correction,
    or when the message says nothing else. Once a claim is made, other days and sums are told all
    the time.
    """
    if name in CLAIM_FACTS or turn.conversation.asking == name:
        return True
    if turn.case.phase in ("wait", "escalate") and name in CORE_FACTS:
        return corrects(turn.reading.text)
    return (
        said.value.startswith((before.value, "T"))
        or name in turn.reading.answers
        or turn.conversation.asking == SUMMARY
        or turn.reading.intent == "inform"
        or corrects(turn.reading.text)
    )
