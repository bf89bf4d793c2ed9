"""The part of docs/benchmarks.md on slips: its tables, and how their figures came about."""

from collections.abc import Sequence
from typing import Any

from bench.report import table
from bench.sections import APART
from bench.slips.plain import SURE
from bench.slips.rows import FIELDS
from bench.tables import Line

Results = dict[str, Any]

SLIPS = APART[1]
OPENING = """\
How well photographed slips are read, beside rapidocr as it comes with regular expressions. Made by \
`make bench PART=slips`, or with all else by `make bench`, from {source}; don't edit it.\
"""
SMOKE = "**A smoke run: a few pictures.**"
TITLES = {
    "blind": "The blind set: layouts and degradations that the reader was not tuned on",
    "dev": "The set it was tuned on",
}

READ: Sequence[Line] = (
    Line("amount (goal: 97 %)", "legible.amount"),
    Line("date and time, to the second if printed (goal: 95 %)", "legible.transaction_time"),
    Line("order or reference number (goal: 95 %)", "legible.order_or_reference"),
    *(
        Line(f"– {name}", f"legible.{name}")
        for name in FIELDS
        if name not in ("amount", "transaction_time")
    ),
    Line("all fields", "legible.all"),
    Line("amount, destroyed print counted too", "printed.amount"),
    Line("date and time, destroyed print counted too", "printed.transaction_time"),
    Line("order or reference number, destroyed print counted too", "printed.order_or_reference"),
)
TRUSTED: Sequence[Line] = (
    Line("wrong, of the facts offered as sure (goal: 1 % at most)", "sure_wrong"),
    Line("legible facts offered as sure", "sure_of_legible"),
    Line("legible facts offered at all", "offered_of_legible"),
    Line("right, of the facts offered with a doubt", "unsure_right"),
    Line("slips taken for slips", "slips_seen"),
    Line("other pictures taken for slips (fewer is better)", "others_as_slips"),
    Line("advice for another photo, where a main fact can't be read", "retake_when_lost"),
    Line("the same, where all can be read (fewer is better)", "retake_when_whole"),
)
COST: Sequence[Line] = (
    Line("p50 a picture, one thread", "seconds.p50", "s"),
    Line("p95 a picture, one thread", "seconds.p95", "s"),
    Line("p50 a picture, processor time", "processor_s.p50", "s"),
    Line("p95 a picture, processor time", "processor_s.p95", "s"),
    Line("load, before the first picture", "load_s", "s"),
    Line("resident before the load", "empty_mb", "MB"),
    Line("resident after the pictures", "steady_mb", "MB"),
    Line("peak", "peak_mb", "MB"),
)
GROUPS = {"by_layout": "By layout", "by_degradation": "By degradation (from strength 0.3)"}
FACTS = {"amount": "amount", "transaction_time": "time", "order_or_reference": "number"}

NOTES = """\
How it is measured (bench/slips/):
- The pictures are made by a generator of this project: rows as acquirers' machines in China print \
them (names and numbers invented), printed in dots on thermal or needle paper, faded, stained, \
crumpled, photographed at an angle in some light, out of focus, cut off; some scanned, some \
screenshots, some photos of a screen; about one in twelve is no slip. The same seed gives the same \
pictures. They are not photographs of real slips; real ones may be harder or easier.
- {pictures} pictures a set. The blind set has three layouts, a dark screen and two degradations \
that the other has not; the reader's rules and thresholds were chosen on the other.
- Exact means letter by letter: sums by value, times to the precision printed, all digits of a \
number. Counted are fields that are printed and legible: every letter of the value correlates with \
what was printed there by at least 0.45, and lies wholly in the picture. That is measured from the \
generator's own knowledge, without a reader.
- A fact is offered as sure when ours says so; with plain, when rapidocr's score of its lines is at \
least {sure}. A fact offered of destroyed or missing print, or of a picture that is no slip, counts \
as wrong unless it is the true one.
- Plain is rapidocr with its defaults, lines joined by their height, and the regular expressions of \
bench/slips/plain.py. Both run on one thread, each in a fresh process, two pictures to warm up; \
decoding the file is not counted.
- Nothing is asserted here: these are figures, not limits.
"""


def render_slips(results: Results, source: str) -> str:
    """The part of the page that begins with SLIPS.

    Args:
        results: `quick`, `machine`, and under `sets` what each set gave.
        source: the file they were written to.
    """
    sets = results["sets"]
    pictures = next((one["pictures"] for one in sets.values() if "pictures" in one), 0)
    parts = [
        SLIPS.rstrip(),
        OPENING.format(source=source),
        *([SMOKE] if results["quick"] else []),
        _machine(results["machine"], sets),
        *(_set(TITLES[name], found) for name, found in sets.items()),
        NOTES.format(pictures=pictures, sure=SURE),
    ]
    return "\n\n".join(parts)


def _set(title: str, found: Results) -> str:
    if "error" in found:
        return f"### {title}\n\nIt failed: {found['error']}"
    tables = [_table(lines, found) for lines in (READ, TRUSTED, COST)]
    groups = [f"{GROUPS[kind]}:\n\n{_groups(found, kind)}" for kind in GROUPS]
    others = f"Other programs meanwhile took {100 * found.get('others', 0):.0f} % of all cores."
    return "\n\n".join([f"### {title}", *tables, others, *groups])


def _table(lines: Sequence[Line], found: Results) -> str:
    return table(lines, found["ours"], found["plain"], {}, "plain")


def _groups(found: Results, kind: str) -> str:
    """One row a group: how many pictures, and each main fact as ours and plain read it."""
    head = [f"{name}, {reader}" for name in FACTS.values() for reader in ("ours", "plain")]
    rows = [f"| | pictures | {' | '.join(head)} |", f"|---|{'---:|' * (len(head) + 1)}"]
    for group, ours in found["ours"][kind].items():
        plain = found["plain"][kind][group]
        cells = [_share(one[fact]) for fact in FACTS for one in (ours, plain)]
        rows.append(f"| {group} | {ours['pictures']} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _share(found: dict[str, int]) -> str:
    return f"{found['right']}/{found['of']}" if found["of"] else "–"


def _machine(machine: Results, sets: Results) -> str:
    if "error" in machine:
        return f"The machine could not be described: {machine['error']}"
    versions = next((one["versions"] for one in sets.values() if "versions" in one), {})
    used = "".join(f", {name} {number}" for name, number in versions.items())
    state = f"{machine['commit']}{' and uncommitted changes' if machine['uncommitted'] else ''}"
    return (
        f"{machine['date']} · {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB · {machine['system']} · load at the start "
        f"{machine['load_at_start']:.2f} · Python {machine['python']}{used} · commit {state}"
    )
