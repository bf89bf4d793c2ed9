"""Whatever merchants type of a claim they have made, it is read without breaking."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhangfang.language.promises import read_promise
from zhangfang.language.ticket_number import read_ticket_number

TODAY = date(2026, 11, 22)


@given(st.text(max_size=40), st.booleans())
def test_no_promise_lies_behind_us(text: str, asked: bool) -> None:  # noqa: FBT001
    promise = read_promise(text, TODAY, asked=asked)
    assert promise is None or (promise.day or TODAY) >= TODAY


@given(st.text(max_size=40), st.booleans())
def test_a_ticket_number_is_letters_and_digits(text: str, asked: bool) -> None:  # noqa: FBT001
    number = read_ticket_number(text, asked=asked)
    assert number is None or (number.isalnum() and number == number.upper())
