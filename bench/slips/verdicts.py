"""How right a reader was: its readings compared with the truth of a set, counted."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from bench.figures import Share, share, spread
from bench.slips.rows import FIELDS

Truth = dict[str, Any]
Reading = dict[str, Any]

NUMBERS = ("order_number", "reference_number")
MAIN = ("amount", "transaction_time", *NUMBERS)
NOTABLE = 0.3
"""Strength from which a degradation counts as present."""
ALWAYS = ("covered", "turned", "exif")
"""Degradations that are there or not."""


class Fact(NamedTuple):
    """One field of one picture.

    Attributes:
        true: what is printed; None where nothing is to be found.
        legible: whether it can be read at all.
        offered: what the reader says; None if nothing.
        sure: offered without doubt.
        right: the offered value is the true one.
    """

    field: str
    true: str | None
    legible: bool
    offered: str | None
    sure: bool
    right: bool


def facts_of(truth: Truth, reading: Reading) -> list[Fact]:
    """All fields of one picture; a reader that sees no slip offers nothing."""
    offered = reading["fields"] if reading["is_slip"] else {}
    facts = []
    for field in FIELDS:
        true = truth["truth"][field]
        value, sure = offered.get(field, (None, False))
        right = true is not None and value is not None and same(field, true, value)
        facts.append(Fact(field, true, truth["legible"].get(field, False), value, sure, right))
    return facts


def same(field: str, true: str, offered: str) -> bool:
    """Whether two values are one; a sum without its sign, all else letter by letter."""
    if field != "amount":
        return true == offered
    try:
        return abs(Decimal(true)) == abs(Decimal(offered))
    except InvalidOperation:
        return False


def verdict(truths: list[Truth], readings: dict[str, Reading]) -> dict[str, Any]:
    """All that is counted for one reader on one set."""
    pairs = [(truth, readings[truth["file"]]) for truth in truths]
    slips = [(truth, reading) for truth, reading in pairs if truth["is_slip"]]
    judged = [(truth, facts_of(truth, reading)) for truth, reading in slips]
    every = [fact for _, facts in judged for fact in facts]
    others = [reading for truth, reading in pairs if not truth["is_slip"]]
    invented = [
        fact
        for truth, reading in pairs
        if not truth["is_slip"]
        for fact in facts_of(truth, reading)
    ]
    offered = [fact for fact in [*every, *invented] if fact.offered is not None]
    sure = [fact for fact in offered if fact.sure]
    return {
        "legible": {field: _exact(every, (field,)) for field in FIELDS}
        | {"order_or_reference": _exact(every, NUMBERS), "all": _exact(every, FIELDS)},
        "printed": {
            field: share(one.right for one in every if one.true and one.field == field)
            for field in ("amount", "transaction_time")
        }
        | {
            "order_or_reference": share(
                one.right for one in every if one.true and one.field in NUMBERS
            )
        },
        "sure_wrong": share(not one.right for one in sure),
        "sure_of_legible": share(one.sure for one in every if one.true and one.legible),
        "offered_of_legible": share(
            one.offered is not None for one in every if one.true and one.legible
        ),
        "unsure_right": share(one.right for one in offered if not one.sure),
        "others_as_slips": share(reading["is_slip"] for reading in others),
        "slips_seen": share(reading["is_slip"] for _, reading in slips),
        "retake_when_lost": share(
            bool(reading["retake"]) for truth, reading in slips if _lost(truth)
        ),
        "retake_when_whole": share(
            bool(reading["retake"]) for truth, reading in slips if not _lost(truth)
        ),
        "seconds": spread([reading["seconds"] for _, reading in pairs]),
        "processor_s": spread([reading["processor_s"] for _, reading in pairs]),
        "by_layout": _by(judged, lambda truth: (truth["layout"],)),
        "by_degradation": _by(judged, _present),
        "sure_wrong_by_field": {
            field: share(not one.right for one in sure if one.field == field) for field in FIELDS
        },
    }


def wrong(truths: list[Truth], readings: dict[str, Reading]) -> list[dict[str, Any]]:
    """Each main fact that was not read right, and each wrong one offered as sure."""
    return [
        {"file": truth["file"], "layout": truth["layout"]} | fact._asdict()
        for truth in truths
        for fact in facts_of(truth, readings[truth["file"]])
        if (fact.sure and not fact.right)
        or (fact.field in MAIN and fact.true and fact.legible and not fact.right)
    ]


def _exact(facts: Iterable[Fact], fields: tuple[str, ...]) -> Share:
    return share(one.right for one in facts if one.true and one.legible and one.field in fields)


def _lost(truth: Truth) -> bool:
    """Whether something that matters can't be read, or isn't there any more."""
    return any(field in truth["gone"] or not truth["legible"].get(field, True) for field in MAIN)


def _present(truth: Truth) -> tuple[str, ...]:
    strong = [name for name, by in truth["degradations"].items() if name in ALWAYS or by >= NOTABLE]
    low = ["JPEG under 65"] if (truth["jpeg_quality"] or 99) < 65 else []
    return tuple([*strong, *low] or ["none of these"])


def _by(judged: list[tuple[Truth, list[Fact]]], kinds: Any) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Fact]] = {}
    pictures: dict[str, int] = {}
    for truth, facts in judged:
        for kind in kinds(truth):
            groups.setdefault(kind, []).extend(facts)
            pictures[kind] = pictures.get(kind, 0) + 1
    return {
        kind: {
            "pictures": pictures[kind],
            "amount": _exact(facts, ("amount",)),
            "transaction_time": _exact(facts, ("transaction_time",)),
            "order_or_reference": _exact(facts, NUMBERS),
            "sure_wrong": share(not one.right for one in facts if one.sure),
        }
        for kind, facts in sorted(groups.items())
    }
