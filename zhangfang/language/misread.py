"""Letters that a reader of pictures, or a hurried thumb, puts in the place of digits: l88-19O9.

A word of nothing but digits and such letters is a number when most of it is digits. A code whose
letters stand before its digits, SO20261118, stays a code.
"""

from __future__ import annotations

import re

_READ = str.maketrans("OolIS", "00115")
_WORD = re.compile(
    r"(?<![A-Za-z0-9*.=/])[0-9OolIS]{1,24}(?:[ -][0-9OolIS]{1,24}){0,6}(?=[Xx]?(?![A-Za-z0-9]))"
)
_CODE = re.compile(r"[OSI]+[0-9]+(?:[ -]?[0-9]+)*")
_FEWEST = 6


def misread_as_digits(folded: str) -> str:
    """A folded text with the misread letters of its numbers as digits; its length stays."""
    return _WORD.sub(_read, folded)


def _read(match: re.Match[str]) -> str:
    said = match.group()
    bare = said.replace(" ", "").replace("-", "")
    digits = sum(char.isdigit() for char in bare)
    has_all = all(any(char.isdigit() for char in group) for group in re.split("[ -]", said))
    is_number = len(bare) >= _FEWEST and digits * 2 >= len(bare) and has_all
    return said.translate(_READ) if is_number and _CODE.fullmatch(said) is None else said
