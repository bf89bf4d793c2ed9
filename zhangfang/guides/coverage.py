"""Where each row of the documents and of the checked facts has gone in knowledge/."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhangfang.guides.model import (
    Channel,
    Danger,
    Faq,
    Knowledge,
    Material,
    Note,
    Row,
    Step,
    Topic,
)

Entry = Step | Note | Material | Faq | Channel | Topic | Danger


@dataclass(frozen=True)
class Covered:
    """A row, and the entries that say it or lean on it: `overcharged/steps/find_record`."""

    row: Row
    places: tuple[str, ...]

    @property
    def fault(self) -> str | None:
        """What is wrong: nobody says it and nobody says why, or both."""
        if self.places and self.row.left_out:
            return f"{self.row.id} is left out, yet {self.places[0]} has it: delete one of the two"
        if not self.places and not self.row.left_out:
            return f"{self.row.id} ({self.row.about}) has no place: write it, or say why not"
        return None


def coverage(knowledge: Knowledge) -> tuple[Covered, ...]:
    """Every row in its order.

    A row of the documents has its place where an entry `covers` it; a checked fact where an entry
    names it as its `source` or covers it.
    """
    places: dict[str, list[str]] = {}
    for place, entry in _entries(knowledge):
        for row in dict.fromkeys((*entry.covers, *entry.source)):
            places.setdefault(row, []).append(place)
    return tuple(Covered(row, tuple(places.get(row.id, ()))) for row in knowledge.rows)


def _entries(knowledge: Knowledge) -> Iterator[tuple[str, Entry]]:
    for family, guide in knowledge.guides.items():
        lists: dict[str, Iterable[Entry]] = {
            "steps": guide.steps,
            "causes": guide.causes,
            "cautions": guide.cautions,
            "prevention": guide.prevention,
            "materials": guide.materials,
        }
        for name, entries in lists.items():
            yield from ((f"{family}/{name}/{entry.id}", entry) for entry in entries)
    yield from ((f"faq/{entry.id}", entry) for entry in knowledge.faq)
    yield from ((f"channels/{entry.id}", entry) for entry in knowledge.channels)
    yield from ((f"topics/{entry.id}", entry) for entry in knowledge.topics)
    yield from ((f"safety/{entry.id}", entry) for entry in knowledge.dangers)


def as_markdown(rows: tuple[Covered, ...]) -> str:
    """docs/sources.md."""
    documents = [one for one in rows if one.row.level is None]
    facts = [one for one in rows if one.row.level is not None]
    out = [one for one in rows if one.row.left_out]
    return "\n".join(
        [
            "# Where everything comes from, and where it went",
            "",
            "Made by `zhangfang knowledge coverage` from `knowledge/`; don't edit it.",
            "",
            (
                f"{len(documents)} rows of the five source documents and {len(facts)} checked "
                f"facts; {len(out)} are left out, with the reason. A fact's level: A its own text "
                "was seen, B public reports only, C unverified and never shown."
            ),
            "",
            "## Rows of the documents",
            "",
            "| row | what it says | document | where it went |",
            "|---|---|---|---|",
            *(_line(one) for one in documents),
            "",
            "## Checked facts",
            "",
            "| row | what it says | level | where it went |",
            "|---|---|---|---|",
            *(_line(one) for one in facts),
            "",
        ]
    )


def _line(one: Covered) -> str:
    whence = one.row.level or ", ".join(one.row.source)
    where = f"left out: {one.row.left_out}" if one.row.left_out else _places(one.places)
    return f"| {one.row.id} | {one.row.about.replace('|', '/')} | {whence} | {where} |"


def _places(places: tuple[str, ...]) -> str:
    return "<br>".join(f"`{place}`" for place in places)
