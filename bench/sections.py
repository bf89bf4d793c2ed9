"""The parts of docs/benchmarks.md that are measured apart: each is renewed, and the others stay."""

APART = ("## The record\n", "## Slips\n", "## The page\n", "## The console\n")
"""Their headings, in the order of the page; all that comes before the first is measured together."""


def part_of(page: str, heading: str) -> str:
    """One of the parts of APART, with its heading; empty if the page has none."""
    _, found, rest = page.partition(heading)
    return (found + _until_next(rest)).rstrip()


def with_part(page: str, heading: str, part: str) -> str:
    """The page with this part in place of the one it had."""
    return _joined(page, {**_parts(page), heading: part})


def with_opening(page: str, opening: str) -> str:
    """The page with all that is measured together made anew."""
    return _joined(opening, _parts(page))


def _parts(page: str) -> dict[str, str]:
    return {heading: part_of(page, heading) for heading in APART}


def _joined(page: str, parts: dict[str, str]) -> str:
    pieces = [_until_next(page), *(parts[heading] for heading in APART)]
    return "\n\n".join(piece.strip() for piece in pieces if piece.strip()) + "\n"


def _until_next(text: str) -> str:
    starts = [at for at in (text.find(heading) for heading in APART) if at >= 0]
    return text[: min(starts, default=len(text))]
