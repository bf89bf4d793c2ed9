"""jionlp's answers in our form; it need not be installed for that."""

from types import SimpleNamespace
from typing import Any

import pytest

from bench.peer import as_reading, beginning, found_in_message, numbers, whole_message

CLOCK = {"year": 2026, "month": 11, "day": 22, "hour": 10, "minute": 0, "second": 0}
YESTERDAY = {"type": "time_point", "time": ["2026-11-21 00:00:00", "2026-11-21 23:59:59"]}
THREE_DAYS = {"type": "time_delta", "time": {"day": 3}}


def refuse(*_arguments: Any, **_options: Any) -> Any:
    raise ValueError("can not parse the string")


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("单号202611210933，谢谢", "202611210933"),
        ("20261121093 太短", None),
        ("A" * 33, None),
        ("6222 0000 1111 2222", None),
    ],
    ids=["twelve", "eleven", "thirty-three", "in groups"],
)
def test_order_number(text: str, expect: str | None) -> None:
    assert expect == as_reading(text, [], [])["order_number"]


def test_reading() -> None:
    sums = [{"num": "80.00"}, {"num": ["1000.00", "2000.00"]}]
    assert as_reading("没有单号", sums, [THREE_DAYS, YESTERDAY]) == {
        "order_number": None,
        "amount": ["80.00", "1000.00", "2000.00"],
        "transaction_time": "2026-11-21T00:00:00",
    }


def test_numbers() -> None:
    assert numbers({"num": "80.00"}) == ["80.00"]


@pytest.mark.parametrize(
    ("parsed", "expect"),
    [(YESTERDAY, "2026-11-21T00:00:00"), (THREE_DAYS, None)],
    ids=["point", "duration"],
)
def test_beginning(parsed: dict[str, Any], expect: str | None) -> None:
    assert expect == beginning(parsed)


def test_whole_message_with_one_refusal() -> None:
    """What one of the two parsers refuses does not lose what the other found."""
    jionlp = SimpleNamespace(parse_money=refuse, parse_time=lambda _text, time_base: YESTERDAY)
    assert whole_message(jionlp, "昨天", CLOCK) == ([], [YESTERDAY])


def test_found_in_message() -> None:
    ner = SimpleNamespace(
        extract_money=lambda _text, with_parsing: [{"text": "80元", "detail": {"num": "80.00"}}],
        extract_time=refuse,
    )
    found = found_in_message(SimpleNamespace(ner=ner), "80元", CLOCK)
    assert found == ([{"num": "80.00"}], [])
