"""Where in a text something stands."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether `span` shares a character with any of `others`."""
    start, end = span
    return any(start < other_end and other_start < end for other_start, other_end in others)
