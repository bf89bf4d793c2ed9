"""Puts stars in the place of digits, leaving spaces and dashes where they are."""

from __future__ import annotations

from collections.abc import Collection

from zhangfang.language.span import Span


def digit_places(folded: str, span: Span) -> list[int]:
    """Where the digits of a number stand, those that are stars already among them."""
    return [place for place in range(*span) if folded[place].isalnum() or folded[place] in "*×"]


def middle(places: list[int], kept: tuple[int, int]) -> set[int]:
    """Those of a number's places that nobody may read."""
    first, last = kept
    return set(places[first : len(places) - last])


def star_out(text: str, hidden: Collection[int]) -> str:
    """The text with stars at the places `hidden`; its length stays."""
    return "".join("*" if place in hidden else char for place, char in enumerate(text))
