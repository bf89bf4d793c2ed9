"""What the page shows: which figures, under which titles."""

from collections.abc import Sequence
from typing import NamedTuple

from bench.accuracy import DIFFICULTIES
from bench.facts import COLUMNS
from bench.samples import NAMES
from zhangfang.guides.model import FAMILIES


class Line(NamedTuple):
    """One row of a table: its title, where its figure lies in what was measured, its unit."""

    title: str
    path: str
    unit: str = ""


class Table(NamedTuple):
    """One table; `with_peers` if those who read nothing but facts have a column in it."""

    title: str
    lines: Sequence[Line]
    with_peers: bool = False


def tables() -> list[Table]:
    """All tables, in the order of the page."""
    return [*(table for name in NAMES for table in of_set(name)), *COST]


def of_set(name: str) -> list[Table]:
    """What was right and wrong on one set."""
    accuracy, facts = f"reading.{name}.accuracy", f"reading.{name}.facts"
    return [
        Table(f"Intent on {name}: right", _shares(accuracy, RIGHT)),
        Table(f"Intent on {name}: taken for a family (fewer is better)", _shares(accuracy, TAKEN)),
        Table(f"Facts on {name}: right", _shares(facts, FACTS), with_peers=True),
        Table(
            f"Facts on {name}: found where there is none (fewer is better)",
            _shares(facts, INVENTED),
            with_peers=True,
        ),
    ]


RIGHT: dict[str, str] = {
    "families": "the five families",
    **{f"families_{level}": f"– {level}" for level in DIFFICULTIES},
    **{str(family): f"– {family}" for family in FAMILIES},
    "families_offered": "right family chosen, or among the two offered when it abstains",
    "other_labels": "greetings, answers, steps",
    "out_of_scope": "out_of_scope (recall)",
    "near_miss": "– of these, near misses",
    "consumer": "– of these, consumers",
    "all": "all labels",
}
TAKEN = {
    "out_of_scope_as_family": "out_of_scope",
    "near_miss_as_family": "– of these, near misses",
    "consumer_as_family": "– of these, consumers",
}
FACTS = {
    **{f"{column}_exact": f"{column}, exact" for column in COLUMNS},
    "main_amount_first": "the disputed one of two amounts comes first",
    "reference_exact": "only a reference number given, found",
    **{f"{column}_found": f"{column}, anything found" for column in COLUMNS},
}
INVENTED = {
    **{f"{column}_invented": column for column in COLUMNS},
    "none_with_anything": "anything, in messages marked `none`",
}
COST = (
    Table(
        "Training, loading, memory",
        (
            Line("train, fresh process, `--force`", "training.train_s", "s"),
            Line("load the model, fresh process", "reading.parsing.load_s", "s"),
            Line("process started to first message read", "reading.parsing.ready_s", "s"),
            Line("reading: peak resident memory", "reading.parsing.peak_mb", "MB"),
            Line("reading: resident after the messages", "reading.parsing.steady_mb", "MB"),
            Line("serving: Rasa, resident after the turns", "turns.rasa_mb", "MB"),
        ),
    ),
    Table(
        "Reading one message, in process, one thread",
        (
            Line("p50", "reading.parsing.latency_ms.p50", "ms"),
            Line("p95", "reading.parsing.latency_ms.p95", "ms"),
        ),
        with_peers=True,
    ),
    Table(
        "A whole turn over HTTP, Rasa and action server",
        (
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
    ),
    Table(
        "Other programs meanwhile, share of all cores (more than a few % makes times unreliable)",
        (
            Line("while training", "training.others", "%"),
            Line("while reading", "reading.others", "%"),
            Line("while taking turns", "turns.others", "%"),
        ),
    ),
)


def _shares(path: str, titled: dict[str, str]) -> list[Line]:
    return [Line(title, f"{path}.{name}") for name, title in titled.items()]
