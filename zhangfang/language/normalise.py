"""Brings a message into one spelling, for reading only: what is stored stays as it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from opencc import OpenCC

from zhangfang.language.span import Span

_DROPPED_CATEGORIES = {"Cf", "Cs"}
_KEYCAP_AND_SELECTORS = re.compile("[\ufe00-\ufe0f\u20e3]")
_BLANK = "\u200b"  # keeps the place of what folds to nothing or to several characters
# 一百念五块: twenty in the Wu dialects
_WU_TWENTY = re.compile(
    r"(?<=百)念(?=[一二三四五六七八九块元])|(?<![纪思想怀挂概信留悼默])念(?=[一二三四五六七八九]?[块元])"
)
_SAME_MEANING = str.maketrans({"—": "-", "–": "-", "−": "-", "‐": "-", "‑": "-", "○": "〇"})


@dataclass(frozen=True)
class Spellings:
    """Variant spellings and the standard word for each, compiled into one pattern."""

    standard_of: dict[str, str] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, Sequence[str]]]) -> Spellings:
        """Compile `(standard, variants)` pairs; a pair that would damage ordinary text raises."""
        standard_of: dict[str, str] = {}
        for standard, variants in pairs:
            for variant in map(_folded, variants):
                _refuse_damage(standard, variant, standard_of)
                standard_of[variant] = standard
        _refuse_cycles(standard_of)
        return cls(standard_of, _any_of(standard_of) if standard_of else None)

    def replacements(self, text: str) -> list[tuple[Span, str]]:
        """Where `text` has a variant, and the word that stands for it."""
        if self.pattern is None:
            return []
        return [
            (match.span(), self.standard_of[match.group().casefold()])
            for match in self.pattern.finditer(text)
        ]


NO_SPELLINGS = Spellings()


@dataclass(frozen=True)
class Aligned:
    """A normalised text that remembers which original character each of its own came from."""

    text: str
    origins: tuple[Span, ...]

    def original_span(self, start: int, end: int) -> Span:
        """The span of the original text that `start:end` of the normalised one was read from."""
        if start >= end:
            return (0, 0)
        return (self.origins[start][0], self.origins[end - 1][1])


def normalise(text: str, spellings: Spellings = NO_SPELLINGS) -> str:
    """The text as the readers expect it: half-width, simplified, standard words."""
    return align(text, spellings).text


def align(text: str, spellings: Spellings = NO_SPELLINGS) -> Aligned:
    """`normalise`, keeping track of where each character came from."""
    pieces = [(_character(char), index) for index, char in enumerate(text)]
    folded = "".join(piece for piece, _ in pieces)
    origins = [(index, index + 1) for piece, index in pieces for _ in piece]
    return _standardised(_WU_TWENTY.sub("廿", simplified(folded)), origins, spellings)


def fold_in_place(text: str) -> str:
    """`normalise` without moving anything: one character in, one character out."""
    folded = [_character(char) for char in text]
    return simplified("".join(new if len(new) == 1 else _BLANK for new in folded))


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, never changing the length."""
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    single = (_converter().convert(char) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, single, strict=True))


def _standardised(text: str, origins: list[Span], spellings: Spellings) -> Aligned:
    parts: list[str] = []
    kept: list[Span] = []
    position = 0
    for (start, end), standard in spellings.replacements(text):
        parts += [text[position:start], standard]
        kept += origins[position:start]
        kept += [(origins[start][0], origins[end - 1][1])] * len(standard)
        position = end
    return Aligned("".join([*parts, text[position:]]), (*kept, *origins[position:]))


def _character(char: str) -> str:
    if "!" <= char <= "~" or "一" <= char <= "鿿":
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", char).translate(_SAME_MEANING)
    return "".join(part for part in folded if not _is_invisible(part))


def _is_invisible(char: str) -> bool:
    return (
        unicodedata.category(char) in _DROPPED_CATEGORIES
        or _KEYCAP_AND_SELECTORS.match(char) is not None
    )


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _folded(variant: str) -> str:
    return normalise(variant).casefold()


def _refuse_damage(standard: str, variant: str, known: dict[str, str]) -> None:
    if len(variant) < 2:
        raise ValueError(
            f"spelling {variant!r} of {standard!r}: one character is too short and would change "
            "ordinary words; give at least two"
        )
    if known.get(variant, standard) != standard:
        raise ValueError(
            f"spelling {variant!r} stands for {known[variant]!r} and for {standard!r}; keep one"
        )


def _refuse_cycles(standard_of: dict[str, str]) -> None:
    for variant, standard in standard_of.items():
        inside = [other for other in standard_of if other in standard.casefold()]
        if inside:
            raise ValueError(
                f"standard word {standard!r} (for {variant!r}) contains the variant {inside[0]!r}; "
                "a standard word must not be changed again"
            )


def _any_of(variants: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(variants, key=lambda variant: (-len(variant), variant))
    return re.compile("|".join(map(_bounded, longest_first)), re.IGNORECASE)


def _bounded(variant: str) -> str:
    """Latin letters at an end must not be the middle of a longer Latin word."""
    before = r"(?<![A-Za-z])" if re.match(r"[A-Za-z]", variant) else ""
    after = r"(?![A-Za-z])" if re.search(r"[A-Za-z]$", variant) else ""
    return before + re.escape(variant) + after
