"""The results as a page of Markdown tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.tables import Line, tables
from zhangfang.cases.reading import SURE

Results = dict[str, Any]

OPENING = """\
Ours beside the stock Rasa pipeline, in one run. Made by `make bench` from {source}; don't edit it.\
"""
SMOKE = "**A smoke run: stock was trained for 2 epochs, nothing was repeated.**"
NOTES = """\
How it is measured (bench/):
- Both are trained from the same data/nlu, afresh, in this run. Stock is bench/stock: jieba, word \
and char_wb counts, DIET with 10 epochs and a fixed seed, RulePolicy; the entities of inform.yml. \
It has no notion of yuan or dates: its entities are the merchant's own words, so "exact" is strict \
with it, and "anything found" says how often it marked something at all.
- The sets are tests/data/samples and tests/data/heldout; neither is ever trained on. The README of \
samples has the rules of comparison for both. With about 120 and 300 family sentences, differences \
under 6 and 4 points are within error. Ours is deterministic; of stock one seed is shown.
- Near misses are merchants' questions in which nothing went wrong; consumers complain of their own \
card, loan or purchase. Abstaining is a confidence below {sure}, where the desk asks which of two \
families it is; the same threshold and the two likeliest families are taken for stock.
{peers}
- Reading: {processes} fresh process(es) each, medians; every message once per process after 20 \
warm-up messages; BLAS, OpenMP and TensorFlow held to one thread. The disk cache is warm.
- Turns: {conversations} conversation(s) of {turns} turns, one after the other, the same 20 \
messages (bench/turns.txt) over and over, after one of 20 to warm up; threads as in `zhangfang up`. \
Ours: a fresh sender for each turn, the conversation in the metadata, every turn through the action \
server. Stock: the `rest` channel, one sender, its tracker in memory, a form, responses, and custom \
actions on the same rasa-sdk. The desk's own work (log, database) is not part of it.
- Memory: the peak and what is left after the messages are those of the reading process; serving is \
Rasa's process when the turns are over, without the action server.
- Training uses all cores. Nothing is asserted here: these are figures, not limits.
"""
WITH_PEERS = """\
- The peer for facts is jionlp, through parse_money and parse_time on the whole message, and \
through its extractors for sentences (extract_money, extract_time, which parse what they find); \
where it raises, it found nothing; a span of time counts with its beginning. It has nothing for \
order numbers: there a regular expression takes the first 12 to 32 letters or digits in a row. Its \
times are those for the messages of facts.tsv alone, and it reads no intent.\
"""
WITHOUT_PEERS = """\
- jionlp, the peer for facts, was not installed in this run: `make bench` does that.\
"""


def render(results: Results, source: str) -> str:
    """The whole page.

    Args:
        results: as `bench` wrote them.
        source: the file they were written to.
    """
    parts = [
        "# Benchmarks",
        OPENING.format(source=source),
        *([SMOKE] if results["quick"] else []),
        _machine(results["machine"]),
    ]
    for shown in tables():
        peers = results["peers"] if shown.with_peers else {}
        rows = table(shown.lines, results["ours"], results["stock"], peers)
        parts.append(f"## {shown.title}\n\n{rows}")
    return "\n\n".join([*parts, _notes(results)])


def table(
    lines: Sequence[Line],
    ours: Results,
    stock: Results,
    peers: Mapping[str, Results],
    beside: str = "stock",
) -> str:
    """Ours, stock, ours / stock, and each peer; a part that failed says so.

    Args:
        lines: the rows.
        ours: what was measured.
        stock: the same of what stands beside it.
        peers: the same of others, by name.
        beside: what `stock` is called.
    """
    columns = ["ours", beside, f"ours / {beside}", *peers]
    rows = [f"| | {' | '.join(columns)} |", f"|---|{'---:|' * len(columns)}"]
    for line in lines:
        here, there, *others = (_find(one, line.path) for one in (ours, stock, *peers.values()))
        cells = [line.title, _cell(here, line.unit), _cell(there, line.unit), _ratio(here, there)]
        cells += [_cell(figure, line.unit) for figure in others]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _notes(results: Results) -> str:
    peers = WITH_PEERS if results["peers"] else WITHOUT_PEERS
    return NOTES.format(**results["extent"], sure=SURE, peers=peers)


def _machine(machine: Results) -> str:
    if "error" in machine:
        return f"The machine could not be described: {machine['error']}"
    peer = f", jionlp {machine['jionlp']}" if machine["jionlp"] else ""
    inside = ", ".join(f"{name} {number}" for name, number in machine["in_rasa"].items())
    state = f"{machine['commit']}{' and uncommitted changes' if machine['uncommitted'] else ''}"
    return (
        f"{machine['date']} · {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB · {machine['system']} · load at the start "
        f"{machine['load_at_start']:.2f} · Python {machine['python']}, rasa-sdk "
        f"{machine['rasa_sdk']}{peer}; Rasa's side: {inside} · commit {state}"
    )


def _find(results: Results, path: str) -> Any:
    found: Any = results
    for name in path.split("."):
        if "error" in found:
            return None
        found = found[name]
    return found


def _cell(figure: Any, unit: str) -> str:
    if figure is None:
        return "failed"
    if isinstance(figure, dict):
        if not figure["of"]:
            return "–"
        return f"{figure['right']}/{figure['of']} · {100 * _number(figure):.1f} %"
    if unit == "%":
        return f"{100 * figure:.0f} %"
    return f"{figure:.2f} {unit}" if figure < 10 else f"{figure:.1f} {unit}"


def _ratio(ours: Any, stock: Any) -> str:
    if ours is None or stock is None or not _number(stock):
        return "–"
    return f"{_number(ours) / _number(stock):.2f}"


def _number(figure: Any) -> float:
    if isinstance(figure, dict):
        return figure["right"] / figure["of"] if figure["of"] else 0.0
    return float(figure)
