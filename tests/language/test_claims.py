"""What merchants say of a claim they have made: the day promised, the number given."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhangfang.language.promises import Promise, read_promise
from zhangfang.language.ticket_number import read_ticket_number

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    texts = [(case["text"], case.get("asked", False)) for case in found]
    assert len(set(texts)) == len(texts), f"{name}: a case is written twice"
    return [pytest.param(case, id=case["text"]) for case in found]


@pytest.mark.parametrize("case", cases("promises.yml"))
def test_promise(case: dict[str, Any]) -> None:
    day = case.get("day")
    expected = Promise(
        days=case.get("days"),
        working=case.get("working", False),
        day=date.fromisoformat(day) if day else None,
    )
    found = read_promise(case["text"], TODAY, asked=case.get("asked", False))
    assert (found or Promise()) == expected


@pytest.mark.parametrize("case", cases("tickets.yml"))
def test_ticket_number(case: dict[str, Any]) -> None:
    found = read_ticket_number(case["text"], asked=case.get("asked", False))
    assert found == case.get("number")


@given(st.text(max_size=40), st.booleans())
def test_any_text_is_read(text: str, asked: bool) -> None:  # noqa: FBT001
    """Whatever is typed, no promise lies behind us, and nothing breaks."""
    promise = read_promise(text, TODAY, asked=asked)
    assert promise is None or (promise.day or TODAY) >= TODAY
    read_ticket_number(text, asked=asked)
