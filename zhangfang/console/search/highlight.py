"""Shows where in a text something was found: an excerpt, in parts."""

from collections.abc import Sequence
from typing import NamedTuple

from zhangfang.console.search.search_query import Part
from zhangfang.console.search.search_terms import folded

EXCERPT = 80
"""Characters of an excerpt, about."""

LEAD = 20
"""Characters before the first thing found."""

MORE = "…"

Span = tuple[int, int]


class Piece(NamedTuple):
    """A piece of an excerpt; `hit`: it is what was looked for."""

    text: str
    hit: bool


def is_found(text: str, parts: Sequence[Part]) -> bool:
    """Whether what the terms alone do not prove is really there."""
    plain = folded(text)
    return all(part.literal is None or part.literal.search(plain) for part in parts)


def excerpt(text: str, parts: Sequence[Part]) -> list[Piece]:
    """About 80 characters round the place where most was found, as the text has them."""
    spans = _spans(text, parts)
    start, end = _window(len(text), spans)
    pieces = [Piece(MORE, hit=False)] if start > 0 else []
    position = start
    for first, last in ((max(a, start), min(b, end)) for a, b in spans if a < end and b > start):
        if first > position:
            pieces.append(Piece(_line(text[position:first]), hit=False))
        pieces.append(Piece(_line(text[first:last]), hit=True))
        position = last
    if position < end:
        pieces.append(Piece(_line(text[position:end]), hit=False))
    return [*pieces, Piece(MORE, hit=False)] if end < len(text) else pieces


def _spans(text: str, parts: Sequence[Part]) -> list[Span]:
    """What was found, in order; what touches or overlaps is one."""
    plain = folded(text)
    marked = [found.span() for part in parts for found in part.mark.finditer(plain)]
    joined: list[Span] = []
    for start, end in sorted(marked):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(length: int, spans: Sequence[Span]) -> Span:
    """The stretch with the most characters that were found; the first of several."""
    if length <= EXCERPT:
        return 0, length
    starts = [max(0, min(start - LEAD, length - EXCERPT)) for start, _ in spans] or [0]
    best = max(starts, key=lambda start: _found_in(spans, start, start + EXCERPT))
    return best, best + EXCERPT


def _found_in(spans: Sequence[Span], start: int, end: int) -> int:
    return sum(max(0, min(b, end) - max(a, start)) for a, b in spans)


def _line(text: str) -> str:
    """In one line, and as long as it was."""
    return "".join(" " if char.isspace() else char for char in text)
