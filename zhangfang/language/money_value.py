"""What a sum is worth: 12块8, 八毛五, 三块半, 一两块. Texts are normalised."""

from __future__ import annotations

import re
from decimal import Decimal

from zhangfang.language.numerals import DIGITS, Number, read_number


def value_of(match: re.Match[str]) -> Decimal | None:
    """What a match of AMOUNT is worth, in yuan."""
    said = match["number"]
    number = number_of(said)
    if number is None or (re.fullmatch(r"[百千万亿]+", said) and match["more"] is None):
        return None
    value = number.value
    if match["small"]:
        return value / 10 + _digit(match["small_fen"]) / 100
    if match["cents"]:
        return value / 100
    if match["half"]:
        return value + Decimal("0.5")
    return value + _fraction(match)


def number_of(said: str) -> Number | None:
    """The number alone, without its unit."""
    return _range_of_digits(said) or read_number(said)


def _range_of_digits(said: str) -> Number | None:
    """一两块, 七八块: two digits without a scale are a range, and the lower one counts."""
    if re.fullmatch(rf"[{DIGITS}]{{2}}", said) is None or said[0] in "零〇":
        return None
    low, high = read_number(said[0]), read_number(said[1])
    if low is None or high is None or not low.value < high.value:
        return None
    return Number(low.value, vague=True)


def _fraction(match: re.Match[str]) -> Decimal:
    """12块8 is 12.8, 12块85 is 12.85, 12块05 and 12块零5分 are 12.05."""
    said = match["mao"]
    if said is None:
        return Decimal(0)
    number = read_number(said)
    value = Decimal(0) if number is None else number.value
    in_cents = len(said) == 2 or match["only_fen"] is not None
    return value / (100 if in_cents else 10) + _digit(match["fen"]) / 100


def _digit(said: str | None) -> Decimal:
    number = read_number(said) if said else None
    return Decimal(0) if number is None else number.value
