"""Puts numbers that a pack reveals back in their places in a masked text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

FIRST, LAST = 3, 4
"""How many digits of a telephone or identity number stay readable when it is masked."""

_FORMS = ("0０零〇", "1１一壹幺", "2２二贰", "3３三叁", "4４四肆", "5５五伍", "6６六陆", "7７七柒",
          "8８八捌", "9９九玖")  # fmt: skip
_BETWEEN = r"[\s\u200b.·_—–()（）-]{0,3}"
_NAMES = {"phone": "电话", "identity": "身份证号"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `masked` is what stands in the record where this is a revealed number."""

    text: str
    masked: str | None = None


@dataclass(frozen=True, slots=True)
class Revealed:
    """A text with its numbers in place, and those whose place was not found."""

    pieces: tuple[Piece, ...]
    elsewhere: Mapping[str, str]


def reveal(text: str, numbers: Mapping[str, str]) -> Revealed:
    """Put each number where its masked form stands, the first place that is still free."""
    taken: dict[tuple[int, int], str] = {}
    elsewhere = {}
    for name, number in sorted(numbers.items(), key=lambda item: _counted(item[0])):
        places = (match.span() for match in _masked_forms(text, number))
        place = next((one for one in places if not _overlaps(one, taken)), None)
        if place:
            taken[place] = number
        else:
            elsewhere[name] = number
    return Revealed(tuple(_pieces(text, taken)), elsewhere)


def number_name(name: str) -> str:
    """`phone-1` in words: 电话 1."""
    kind, dash, count = name.partition("-")
    return f"{_NAMES[kind]} {count}" if dash and kind in _NAMES else name


def _masked_forms(text: str, number: str) -> Iterable[re.Match[str]]:
    """Where it may stand; a number that is too short to be masked stands nowhere."""
    return _masked(number).finditer(text) if len(number) > FIRST + LAST else ()


def _masked(number: str) -> re.Pattern[str]:
    hidden_to = len(number) - LAST
    signs = [
        r"[*＊]" if FIRST <= place < hidden_to else _any_form(digit)
        for place, digit in enumerate(number)
    ]
    return re.compile(_BETWEEN.join(signs), re.IGNORECASE)


def _any_form(digit: str) -> str:
    return f"[{_FORMS[int(digit)]}]" if digit in "0123456789" else re.escape(digit)


def _overlaps(place: tuple[int, int], taken: Mapping[tuple[int, int], str]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in taken)


def _pieces(text: str, taken: Mapping[tuple[int, int], str]) -> list[Piece]:
    cuts = sorted({0, len(text), *(end for place in taken for end in place)})
    return [
        Piece(taken[cut], text[slice(*cut)]) if cut in taken else Piece(text[slice(*cut)])
        for cut in pairwise(cuts)
    ] or [Piece(text)]


def _counted(name: str) -> tuple[str, int]:
    """`phone-10` comes after `phone-2`."""
    kind, _, count = name.partition("-")
    return kind, int(count) if count.isdecimal() else 0
