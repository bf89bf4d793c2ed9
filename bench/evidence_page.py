"""The record's part of docs/benchmarks.md: its tables, and how their figures came about."""

from collections.abc import Sequence
from typing import Any

from bench.sections import APART

Results = dict[str, Any]
Row = tuple[str, str, str]
"""Title, name of the figure, unit."""

HEADING = APART[0]
OPENING = """\
How fast it is written, verified and audited. Made by `make bench PART=evidence`, or with all else by \
`make bench`, from {source}; don't edit it.\
"""
SMOKE = "**A smoke run: small logs, once each.**"

PEERS = {
    "plain": "plain insert",
    "pymerkle": "pymerkle",
    "pymerkle_default": "pymerkle as it comes",
    "disk": "the disk alone",
}
COMPARED = ("plain", "pymerkle")
"""Those with a column for ours / theirs."""

APPENDS: dict[str, Sequence[Row]] = {
    "threads_1": (
        ("one thread: appends a second", "per_second", "/s"),
        ("– p50", "p50", "ms"),
        ("– p99 (goal: 5 ms)", "p99", "ms"),
        ("– worst", "worst", "ms"),
    ),
    "threads_8": (
        ("8 threads: appends a second", "per_second", "/s"),
        ("– p50", "p50", "ms"),
        ("– p99", "p99", "ms"),
        ("– worst", "worst", "ms"),
    ),
}
AUDIT: Sequence[Row] = (
    ("events", "events", ""),
    ("checkpoints", "checkpoints", ""),
    ("audit (goal for a million: 300 s)", "seconds", "s"),
    ("– processor time of its process", "processor_s", "s"),
    ("– events a second", "per_second", "/s"),
    ("– peak resident memory", "peak_mb", "MB"),
    ("peer: leaves read and hashed, nothing else", "hashed_s", "s"),
    ("peer: pymerkle's root over as many leaves", "pymerkle_root_s", "s"),
    ("size of the database", "database_mb", "MB"),
)
PACK: Sequence[Row] = (
    ("verify.py, from start to end of its process (goal: 2 s)", "verified_s", "s"),
    ("the same where OpenSSL has no SM3", "without_openssl_s", "s"),
    ("made by the desk, with its PDFs", "made_s", "s"),
    ("size", "kilobytes", "KB"),
)
MEASURED = ("appends", "audit", "pack")

NOTES = """\
How it is measured (bench/evidence*.py):
- Appends: {appends} of each kind, each in a transaction of its own that is on disk when it returns \
(SQLite, WAL, synchronous=FULL). Ours is a message of a merchant: a leaf of {leaf_bytes} bytes with \
its hash and its place in two chains, and two values under seal, the message and one hidden \
telephone number. The peers get that leaf as it is. A plain insert is one row in a table, by sqlite3 \
itself. pymerkle's SqliteTree keeps leaf and hash: with the pragmas of our database, and as it comes. \
The disk alone is a block of 4 KB at the end of a file, and fdatasync.
- With 8 threads each time includes the wait for the other seven: all of these write one at a time.
- The audit makes everything again from the rows: hashes, chains, commitments, what is under seal, \
the root at every checkpoint, signatures, cases. The logs are copies of one talk of 40 events, each \
copy with its own keys, salts and hashes. Less than reading and hashing the leaves no audit can do; \
pymerkle computes its root from stored hashes, which it believes.
- The pack is of a conversation of 201 messages, without pictures, verified with the verify.py in it. \
SM3 is computed by OpenSSL where Python's has it, else by verify.py itself.
- Nothing is asserted here: these are figures, not limits.
"""


def render_record(results: Results, source: str) -> str:
    """The part of the page that begins with HEADING.

    Args:
        results: `quick`, `machine`, and each of bench.evidence.PARTS.
        source: the file they were written to.
    """
    appends = results["appends"]
    parts = [
        HEADING.rstrip(),
        OPENING.format(source=source),
        *([SMOKE] if results["quick"] else []),
        _machine(results["machine"]),
        _section("Appends, each on disk before it returns", appends, _appends),
        _section("An audit of the whole log", results["audit"], _audit),
        _section("A pack of two hundred messages", results["pack"], _pack),
        f"### Other programs meanwhile, share of all cores\n\n{_others(results)}",
        NOTES.format(
            appends=appends.get("appends", "?"), leaf_bytes=appends.get("leaf_bytes", "?")
        ),
    ]
    return "\n\n".join(parts)


def _section(title: str, found: Results, show: Any) -> str:
    return f"### {title}\n\n{'It failed: ' + found['error'] if 'error' in found else show(found)}"


def _appends(found: Results) -> str:
    peers = [name for name in PEERS if name in found]
    columns = []
    for peer in peers:
        columns += [PEERS[peer], *([f"ours / {PEERS[peer]}"] if peer in COMPARED else [])]
    rows = []
    for threads, lines in APPENDS.items():
        for title, name, unit in lines:
            ours = found["ours"][threads][name]
            cells = [_figure(ours, unit)]
            for peer in peers:
                theirs = found[peer][threads][name]
                cells += [_figure(theirs, unit)]
                cells += [_ratio(ours, theirs)] if peer in COMPARED else []
            rows.append([title, *cells])
    return _table(["ours", *columns], rows)


def _audit(found: Results) -> str:
    small, large = found["small"], found["large"]
    rows = [
        [
            title,
            _figure(small.get(name), unit),
            _figure(large.get(name), unit),
            _ratio(large.get(name), small.get(name)),
        ]
        for title, name, unit in AUDIT
        if name in small or name in large
    ]
    return _table(["small log", "large log", "large / small"], rows)


def _pack(found: Results) -> str:
    return _table(["ours"], [[title, _figure(found[name], unit)] for title, name, unit in PACK])


def _others(results: Results) -> str:
    measured = [(part, results[part].get("others")) for part in MEASURED]
    rows = [
        [f"while measuring {part}", "–" if share is None else f"{100 * share:.0f} %"]
        for part, share in measured
    ]
    return _table(["share"], rows)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = [f"| | {' | '.join(columns)} |", f"|---|{'---:|' * len(columns)}"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def _figure(found: float | None, unit: str) -> str:
    if found is None:
        return "–"
    digits = 2 if found < 10 and isinstance(found, float) else 0 if found >= 1000 else 1
    written = f"{found:,}" if isinstance(found, int) else f"{found:,.{digits}f}"
    return f"{written} {unit}".strip()


def _ratio(here: float | None, there: float | None) -> str:
    return "–" if here is None or not there else f"{here / there:.2f}"


def _machine(machine: Results) -> str:
    if "error" in machine:
        return f"The machine could not be described: {machine['error']}"
    peer = f", pymerkle {machine['pymerkle']}" if machine["pymerkle"] else ""
    state = f"{machine['commit']}{' and uncommitted changes' if machine['uncommitted'] else ''}"
    return (
        f"{machine['date']} · {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB · {machine['system']} · load at the start "
        f"{machine['load_at_start']:.2f} · Python {machine['python']}, SQLite {machine['sqlite']}, "
        f"cryptography {machine['cryptography']}{peer} · commit {state}"
    )
