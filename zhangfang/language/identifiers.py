"""Numbers that name a person or a card: payment cards, identity cards, mobile phones."""

from __future__ import annotations

import re
from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_CARD_PREFIX = re.compile(r"3[4-7]|3[0689]|4|5|6|9[0-9]|22[2-9]|2[3-6]|27[01]|2720")

_ISSUED = re.compile(
    r"6[025689]\d{14,17}|81\d{14,17}|4\d{15,16}|4\d{18}|5[1-8]\d{14}|5[1-5]\d{17}"
    r"|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|35\d{14}|9[4-689]\d{14,17}"
)
_CARD_SHAPE = re.compile(
    r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|35[2-8]\d{13}|3[47]\d{13}|(?:9558|6013)\d{12,15}"
)
_SHORT_DAY = re.compile(r"2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
# The provinces of GB/T 2260, and 1900 to 2019 as the year of birth.
_PERSON = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}(?:19\d\d|20[01]\d)(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"
)

_OLD_PERSON = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{6}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])\d{3}"
)

MOBILE = re.compile(
    r"(?<![A-Za-z0-9*])(?<![A-Za-z0-9][-_])(?:\+?86[- ]?)?"
    r"(?P<number>1[3-9]\d(?P<gap>[- ]?)\d{4}(?P=gap)\d{4})(?![A-Za-z0-9*]|[-_][A-Za-z0-9])"
)


def luhn_valid(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1, Annex B."""
    doubled = (int(char) * (2 if index % 2 else 1) for index, char in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def looks_like_card(digits: str) -> bool:
    """13 to 19 digits with an issuer's prefix and a right check digit, or a UnionPay prefix."""
    if not (13 <= len(digits) <= 19 and digits.isdigit()) or _CARD_PREFIX.match(digits) is None:
        return False
    is_unionpay = digits.startswith("62") and len(digits) >= 16
    return is_unionpay or luhn_valid(digits)


def issued_card(digits: str) -> bool:
    """A card as banks issue them: an issuer's prefix with its length, and a right check digit.

    A number that begins like a day, 261122…, is not one.
    """
    shaped = _ISSUED.fullmatch(digits) is not None and _SHORT_DAY.match(digits) is None
    return shaped and luhn_valid(digits)


def card_shaped(digits: str) -> bool:
    """A beginning and a length that hardly anything but a card has: merchants mistype the rest.

    What may be an identity number that lacks its end is not meant.
    """
    begun = len(digits) in (16, 17) and identity_shaped(digits.ljust(18, "0"))
    return _CARD_SHAPE.fullmatch(digits) is not None and not (begun or identity_valid(digits))


def identity_shaped(number: str) -> bool:
    """A province and a plausible birth date, whatever the check character; old ones have none."""
    if _OLD_PERSON.fullmatch(number) is not None:
        return _is_birth_date("19" + number[6:12])
    return _PERSON.fullmatch(number.upper()) is not None and _is_birth_date(number[6:14])


def identity_valid(number: str) -> bool:
    """An 18-character identity number by GB 11643: a birth date and a right check character."""
    if re.fullmatch(r"[1-9]\d{16}[\dXx]", number) is None or not _is_birth_date(number[6:14]):
        return False
    total = sum(int(char) * weight for char, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECK[total % 11] == number[17].upper()


def _is_birth_date(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2100
