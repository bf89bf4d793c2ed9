"""The part of docs/benchmarks.md on the agents' console."""

from typing import Any

from bench.sections import APART

Results = dict[str, Any]

CONSOLE = APART[3]
OPENING = """\
How soon an agent sees what a merchant said, with many of both. Made by `make load`, from {source}; \
don't edit it.\
"""
MEMORY = """\
Memory of the desk: {first_mb:.0f} MB after two minutes, {last_mb:.0f} MB at the end; \
{mb_an_hour:+.0f} MB an hour all in all, {late:+.1f} MB in the last five minutes.\
"""
LATE = 300
"""Seconds."""

NOTES = """\
How it is measured (bench/console/): a whole house (`zhangfang up`, real Rasa) on one machine with the \
load itself. {conversations} conversations with a stream open each, a message every {every:g} s in each \
on average, {held} of them held by a person; {agents} agents, each with the stream of the lists and one \
conversation open, who stay 10 to 30 s in a conversation and answer once in it. Times run from before the \
merchant's request goes out to when the agent's stream has the message; both clocks are one. In the \
list, the first row that has the message counts. Memory is the desk's process, a line through what \
follows the first two minutes. The page is one more agent's console in headless Chromium: \
keystrokes into the composer until the next frame, and tasks that held up the page for longer than \
50 ms. Nothing is asserted here.\
"""


def render_console(results: Results, source: str) -> str:
    """The part of the page that begins with CONSOLE.

    Args:
        results: `machine`, and under `console` what was measured.
        source: the file they were written to.
    """
    found, machine = results["console"], results["machine"]
    memory, page = found["memory"], found["page"]
    state = f"{machine['commit']}{' and uncommitted changes' if machine['uncommitted'] else ''}"
    rows = [
        "| | p50 | p95 | p99 |",
        "|---|---:|---:|---:|",
        _milliseconds("in the open conversation, ms (goal: p95 500)", found["opened"]),
        _milliseconds("in the list, ms (goal: p95 500)", found["listed"]),
    ]
    if "error" not in page:
        rows.append(_row("keystroke to frame, ms", page["keystroke"]))
    more = [
        f"{found['messages']} messages in {found['minutes']:g} minutes, {found['failed']} failed.",
        MEMORY.format(**memory, late=_late(memory)),
    ]
    if "error" in page:
        more.append("The page could not be measured in this run.")
    else:
        more.append(
            f"The page: {page['long_tasks']} tasks over 50 ms ({page['longest']:.0f} ms the longest) "
            f"in {page['minutes']:g} minutes; script heap {page['heap_first_mb']:.0f} MB at first, "
            f"{page['heap_last_mb']:.0f} MB at the end."
        )
    head = (
        f"{machine['date']} · {machine['cpu']}, {machine['cores']} cores · load at the start "
        f"{machine['load_at_start']:.2f} · commit {state}"
    )
    return "\n\n".join(
        [
            CONSOLE.rstrip(),
            OPENING.format(source=source),
            head,
            "\n".join(rows),
            " ".join(more),
            NOTES.format(**found),
        ]
    )


def _late(memory: Results) -> float:
    """MB by which it grew at the end."""
    looks = memory["looks"]
    before = [mb for at, mb in looks if at <= looks[-1][0] - LATE] or [memory["first_mb"]]
    return float(memory["last_mb"] - before[-1])


def _milliseconds(title: str, spread: Results) -> str:
    return _row(title, {point: value * 1000 for point, value in spread.items()})


def _row(title: str, spread: Results) -> str:
    return (
        f"| {title} | " + " | ".join(f"{spread[one]:.0f}" for one in ("p50", "p95", "p99")) + " |"
    )
