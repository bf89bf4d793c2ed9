"""What an audit finds: the damage, its place, and a sentence for a person in two languages."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zhangfang.store.audit.words import FAULTS, WARNINGS

MOST, MOST_OF_A_KIND = 100, 20
"""Faults that are told one by one; the others are counted. One removed event spoils many roots."""

MOST_WARNINGS_OF_A_KIND = 3


class Place(NamedTuple):
    """Where something is: as other programs know it, and in Chinese."""

    where: str
    zh: str


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong, or odd.

    Attributes:
        code: which damage: one of words.py.
        where: its place: "log index 12".
        zh: one Chinese sentence.
        en: the same in English.
    """

    code: str
    where: str
    zh: str
    en: str

    def as_json(self) -> dict[str, str]:
        """For other programs."""
        return {"code": self.code, "where": self.where, "zh": self.zh, "en": self.en}


@dataclass(slots=True)
class Findings:
    """All that an audit has found so far.

    Attributes:
        faults: those that are told.
        warnings: what is odd and breaks nothing.
        count: how many there are of each code, faults and warnings.
    """

    faults: list[Found] = field(default_factory=list)
    warnings: list[Found] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def fault(self, code: str, place: Place, detail: str = "") -> None:
        """Something is wrong.

        Args:
            code: one of words.FAULTS.
            place: where.
            detail: what was found, in English.
        """
        self._add(self.faults, _found(code, FAULTS[code], place, detail), MOST_OF_A_KIND)

    def warn(self, code: str, place: Place, detail: str = "") -> None:
        """Something is odd, and no fault."""
        found = _found(code, WARNINGS[code], place, detail)
        self._add(self.warnings, found, MOST_WARNINGS_OF_A_KIND)

    def _add(self, told: list[Found], found: Found, most: int) -> None:
        self.count[found.code] += 1
        if self.count[found.code] <= most and len(told) < MOST:
            told.append(found)

    @property
    def failures(self) -> int:
        """How many faults there are, told or not."""
        return sum(count for code, count in self.count.items() if code in FAULTS)

    @property
    def untold(self) -> dict[str, int]:
        """How many there are of each code beyond those that are told."""
        told = Counter(found.code for found in (*self.faults, *self.warnings))
        return dict(self.count - told)

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "failures": self.failures,
            "faults": [found.as_json() for found in self.faults],
            "warnings": [found.as_json() for found in self.warnings],
            "untold": self.untold,
        }


def at_event(log_index: object) -> Place:
    """An event of the log."""
    return Place(f"log index {log_index}", f"第 {log_index} 号记录")


def at_value(log_index: object, name: object) -> Place:
    """A value under seal."""
    return Place(f"log index {log_index}, {name}", f"第 {log_index} 号记录里封存的 {name}")


def at_column(log_index: object, column: str) -> Place:
    """A column of an event's row."""
    return Place(f"log index {log_index}, column {column}", f"第 {log_index} 号记录的 {column} 栏")


def at_conversation(conversation: object, part: str = "", part_zh: str = "") -> Place:
    """A conversation, or a part of it."""
    return Place(
        f"conversation {conversation}" + (f", {part}" if part else ""),
        f"对话 {conversation}" + (f" 的{part_zh}" if part_zh else ""),
    )


def at_subtree(level: object, place: object) -> Place:
    """A stored node of the tree."""
    return Place(f"subtree {level}/{place}", f"哈希树第 {level} 层第 {place} 个子树")


def at_checkpoint(size: object) -> Place:
    """A checkpoint of ours."""
    return Place(f"checkpoint {size}", f"{size} 条时的检查点")


def _found(code: str, said: tuple[str, str], place: Place, detail: str) -> Found:
    zh, en = said
    return Found(code, place.where, f"{place.zh}：{zh}", f"{en}: {detail}" if detail else en)
