"""Hides what must not be stored: card numbers, identity numbers, telephones, passwords, codes.

A card keeps its first six and last four digits, identity and mobile numbers three and four; a
password or a code is dropped. Masking works on the text as it was typed, and masking twice changes
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from zhangfang.language.misread import misread_as_digits
from zhangfang.language.normalise import fold_in_place
from zhangfang.language.number_names import naming_end
from zhangfang.language.personal_numbers import PersonalNumber, personal_numbers
from zhangfang.language.span import Span, overlaps
from zhangfang.language.split_numbers import goes_on_harmless, split_number
from zhangfang.language.split_secrets import split_secret
from zhangfang.language.starring import digit_places, middle, star_out
from zhangfang.language.told_secrets import secret_to_come, told_secrets

Kind = Literal["card", "identity", "phone", "secret"]
HIDDEN = "〔已隐去〕"


@dataclass(frozen=True)
class Finding:
    """One thing hidden, and what stands in its place.

    `said` is the number as 0-9 (and X), for identity and mobile numbers: it may be kept sealed
    elsewhere. Of cards and secrets it is None: they are never kept. Of a number in two messages
    whose first half was hidden when it came (its own finding has it), `said` is the second half.
    """

    kind: Kind
    shown: str
    said: str | None = None


@dataclass(frozen=True)
class Masked:
    """A text safe to store.

    `before` is the previous message as it ought to have been stored, now that the rest of a number
    that began there is known; None if it may stay.
    """

    text: str
    found: tuple[Finding, ...] = ()
    before: str | None = None


@dataclass(frozen=True)
class _Hit:
    kind: Kind
    start: int
    end: int
    shown: str
    said: str | None

    @property
    def span(self) -> Span:
        return (self.start, self.end)


def mask(text: str, before: str = "") -> Masked:
    """Hide until nothing is left to hide.

    Args:
        text: the message as it was typed.
        before: the merchant's previous message as it was stored: a number may have begun there, or
            its last words may name the number that comes now.
    """
    found: list[Finding] = []
    earlier = None
    split = split_number(_folded(before), _folded(text)) if before else None
    if split is not None:
        text = star_out(text, split.text)
        earlier = star_out(before, split.before) if split.before else None
        said = split.said if split.kind != "card" else None
        found.append(Finding(split.kind, text[slice(*split.span)], said))
    halves = split_secret(_folded(before), _folded(text)) if before and split is None else None
    if halves is not None:
        earlier = _without(before, halves[0]) if halves[0] else None
        text = _without(text, halves[1])
        found.append(Finding("secret", HIDDEN))
    lead = _lead(before, text)
    while hits := _hits(text, lead):
        found += [Finding(hit.kind, hit.shown, hit.said) for hit in hits]
        text = _replaced(text, hits)
    return Masked(text, tuple(found), earlier)


def _lead(before: str, text: str) -> str:
    """The words of the previous message that name what comes now."""
    if not before:
        return ""
    folded = _folded(before)
    words = secret_to_come(folded) or naming_end(folded)
    if not words and goes_on_harmless(folded, _folded(text)):
        words = "单号"
    return words + "\n" if words else ""


def _hits(text: str, lead: str) -> list[_Hit]:
    """What to hide, in order, none overlapping: the longer of two that overlap."""
    folded = lead + _folded(text)
    shift = len(lead)
    found = [_Hit("secret", start, end, HIDDEN, None) for start, end in told_secrets(folded)]
    found += [_numbered(text, folded, shift, number) for number in personal_numbers(folded)]
    claimed: list[_Hit] = []
    for hit in sorted(found, key=lambda hit: hit.start - hit.end):
        here = replace(hit, start=hit.start - shift, end=hit.end - shift)
        if here.start >= 0 and not overlaps(here.span, [other.span for other in claimed]):
            claimed.append(here)
    return sorted(claimed, key=lambda hit: hit.start)


def _numbered(text: str, folded: str, shift: int, number: PersonalNumber) -> _Hit:
    span = (number.start, number.end)
    hidden = {place - shift for place in middle(digit_places(folded, span), number.kept)}
    shown = star_out(text, hidden)[max(0, number.start - shift) : max(0, number.end - shift)]
    said = number.code if number.kind != "card" else None
    return _Hit(number.kind, *span, shown, said)


def _folded(text: str) -> str:
    return misread_as_digits(fold_in_place(text))


def _without(text: str, span: Span) -> str:
    return text[: span[0]] + HIDDEN + text[span[1] :]


def _replaced(text: str, hits: list[_Hit]) -> str:
    parts: list[str] = []
    position = 0
    for hit in hits:
        parts += [text[position : hit.start], hit.shown]
        position = hit.end
    return "".join([*parts, text[position:]])
