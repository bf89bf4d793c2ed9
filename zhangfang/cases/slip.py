"""What was read off a slip, put before the merchant: what is new, what differs, what is doubtful."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from zhangfang.cases.case import CORE_FACTS, Case, Conversation, Fact
from zhangfang.cases.options import payload
from zhangfang.cases.turn import Option, Reply
from zhangfang.cases.wording import fact_name, fact_words
from zhangfang.guides.model import FAMILIES, Knowledge

MUST_BE_LEGIBLE = frozenset({*CORE_FACTS, "reference_number"})
"""With one of these a slip was worth sending; without, it is better taken again."""

RETAKE: dict[str, str] = {
    "blurred": "utter_retake_blurred",
    "cut_off": "utter_retake_cut_off",
    "dark": "utter_retake_dark",
    "glare": "utter_retake_glare",
    "too_small": "utter_retake_too_small",
    "too_far": "utter_retake_too_far",
}
"""What to do better, by what hid the print."""

PHOTO_KEPT, PHOTO_UNREAD, FILE_KEPT = "utter_photo_kept", "utter_photo_unread", "utter_file_kept"
"""What is said of a file that is no slip, or that nobody can tell to be one."""

_AS_GOOD_AS = Decimal("0.2")
"""A sum that was said roughly is made exact by one that is no further from it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One fact as a slip states it, and whether it was read without doubt."""

    name: str
    fact: Fact
    sure: bool


class Slip(NamedTuple):
    """A slip that was read.

    Attributes:
        file: seq of its file.
        now: when it was read, local time.
    """

    file: int
    printed: Sequence[Printed]
    now: datetime


def slip_reply(
    knowledge: Knowledge, conversation: Conversation, slip: Slip, asked: Mapping[str, str]
) -> Reply:
    """What to say of a slip: short, and one question at most.

    Args:
        knowledge: for the names of facts.
        conversation: as it stands.
        slip: what was read.
        asked: values that were read off the slip before and have not been answered to.
    """
    case = conversation.case if _is_open(conversation.case) else None
    known = case.facts if case else conversation.held
    sure = [one for one in slip.printed if one.sure]
    differs = [one for one in sure if _differs(known, one, slip.printed)]
    news: list[Printed] = []
    doubtful: list[Printed] = []
    if case is None or case.phase in ("verify", "contact", "submit"):
        news = [one for one in sure if _is_news(known, one)]
        doubtful = [one for one in slip.printed if not one.sure and one.name not in known]
    say = _Words(knowledge, case, slip.now)
    options = _either_or(slip.file) if differs else _right_or_wrong(slip.file)
    if (news or differs) and all(asked.get(it.name) == it.fact.value for it in news + differs):
        return Reply(response="utter_slip_again", options=options)
    if differs:
        versus = "；".join(say.versus(one, known[one.name]) for one in differs)
        if not news:
            return Reply(response="utter_slip_differs", values={"differs": versus}, options=options)
        values = {"facts": say.lines(news, doubtful), "differs": versus}
        return Reply(response="utter_slip_differs_too", values=values, options=options)
    if news:
        values = {"facts": say.lines(news, doubtful)}
        return Reply(response="utter_slip_read", values=values, options=options)
    if doubtful:
        return Reply(
            response="utter_slip_doubtful",
            values={"facts": say.lines(doubtful)},
            options=tuple(say.just(one, slip.file) for one in doubtful),
        )
    same = any(one.name in known for one in sure)
    return Reply(response="utter_slip_same" if same else "utter_slip_kept")


def wrong_options(
    knowledge: Knowledge, conversation: Conversation, facts: Mapping[str, Fact], file: int
) -> tuple[Option, ...]:
    """Which of the facts read off a slip is not right."""
    family = conversation.case.family if conversation.case else FAMILIES[0]
    return tuple(
        Option(
            label=f"{fact_name(knowledge, family, name)}不对",
            payload=payload("inform", slip=str(file), wrong=name),
        )
        for name in facts
    )


def differing(known: Mapping[str, Fact], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts of a slip that say otherwise than what is known."""
    printed = [Printed(name, fact, sure=True) for name, fact in facts.items()]
    return tuple(one.name for one in printed if _differs(known, one, printed))


