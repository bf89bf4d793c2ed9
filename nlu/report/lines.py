"""The tables of the report: which rows each line counts, and as what."""

from typing import Callable, FrozenSet, List, NamedTuple, Sequence

from nlu.intents import FAMILIES, OUT_OF_SCOPE
from nlu.report.measure import Line
from nlu.report.row import (
    CONSUMERS,
    NEAR_MISSES,
    Bot,
    Readings,
    Row,
    likeliest_families,
)

DIFFICULTIES = ("easy", "medium", "hard")
PAIRS = (
    ("overcharged", "migration_charge"),
    ("no_receipt_charged", "not_arrived"),
    ("wrong_refund", "not_arrived"),
    ("overcharged", "no_receipt_charged"),
)
"""Problems whose words are much the same."""
GROUPS = {
    "a payment problem not about a POS machine": ("wallet", "bank", "platforms"),
    "rates and applying": ("rates", "apply"),
    "consumers": ("shop_customer", "wallet", "bank"),
}
"""Topics that a complaint is mistaken for, or that are mistaken for one."""

Choose = Callable[[Row], bool]


class Table(NamedTuple):
    """Lines under a heading.

    Attributes:
        title: the heading.
        note: a sentence below it.
        lines: of the table.
    """

    title: str
    note: str
    lines: List[Line]


def tables(sets: Sequence[Readings], bot: Bot, known: FrozenSet[str]) -> List[Table]:
    """All tables.

    Args:
        sets: what was read.
        bot: the thresholds.
        known: texts of the training examples.
    """
    return [
        Table("Accuracy", "How many were read as what they are.", _right(sets, known)),
        Table(
            "Out of scope taken for a family",
            "Fewer is better.",
            _taken_for_a_family(),
        ),
        Table(
            "Chosen or offered",
            f"With no case open, a family read with a confidence of {bot.sure:g} or more is acted"
            " on; below it the merchant is offered the two likeliest families.",
            _chosen_or_offered(bot),
        ),
        Table("Confusable pairs", "Fewer is better.", _pairs()),
    ]


def controls(sets: Sequence[Readings]) -> List[str]:
    """The control intents that any set has, true or read."""
    named = {name for one in sets for row in one.rows for name in (row.intent, row.read)}
    return sorted(named - {*FAMILIES, OUT_OF_SCOPE})


def _right(sets: Sequence[Readings], known: FrozenSet[str]) -> List[Line]:
    return [
        _accuracy("all families", lambda row: row.is_family),
        *(_accuracy(f"– {name}", _is(name)) for name in FAMILIES),
        *(_accuracy(f"– families, {level}", _family_of(level)) for level in DIFFICULTIES),
        _accuracy("control intents", lambda row: row.is_control),
        *(_accuracy(f"– {name}", _is(name)) for name in controls(sets)),
        _accuracy("out_of_scope (recall)", _is(OUT_OF_SCOPE)),
        Line("everything", lambda row: True, _right_itself, mixed=True),
        Line(
            "– but what stands word for word in data/nlu",
            lambda row: row.text not in known,
            _right_itself,
            mixed=True,
        ),
    ]


def _taken_for_a_family() -> List[Line]:
    return [
        _taken("out of scope", _is(OUT_OF_SCOPE)),
        _taken("near misses", _about(NEAR_MISSES)),
        *(_taken(f"– {topic}", _about((topic,))) for topic in NEAR_MISSES),
        _taken("consumers", _about(CONSUMERS)),
        *(_taken(f"– {topic}", _about((topic,))) for topic in CONSUMERS),
    ]


def _chosen_or_offered(bot: Bot) -> List[Line]:
    def sure(row: Row) -> bool:
        return row.confidence >= bot.sure

    def chosen(row: Row) -> bool:
        return row.is_right and sure(row)

    def likely(row: Row) -> bool:
        return not sure(row) and row.intent in likeliest_families(row)

    def family(row: Row) -> bool:
        return row.is_family

    return [
        Line("right family chosen", family, chosen),
        Line(
            "right family chosen, or among the two offered",
            family,
            lambda row: chosen(row) or (row.is_read_as_family and likely(row)),
        ),
        Line(
            "– if it offered two whenever it is below the threshold, whatever it read",
            family,
            lambda row: chosen(row) or likely(row),
        ),
        Line(
            "another family chosen (fewer is better)",
            family,
            lambda row: row.is_read_as_family and not row.is_right and sure(row),
        ),
    ]


def _pairs() -> List[Line]:
    lines = []
    for first, second in PAIRS:
        lines += [_mistaken(first, second), _mistaken(second, first)]
    lines.append(Line("any family read as out_of_scope", lambda row: row.is_family, _reads()))
    for name, topics in GROUPS.items():
        listed = ", ".join(topics)
        lines += [
            _taken(f"{name} ({listed}) read as any family", _about(topics)),
            Line(
                f"any family read as {name} ({listed})",
                lambda row: row.is_family,
                _reads(topics),
            ),
        ]
    return lines


def _accuracy(title: str, among: Choose) -> Line:
    return Line(title, among, _right_itself)


def _right_itself(row: Row) -> bool:
    return row.is_right


def _taken(title: str, among: Choose) -> Line:
    return Line(title, among, lambda row: row.is_read_as_family)


def _mistaken(true: str, read: str) -> Line:
    return Line(f"{true} read as {read}", _is(true), lambda row: row.read == read)


def _is(intent: str) -> Choose:
    return lambda row: row.intent == intent


def _family_of(level: str) -> Choose:
    return lambda row: row.is_family and row.difficulty == level


def _about(topics: Sequence[str]) -> Choose:
    return lambda row: row.intent == OUT_OF_SCOPE and row.topic in topics


def _reads(topics: Sequence[str] = ()) -> Choose:
    """Read as out of scope; about one of these topics, if any are given."""
    return lambda row: row.read == OUT_OF_SCOPE and (not topics or row.read_topic in topics)
