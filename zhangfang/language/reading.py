"""Reads the three facts of a message together, so that no digit is used twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, TypeVar

from zhangfang.language.labels import read_labelled
from zhangfang.language.layout import as_one_line, close_gaps
from zhangfang.language.money import read_amounts
from zhangfang.language.money_roles import Amount, difference
from zhangfang.language.normalise import NO_SPELLINGS, Aligned, Spellings, align
from zhangfang.language.numerals import plain_decimal
from zhangfang.language.order_number import OrderNumber, read_order_numbers
from zhangfang.language.other_numbers import OtherNumber, other_numbers, sum_follows_tail
from zhangfang.language.time_words import time_words
from zhangfang.language.times import Moment, read_times

Found = TypeVar("Found", Amount, Moment, OrderNumber, OtherNumber)


class FactsJson(TypedDict):
    """The contract's JSON."""

    order_number: str | None
    amount: list[str]
    transaction_time: str | None


@dataclass(frozen=True)
class Facts:
    """What a message says of a transaction; spans are those of the message as it was typed."""

    order_number: OrderNumber | None = None
    amounts: tuple[Amount, ...] = ()
    transaction_time: Moment | None = None
    others: tuple[OtherNumber, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """How far what was taken, or what arrived, is from what was due, where both are told."""
        return difference(self.amounts)

    def as_json(self) -> FactsJson:
        """The facts as the contract gives them: decimal strings, ISO time, null when not said."""
        time = self.transaction_time
        return {
            "order_number": None if self.order_number is None else self.order_number.value,
            "amount": [plain_decimal(amount.value) for amount in self.amounts],
            "transaction_time": None if time is None else time.value,
        }


def read_facts(
    text: str, now: datetime, spellings: Spellings = NO_SPELLINGS, asking: str | None = None
) -> Facts:
    """Order number first, then the time, then amounts from what is left.

    `asking` is the fact just asked for, so that a bare answer is read as one.
    """
    aligned = close_gaps(as_one_line(align(text, spellings)))
    plain = aligned.text
    labelled = read_labelled(plain)
    orders = read_order_numbers(plain, asking=asking == "order_number", labelled=labelled)
    taken = [item.span for item in labelled if item.kind != "time"]
    taken += [(order.start, order.end) for order in orders]
    words = time_words(plain, now, taken)
    times = read_times(plain, now, words)
    taken += [(word.start, word.end) for word in words]
    amounts = read_amounts(
        plain, asking, taken, bare=bool(orders or times) or sum_follows_tail(plain, labelled)
    )
    return Facts(
        order_number=_first(_in_original(text, aligned, orders)),
        amounts=tuple(_in_original(text, aligned, amounts)),
        transaction_time=_first(_in_original(text, aligned, times)),
        others=tuple(_in_original(text, aligned, other_numbers(plain, labelled))),
    )


def _first(found: Sequence[Found]) -> Found | None:
    return found[0] if found else None


def _in_original(text: str, aligned: Aligned, found: Sequence[Found]) -> list[Found]:
    moved: list[Found] = []
    for item in found:
        start, end = aligned.original_span(item.start, item.end)
        moved.append(replace(item, start=start, end=end, said=text[start:end]))
    return moved
