"""The results as a page of Markdown tables."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from bench.accuracy import DIFFICULTIES, FAMILIES
from bench.facts import COLUMNS

Results = dict[str, Any]


class Line(NamedTuple):
    """One row of a table: its title, where its figure lies in a pipeline's results, its unit."""

    title: str
    path: str
    unit: str = ""


def _shares(part: str, *titled: tuple[str, str]) -> list[Line]:
    return [Line(title, f"reading.{part}.{name}") for name, title in titled]


TABLES: dict[str, Sequence[Line]] = {
    "Intent: right on sentences.tsv": _shares(
        "accuracy",
        ("families", "the five families"),
        *((f"families_{level}", f"– {level}") for level in DIFFICULTIES),
        *((name, f"– {name}") for name in FAMILIES),
        ("other_labels", "greetings, answers, steps"),
        ("out_of_scope", "out_of_scope (recall)"),
        ("near_miss", "– of these, near misses"),
        ("all", "all labels"),
    ),
    "Facts: right on facts.tsv": _shares(
        "facts",
        *((f"{column}_exact", f"{column}, exact") for column in COLUMNS),
        ("main_amount_first", "the disputed one of two amounts comes first"),
        ("reference_exact", "only a reference number given, found"),
        *((f"{column}_found", f"{column}, anything found") for column in COLUMNS),
    ),
    "Facts: found where there is none (fewer is better)": _shares(
        "facts",
        *((f"{column}_invented", column) for column in COLUMNS),
        ("none_with_anything", "anything, in messages marked `none`"),
    ),
    "Training, loading, memory": (
        Line("train, fresh process, `--force`", "training.train_s", "s"),
        Line("load the model, fresh process", "reading.parsing.load_s", "s"),
        Line("process started to first message read", "reading.parsing.ready_s", "s"),
        Line("peak resident memory", "reading.parsing.peak_mb", "MB"),
    ),
    "Reading one message, in process, one thread": (
        Line("p50", "reading.parsing.latency_ms.p50", "ms"),
        Line("p95", "reading.parsing.latency_ms.p95", "ms"),
    ),
    "A whole turn over HTTP, Rasa and action server": (
        Line("p50, first 20 turns", "turns.early_ms.p50", "ms"),
        Line("p95, first 20 turns", "turns.early_ms.p95", "ms"),
        Line("p50, last 20 turns", "turns.late_ms.p50", "ms"),
        Line("p95, last 20 turns", "turns.late_ms.p95", "ms"),
        Line("p50, all turns", "turns.all_ms.p50", "ms"),
        Line("p95, all turns", "turns.all_ms.p95", "ms"),
        Line("growth of p50, last 20 / first 20", "turns.growth.p50", "×"),
        Line("growth of p95, last 20 / first 20", "turns.growth.p95", "×"),
        Line("turns answered with a text", "turns.answered"),
    ),
    "Other programs meanwhile, share of all cores (more than a few % makes times unreliable)": (
        Line("while training", "training.others", "%"),
        Line("while reading", "reading.others", "%"),
        Line("while taking turns", "turns.others", "%"),
    ),
}

OPENING = """\
Ours beside the stock Rasa pipeline, in one run. Made by `make bench` from {source}; don't edit it.\
"""
SMOKE = "**A smoke run: stock was trained for 2 epochs, nothing was repeated.**"
NOTES = """\
How it is measured (bench/):
- Both are trained from the same data/nlu, afresh, in this run. Stock is bench/stock: jieba, word \
and char_wb counts, DIET with 100 epochs and a fixed seed, RulePolicy; the entities of inform.yml. \
It has no notion of yuan or dates: its entities are the merchant's own words, so "exact" is strict \
with it, and "anything found" says how often it marked something at all.
- tests/data/samples is never trained on; its README has the rules of comparison. With about 120 \
family sentences, differences under 6 points are within error. Ours is deterministic; of stock one \
seed is shown.
- Reading: {processes} fresh process(es) each, medians; every sample once per process after 20 \
warm-up messages; BLAS, OpenMP and TensorFlow held to one thread. The disk cache is warm.
- Turns: {conversations} conversation(s) of {turns} turns, one after the other, the same 20 \
messages (bench/turns.txt) over and over, after one of 20 to warm up; threads as in `zhangfang up`. \
Ours: a fresh sender for each turn, the conversation in the metadata, every turn through the action \
server. Stock: the `rest` channel, one sender, its tracker in memory, a form, responses, and custom \
actions on the same rasa-sdk. The desk's own work (log, database) is not part of it.
- Training uses all cores. Nothing is asserted here: these are figures, not limits.
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
    for title, lines in TABLES.items():
        parts.append(f"## {title}\n\n{table(lines, results['ours'], results['stock'])}")
    return "\n\n".join([*parts, NOTES.format(**results["extent"])])


def table(lines: Sequence[Line], ours: Results, stock: Results) -> str:
    """Ours, stock, and ours / stock; a part that failed says so."""
    rows = ["| | ours | stock | ours / stock |", "|---|---:|---:|---:|"]
    for line in lines:
        here, there = _find(ours, line.path), _find(stock, line.path)
        cells = (line.title, _cell(here, line.unit), _cell(there, line.unit), _ratio(here, there))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _machine(machine: Results) -> str:
    if "error" in machine:
        return f"The machine could not be described: {machine['error']}"
    inside = ", ".join(f"{name} {number}" for name, number in machine["in_rasa"].items())
    state = f"{machine['commit']}{' and uncommitted changes' if machine['uncommitted'] else ''}"
    return (
        f"{machine['date']} · {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB · {machine['system']} · load at the start "
        f"{machine['load_at_start']:.2f} · Python {machine['python']}, rasa-sdk "
        f"{machine['rasa_sdk']}; Rasa's side: {inside} · commit {state}"
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
