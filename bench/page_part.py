"""The part of docs/benchmarks.md on the merchant's page."""

from typing import Any

from bench.sections import APART

Results = dict[str, Any]

PAGE = APART[2]
OPENING = """\
How soon the merchant's page is there on a slow phone. Made by `make bench PART=page`, or with all \
else by `make bench`, from {source}; don't edit it.\
"""
NOTES = """\
How it is measured (web/measure/): headless Chromium, a phone's screen, the processor {slower} times \
slower, a line of {line} there and back, {runs} visits with nothing cached and as many right after \
each, to a desk on the same machine. Times run from the start of the navigation; the first message \
is the greeting, which the desk says when the conversation is opened. Sizes are gzipped, as the desk \
sends them; catalogues of other languages are fetched only by who chooses them. Nothing is asserted \
here but the sizes, which have a test.\
"""


def render_page(results: Results, source: str) -> str:
    """The part of the page that begins with PAGE.

    Args:
        results: `machine`, and under `page` what was measured or its `error`.
        source: the file they were written to.
    """
    found, machine = results["page"], results["machine"]
    if "error" in found:
        return f"{PAGE}\nIt failed: {found['error']}"
    first, again, sizes = found["first"], found["again"], found["sizes"]
    rows = [
        "| | first visit p50 | p95 | next visit p50 | p95 |",
        "|---|---:|---:|---:|---:|",
        _times("first message visible, s (goal: 1.5)", "firstMessage", first, again),
        _times("first paint, s", "firstPaint", first, again),
    ]
    weights = [
        "| gzipped | KB | goal |",
        "|---|---:|---:|",
        _weight("script at the first visit", sizes["entry"], ""),
        _weight("all scripts, with every language", sizes["scripts"], "120"),
        _weight("styles", sizes["styles"], ""),
        _weight("embed.js", sizes["loader"], "5"),
    ]
    return "\n\n".join(
        [
            PAGE.rstrip(),
            OPENING.format(source=source),
            _machine(machine),
            "\n".join(rows),
            "\n".join(weights),
            NOTES.format(**found),
        ]
    )


def _machine(machine: Results) -> str:
    state = f"{machine['commit']}{' and uncommitted changes' if machine['uncommitted'] else ''}"
    return (
        f"{machine['date']} · {machine['cpu']}, {machine['cores']} cores · load at the start "
        f"{machine['load_at_start']:.2f} · commit {state}"
    )


def _times(title: str, name: str, first: Results, again: Results) -> str:
    cells = [f"{one[name][point] / 1000:.2f}" for one in (first, again) for point in ("p50", "p95")]
    return f"| {title} | {' | '.join(cells)} |"


def _weight(title: str, size: int, goal: str) -> str:
    return f"| {title} | {size / 1024:.1f} | {goal} |"