def left_to_take(known: Mapping[str, Fact], printed: Sequence[Printed]) -> list[Printed]:
    """What a slip adds to what is known, or says otherwise; doubtful or not."""
    return [one for one in printed if _is_news(known, one) or _differs(known, one, printed)]


def _right_or_wrong(file: int) -> tuple[Option, ...]:
    return (
        Option(label="对，都对", payload=payload("affirm", slip=str(file))),
        Option(label="有不对的", payload=payload("deny", slip=str(file))),
    )


def _either_or(file: int) -> tuple[Option, ...]:
    return (
        Option(label="按小票的", payload=payload("affirm", slip=str(file))),
        Option(label="按我说的", payload=payload("inform", slip=str(file), keep="mine")),
    )


class _Words:
    """The facts of a slip as a person reads them."""

    def __init__(self, knowledge: Knowledge, case: Case | None, now: datetime) -> None:
        self._knowledge = knowledge
        self._family = case.family if case else FAMILIES[0]
        self._year = now.year

    def name(self, name: str) -> str:
        return fact_name(self._knowledge, self._family, name)

    def value(self, name: str, fact: Fact) -> str:
        return fact_words(name, fact, self._year)

    def lines(self, sure: Sequence[Printed], doubtful: Sequence[Printed] = ()) -> str:
        lines = [f"· {self.name(it.name)}：{self.value(it.name, it.fact)}" for it in sure]
        lines += [
            f"· {self.name(it.name)}：{self.value(it.name, it.fact)}（没看准，先不记）"
            for it in doubtful
        ]
        return "\n".join(lines)

    def versus(self, one: Printed, known: Fact) -> str:
        """金额小票上是 1288 元，你说的是 1280 元."""
        now, before = self.value(one.name, one.fact), self.value(one.name, known)
        return f"{self.name(one.name)}小票上是 {now}，你说的是 {before}"

    def just(self, one: Printed, file: int) -> Option:
        """A quick reply by which one doubtful fact is right."""
        words = f"{self.name(one.name)}是 {self.value(one.name, one.fact)}"
        return Option(label=words, payload=payload("inform", slip=str(file), only=one.name))


def _is_open(case: Case | None) -> bool:
    return case is not None and case.status in ("open", "handed_over")


def _is_news(known: Mapping[str, Fact], one: Printed) -> bool:
    before = known.get(one.name)
    return before is None or _makes_exact(one.name, before, one.fact)


def _differs(known: Mapping[str, Fact], one: Printed, printed: Sequence[Printed]) -> bool:
    before = known.get(one.name)
    if before is None or before.value == one.fact.value or _makes_exact(one.name, before, one.fact):
        return False
    if one.name == "transaction_time" and one.fact.value.startswith(before.value):
        return False  # the seconds that nobody says
    if one.name == "order_number":  # 参考号 was given where the order number was asked for
        return all(it.fact.value != before.value for it in printed)
    return True


def _makes_exact(name: str, before: Fact, now: Fact) -> bool:
    """Whether the slip only says precisely what was said roughly."""
    if before.value == now.value:
        return before.approximate
    if name == "amount" and before.approximate:
        rough, exact = Decimal(before.value), Decimal(now.value)
        return abs(exact - rough) <= rough * _AS_GOOD_AS
    if name != "transaction_time":
        return False
    if before.value.startswith("T"):
        return before.value in now.value
    same_day = now.value[:10] == before.value[:10]
    is_vague = "T" not in before.value and now.value.startswith(before.value)
    return is_vague or (same_day and before.approximate)
