"""Numbers beside the order number: 参考号, 凭证号, 批次号, 终端号, 商户号, 卡尾号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhangfang.language.labels import Labelled

OTHER_KINDS = {
    "reference": "reference_number",
    "voucher": "voucher_number",
    "batch": "batch_number",
    "terminal": "terminal_number",
    "merchant": "merchant_number",
    "tail": "card_tail",
}
"""The kinds of a labelled number that tell of a transaction, and their names as facts."""


_STARRED_TAIL = re.compile(r"\*[\s*-]*(?:\d[\s-]*){4,}$")
"""A card's last digits, not its first ones: 622202**** has no tail."""

_SUM_NEXT = re.compile(r"[\s,]+\d+(?:\.\d+)?(?![\dA-Za-z*])")
_NOT_OF_A_CARD = re.compile(
    r"(?:手机|电话|身份证|订单|单|终端|机器|微信|流水)号?码?的?(?:尾|后|末|最后)[^,。;]{0,6}$"
)


@dataclass(frozen=True)
class OtherNumber:
    """A number that helps to find the transaction without being its order number."""

    kind: str
    value: str
    start: int
    end: int
    said: str


def other_numbers(text: str, labelled: Sequence[Labelled]) -> list[OtherNumber]:
    """Those of the labelled numbers of a text that help to find the transaction."""
    found = (_other_number(text, item) for item in labelled)
    return [number for number in found if number is not None]


def sum_follows_tail(text: str, labelled: Sequence[Labelled]) -> bool:
    """尾号 3400 500: a number right after the tail of a card is the sum."""
    return any(
        item.kind == "tail" and _SUM_NEXT.match(text, item.end) is not None for item in labelled
    )


def _other_number(text: str, item: Labelled) -> OtherNumber | None:
    if item.kind == "card" and (tail := _STARRED_TAIL.search(item.said)):
        digits = re.sub(r"\D", "", tail.group())
        return OtherNumber("card_tail", digits[-4:], item.start, item.end, item.said)
    if item.kind not in OTHER_KINDS:
        return None
    if item.kind == "tail" and _NOT_OF_A_CARD.search(text[max(0, item.start - 14) : item.start]):
        return None
    return OtherNumber(OTHER_KINDS[item.kind], item.code, item.start, item.end, item.said)
