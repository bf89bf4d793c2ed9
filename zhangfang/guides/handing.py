"""What a merchant hears about a person: that one is waited for, has come, or has gone again."""

import re
from collections.abc import Iterator, Mapping

from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.terms import Model, Text

PLACE = re.compile(r"\{(\w*)\}")
_BETWEEN_HAN = re.compile(r"(?<=[一-鿿])[ ]+(?=[一-鿿])")


class Why(Model):
    """Why a person is called whom the merchant did not ask for."""

    unsure: Text
    abuse: Text
    overdue: Text
    danger: Text
    danger_away: Text


class PlaceWords(Model):
    """Where in the queue: the next one, or behind others."""

    next: Text
    behind: Text


class Handing(Model):
    """The words of knowledge/handing.yml."""

    why: Why
    place: PlaceWords
    opens: Text
    left_message: Text
    taken: Text
    passed_on: Text
    queued_again: Text
    no_answer: Text
    meanwhile: Text
    settled: Text
    handed_back: Text
    resolved: Text
    closed: Text


_PLACES: Mapping[tuple[str, ...], frozenset[str]] = {
    ("place", "behind"): frozenset({"place", "ahead"}),
    ("opens",): frozenset({"opens"}),
    ("taken",): frozenset({"agent"}),
    ("passed_on",): frozenset({"agent"}),
    ("handed_back",): frozenset({"agent"}),
    ("resolved",): frozenset({"agent", "number"}),
    ("closed",): frozenset({"agent", "number"}),
}
"""What each text may have in it; the others have nothing."""


def handing_faults(document: Document, _handing: Handing) -> Iterator[Fault]:
    """A place that nothing fills would reach the merchant as it is."""
    for loc, text in document.texts():
        known = _PLACES.get(tuple(str(part) for part in loc), frozenset())
        for name in PLACE.findall(text):
            if name not in known:
                can = "、".join(f"{{{it}}}" for it in sorted(known)) or "nothing"
                yield document.fault(
                    loc, f"'{{{name}}}' is never filled in here: write {can}, or plain words"
                )


def filled(text: str, **values: str) -> str:
    """The text with its places filled; between Chinese characters no space is left."""
    said = PLACE.sub(lambda place: values[place[1]], text)
    return _BETWEEN_HAN.sub("", said)
