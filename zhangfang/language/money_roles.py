"""What each amount of a message was: due, taken or arrived, and which one is disputed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

Role = Literal["expected", "charged", "arrived"]

_EXPECTED = re.compile(
    r"应该?(?:收|扣|付|退|到|是|给|刷)?|本来|原本|原来|原价|说好|正常|定价|标价|该[给还]|只(?:要|该|用|需|想|应)|[该要想]退|[该要想](?:收|刷|扣|付)|明明|约定|协议|合同|以前(?:都|只)?|平时"
)
_SOLD = re.compile(r"卖[的了]?|货款|消费了?|买了?|刷[的了]?|收了?|付了?|营业额|流水")
_CHARGED = re.compile(
    r"实(?:际)?(?:扣|收|退|付|刷)?|却|结果|扣了?|变成?|[涨升提调加][到成了]了?|给出去了?|[刷打退输录弄搞按]?成了?|收了|退了|划了?|多[扣收]"
)
_ARRIVED = re.compile(
    r"实到|实际到账?|(?:只|才|就)(?:到|来|进|收到|有|给|剩)了?|(?<![涨升提调加点不])到账?了?|到手|[进入]账|收到"
)
_DIFFERENCE = re.compile(
    r"多[扣收刷退付]了?(?:我|他)?|少[到退收]了?(?:我|他)?|差了?|短(?!信)了?|被扣了?|无故|莫名|乱扣|没到|不见|少了|短了|缺了|(?<!多)少$|[抽划扣卷]走了?(?:我|他)?|吞了?(?:我|他)?"
)
_TAKING = re.compile(r"[刷扣退收打输录按成划]")
_SHORT_BY = re.compile(r"(?:少|差|短|缺)了?我?$")
_ANOTHER = re.compile(r"又|再|还|另|也|没退|不退|[+、和跟]")
_BECAME = re.compile(r"[刷打退输录弄搞按收]?成|变")
_TURN = re.compile(r"这[次回]|变|成了|结果|却|实际|现在")
_IN_ORDER = re.compile(
    r"[^,。;!?]{0,4}(?:没事|正常|没问题|成功|到账了|收到了|到了(?![\d一二三四五六七八九十两]))"
)
_RAISED = re.compile(r"^[元块钱,\s]*(?:[^,。;!?]{0,6})[涨升提调加变][到成为了]{1,2}$")
_PAID = re.compile(r"(?:实(?:际)?付|付[了的]?|收[了的他她]?|消费|买[了的]?)[^,。;!?\d]{0,4}$")
_SHOWN = re.compile(
    r"(?:系统|后台|机器|小票|账单|屏幕|pos机?|单子|银行|短信)[^,。;!?\d]{0,6}(?:显示|记|写|打)[^,。;!?\d]{0,3}$"
)
_CLAUSE = re.compile(r"[,。;!?\s\d块元]")


@dataclass(frozen=True)
class Amount:
    """An amount in yuan, always positive; `role` when the words say it was due or was taken."""

    value: Decimal
    approximate: bool
    role: Role | None
    negative: bool
    start: int
    end: int
    said: str


def role_of(text: str, start: int) -> Role | None:
    """The role told by the last word before the amount, in its clause."""
    clause = _CLAUSE.split(text[max(0, start - 12) : start])[-1]
    if _SHORT_BY.search(clause):
        return None
    last: dict[Role, int] = {
        "expected": _last(_EXPECTED, clause),
        "arrived": _last(_ARRIVED, clause),
        "charged": _last(_CHARGED, clause),
    }
    role = max(last, key=lambda name: last[name])
    return role if last[role] > 0 else None


def with_pair_roles(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """退 80 我退了 800, 刷 560 到账 520: the first is what was due."""
    amounts = _with_turns(text, amounts)
    if len(amounts) != 2:
        return list(amounts)
    first, second = amounts
    between = text[first.end : second.start]
    if _is_meant_and_done(text, first, second):
        return [replace(first, role="expected"), replace(second, role="charged")]
    sold = first.role is None or _is_sold(text, first)
    arrived_less = second.role == "arrived" and second.value < first.value
    taken_more = second.role == "charged" and _TAKING.search(between) is not None
    taken_more = taken_more and _ANOTHER.search(between) is None
    if (
        first.role is None
        and second.role != "expected"
        and _is_slip_of_a_nought(text, first, second)
    ):
        return [replace(first, role="expected"), replace(second, role="charged")]
    if sold and (arrived_less or (taken_more and _is_other_sum(first, second, text))):
        return [replace(first, role="expected"), second]
    return [first, second]


def _is_meant_and_done(text: str, first: Amount, second: Amount) -> bool:
    """从30涨到60; 客户实付88，系统显示880: the second is what should not be."""
    if first.value == second.value:
        return False
    between = text[first.end : second.start]
    paid = _PAID.search(text[max(0, first.start - 8) : first.start]) is not None
    return _RAISED.search(between) is not None or (paid and _SHOWN.search(between) is not None)


def disputed_first(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """What went wrong before what was due; of a sale that arrived short, the sale."""
    return sorted(amounts, key=lambda amount: _rank(text, amount))


def difference(amounts: Sequence[Amount]) -> Decimal | None:
    """How far what was taken, or what arrived, is from what was due; None unless both are told."""
    due = next((amount.value for amount in amounts if amount.role == "expected"), None)
    done = next((amount.value for amount in amounts if amount.role in ("charged", "arrived")), None)
    return None if due is None or done is None or due == done else abs(done - due)


def _with_turns(text: str, amounts: Sequence[Amount]) -> Sequence[Amount]:
    """扣 6 块变成扣了 60: both were charged, and the first was right."""
    turned = {
        one.start
        for one, other in pairwise(amounts)
        if one.role == other.role == "charged" and _TURN.search(text[one.end : other.start])
    }
    return [replace(one, role="expected") if one.start in turned else one for one in amounts]


def _is_slip_of_a_nought(text: str, first: Amount, second: Amount) -> bool:
    """7.2 and 72, 88 and 880: the same figures with a point or a nought too many."""
    figures = [f"{amount.value:f}".replace(".", "").strip("0") for amount in (first, second)]
    became = _BECAME.search(text[first.end : second.start]) is not None
    return figures[0] == figures[1] and (
        second.value > first.value or (became and first.value != second.value)
    )


def _is_other_sum(first: Amount, second: Amount, text: str) -> bool:
    """Of a sale of 1000 a fee of 58 is taken: no sum that was taken instead of another."""
    before = text[max(0, second.start - 6) : second.start]
    return second.value > first.value or "退" in before


def _is_sold(text: str, amount: Amount) -> bool:
    clause = _CLAUSE.split(text[max(0, amount.start - 12) : amount.start])[-1]
    return _last(_SOLD, clause) >= max(_last(_EXPECTED, clause), 1)


def _rank(text: str, amount: Amount) -> tuple[int, int]:
    before = re.split(r"[,。;!?]", text[max(0, amount.start - 6) : amount.start])[-1]
    if _DIFFERENCE.search(before):
        return (0, amount.start)
    if _IN_ORDER.match(text, amount.end):
        return (5, amount.start)
    ranks = {"charged": 1, None: 2, "expected": 3, "arrived": 4}
    return (ranks[amount.role], amount.start)


def _last(pattern: re.Pattern[str], clause: str) -> int:
    return max((match.end() for match in pattern.finditer(clause)), default=0)
