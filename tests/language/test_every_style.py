"""Amounts, moments and order numbers written in every way are read back as they were."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ways_of_writing import AMOUNT_WAYS, MOMENT_WAYS, NOW, ORDER_LABELS, separated

from zhangfang.language.reading import read_facts

CENTS = st.integers(min_value=1, max_value=99_999_999).map(lambda cents: Decimal(cents) / 100)
ROUND = st.tuples(st.integers(1, 99), st.sampled_from([1, 10, 100, 1000])).map(
    lambda given: Decimal(given[0] * given[1])
)
AMOUNTS = st.one_of(CENTS, ROUND, st.integers(1, 9999).map(Decimal))
MOMENTS = st.integers(min_value=1, max_value=28 * 24 * 12).map(
    lambda steps: NOW - timedelta(minutes=5 * steps)
)
CODES = st.tuples(
    st.sampled_from(["", "TX", "LKL", "DD", "WX2026"]), st.from_regex(r"[1-9][0-9]{11,23}", fullmatch=True)
).map("".join)  # fmt: skip
FRAMES = ("{}", "扣了{}", "昨晚刷了{}没到账", "客人付的{}，没出票", "多扣我{}，给个说法")
FILLERS = (
    "机器没出票",
    "客服一直打不通",
    "到现在没到账",
    "我们店就三个人",
    "两台机器都这样",
    "你们看看怎么办",
)


@pytest.mark.parametrize("way", AMOUNT_WAYS)
@given(amount=AMOUNTS, frame=st.sampled_from(FRAMES))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])
def test_an_amount_is_read_back(way: str, amount: Decimal, frame: str) -> None:
    said = AMOUNT_WAYS[way](amount)
    assume(said is not None)
    assert [amount] == [found.value for found in read_facts(frame.format(said), NOW).amounts]


@pytest.mark.parametrize("way", MOMENT_WAYS)
@given(moment=MOMENTS, frame=st.sampled_from(["{}", "{}刷的", "那笔是{}的", "{}，机器没出票"]))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_moment_is_read_back(way: str, moment: datetime, frame: str) -> None:
    said = MOMENT_WAYS[way](moment)
    assume(said is not None)
    found = read_facts(frame.format(said), NOW).transaction_time
    assert found is not None
    assert found.value == f"{moment:%Y-%m-%dT%H:%M}"


@given(CODES, st.sampled_from(ORDER_LABELS), st.sampled_from(["", "-", " "]))
@settings(deadline=None, max_examples=150)
def test_an_order_number_is_read_back(code: str, label: str, separator: str) -> None:
    written = separated(code, separator)
    found = read_facts(f"{label}{written}", NOW).order_number
    assert found is not None
    assert found.value == written.replace(separator, "")


@given(
    st.sampled_from(sorted(AMOUNT_WAYS)), AMOUNTS, st.sampled_from(sorted(MOMENT_WAYS)), MOMENTS,
    st.sampled_from(ORDER_LABELS), CODES, st.sampled_from(FILLERS), st.permutations(range(4)),
    st.sampled_from(["，", "。", "\n"]),
)  # fmt: skip
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.filter_too_much])
def test_the_three_facts_of_one_message_are_read_back(
    amount_way: str, amount: Decimal, moment_way: str, moment: datetime,
    label: str, code: str, filler: str, order: list[int], between: str,
) -> None:  # fmt: skip
    """Whatever their order and whatever stands between them."""
    sum_said, moment_said = AMOUNT_WAYS[amount_way](amount), MOMENT_WAYS[moment_way](moment)
    assume(sum_said is not None and moment_said is not None)
    parts = [filler, sum_said, moment_said, f"{label}{code}"]
    facts = read_facts(between.join(str(parts[place]) for place in order), NOW).as_json()
    assert facts["order_number"] == code
    assert [Decimal(value) for value in facts["amount"]] == [amount]
    assert facts["transaction_time"] == f"{moment:%Y-%m-%dT%H:%M}"
