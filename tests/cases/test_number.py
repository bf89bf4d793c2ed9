from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhangfang.cases.number import SYMBOLS, case_number, is_case_number, read_case_number
from zhangfang.cases.secret import new_secret, read_secret

DAY = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
NUMBER = case_number(DAY, lambda symbols: symbols[-1])


def drawing(chars):
    drawn = iter(chars)
    return lambda _symbols: next(drawn)


numbers = st.text(SYMBOLS, min_size=4, max_size=4).map(
    lambda chars: case_number(DAY, drawing(chars))
)


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER.lower(),
        f"  {NUMBER}\n",
        NUMBER.replace("-", ""),
        NUMBER.replace("-", " "),
        NUMBER.replace("-", "—"),
        "ＺＦ－２０２６１１２２－ＹＹＹＹ－" + NUMBER[-1],
        "ZF 2026 1122 yy yy " + NUMBER[-1],
    ],
)
def test_a_number_is_read_however_it_is_typed(typed):
    assert read_case_number(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", "ZF", NUMBER[:-1], NUMBER + "0", NUMBER[3:], "ZF-一二三"])
def test_what_is_no_number_is_none(typed):
    assert not is_case_number(typed)


@given(numbers, st.integers(3, 12), st.sampled_from(SYMBOLS))
def test_one_wrong_character_is_found(number, place, wrong):
    plain = number.replace("-", "")
    slipped = plain[:place] + wrong + plain[place + 1 :]
    assert is_case_number(slipped) == (slipped == plain)


@given(numbers, st.integers(2, 13))
def test_two_neighbours_that_changed_places_are_found(number, place):
    plain = number.replace("-", "")
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    assert is_case_number(swapped) == (swapped == plain)


def test_a_secret_is_eight_characters_of_case_numbers_and_read_as_leniently():
    secret = new_secret(drawing("7KYM4PX2"))
    assert secret == "7KYM-4PX2"
    assert {
        read_secret(typed) for typed in (secret, "7kym4px2", " 7kym 4px2 ", "７ＫＹＭ－４ＰＸ２")
    } == {"7KYM4PX2"}
