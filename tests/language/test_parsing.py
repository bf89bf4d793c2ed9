"""Every case of the YAML files beside this one, read by the module of the same stem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhangfang.language.durations import read_durations
from zhangfang.language.masking import mask
from zhangfang.language.money import read_amounts
from zhangfang.language.normalise import Spellings, normalise
from zhangfang.language.order_number import read_order_numbers
from zhangfang.language.promises import Promise, read_promise
from zhangfang.language.reading import read_facts
from zhangfang.language.ticket_number import read_ticket_number
from zhangfang.language.times import read_times

Case = dict[str, Any]
HERE = Path(__file__).parent
KNOWLEDGE = HERE.parents[1] / "knowledge"
NOW = datetime(2026, 11, 22, 14, 0)  # noqa: DTZ001 (the readers take Shanghai time as it is)


def _spellings() -> Spellings:
    entries = yaml.safe_load((KNOWLEDGE / "spellings.yml").read_text("utf-8"))["spellings"]
    return Spellings.from_pairs((entry["standard"], entry["variants"]) for entry in entries)


SPELLINGS = _spellings()


def check_money(case: Case) -> None:
    amounts = read_amounts(normalise(case["text"], SPELLINGS), case.get("asking"))
    expected = [Decimal(value) for value in case["amounts"]]
    values = [amount.value for amount in amounts]
    assert (sorted(expected) == sorted(values)) if case.get("unordered") else expected == values
    _check_fields(case, amounts, approximate="approximate", roles="role", negative="negative")


def check_times(case: Case) -> None:
    now = datetime.fromisoformat(case["now"]) if "now" in case else NOW
    moments = read_times(normalise(case["text"], SPELLINGS), now)
    expected = None if case["time"] is None else str(case["time"])
    assert expected == (moments[0].value if moments else None)
    assert "approximate" not in case or case["approximate"] == moments[0].approximate


def check_order_number(case: Case) -> None:
    found = read_order_numbers(normalise(case["text"], SPELLINGS), asking=case.get("asking", False))
    kind = "reference" if "reference" in case else "order"
    expected = None if case[kind] is None else (case[kind], kind)
    assert expected == ((found[0].value, found[0].kind) if found else None)


def check_masking(case: Case) -> None:
    """`before`: the message before as it was typed, and as it is stored in the end."""
    stored = mask(case["before"]).text if "before" in case else ""
    masked = mask(case["text"], before=stored)
    assert masked.text == (case["text"] if case.get("same") else case["masked"])
    earlier = stored if masked.before is None else masked.before
    assert earlier == case.get("before_masked", "")


def check_durations(case: Case) -> None:
    durations = read_durations(normalise(case["text"], SPELLINGS))
    assert case["days"] == [duration.days for duration in durations]
    for name in ("working", "ordinal", "approximate"):
        assert name not in case or case[name] == getattr(durations[0], name)


def check_normalise(case: Case) -> None:
    assert case["expect"] == normalise(case["text"], SPELLINGS)


def check_message(case: Case) -> None:
    """All facts of a message together; one that the case does not name must not be read."""
    facts = read_facts(case["text"], NOW, SPELLINGS)
    assert facts.as_json() == {
        "order_number": case.get("order"),
        "amount": case.get("amounts", []),
        "transaction_time": case.get("time"),
    }
    expected = None if "difference" not in case else Decimal(case["difference"])
    assert facts.difference == expected
    assert {other.kind: other.value for other in facts.others} == case.get("others", {})


def check_promises(case: Case) -> None:
    """The day that the other side has named; `asked`: it was asked for."""
    found = read_promise(case["text"], NOW.date(), asked=case.get("asked", False))
    day = date.fromisoformat(case["day"]) if "day" in case else None
    expected = Promise(days=case.get("days"), working=case.get("working", False), day=day)
    assert expected == (found or Promise())


def check_ticket_number(case: Case) -> None:
    found = read_ticket_number(case["text"], asked=case.get("asked", False))
    assert case.get("number") == found


def _check_fields(case: Case, found: list[Any], **fields: str) -> None:
    for key, name in fields.items():
        assert key not in case or case[key] == [getattr(item, name) for item in found]


CHECKS: dict[str, Callable[[Case], None]] = {
    "money": check_money,
    "times": check_times,
    "order_number": check_order_number,
    "masking": check_masking,
    "durations": check_durations,
    "normalise": check_normalise,
    "promises": check_promises,
    "ticket_number": check_ticket_number,
    "messages_with_two_sums": check_message,
    "messages_with_numbers": check_message,
    "messages_with_time": check_message,
    "messages_with_amount": check_message,
    "messages_without_facts": check_message,
}


def _cases(stem: str) -> list[Case]:
    cases: list[Case] = yaml.safe_load((HERE / f"{stem}.yml").read_text("utf-8"))
    return cases


def _name(case: Case) -> str:
    given = [f"{key} {case[key]}" for key in ("asking", "now", "before") if key in case]
    return "，".join([case["text"] or "空", *given])


@pytest.mark.parametrize(
    ("stem", "case"),
    [
        pytest.param(stem, case, id=f"{stem}: {_name(case)}")
        for stem in CHECKS
        for case in _cases(stem)
    ],
)
def test_case(stem: str, case: Case) -> None:
    """What is read is what the case says."""
    CHECKS[stem](case)


@pytest.mark.parametrize("stem", CHECKS)
def test_no_case_is_written_twice(stem: str) -> None:
    """A second case with the same words would hide the first."""
    names = [_name(case) for case in _cases(stem)]
    assert sorted(set(names)) == sorted(names)


def test_every_file_of_cases_is_read() -> None:
    """A YAML file without a check would pass unnoticed."""
    assert set(CHECKS) == {path.stem for path in HERE.glob("*.yml")}
