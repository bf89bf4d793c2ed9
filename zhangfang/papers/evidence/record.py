"""A pack's events, taken apart for showing: what each says, and what became of what is missing."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhangfang.evidence.event import Event, leaf_hash, read_event
from zhangfang.evidence.taken_back import TakenBack, taken_back

if TYPE_CHECKING:
    from zhangfang.evidence.pack import PackData

CONTENT = "content"
MESSAGE, FILE = "message", "file"
REDACTED, ERASED = "redacted", "erased"


@dataclass(frozen=True, slots=True)
class Gone:
    """Why a value is no longer there.

    Attributes:
        by: seq of the event that says so.
        reason: of a `redacted` event; None if all was erased.
        instead: what stands in its place, if anything does.
    """

    by: int
    reason: str | None = None
    instead: Any = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the conversation.

    Attributes:
        hash: of its leaf, in hex.
        content: what was said or done; None where there was nothing, or it is not shown.
        numbers: masked numbers that this pack reveals, by name.
        gone: the names of values that were destroyed, and why.
        taken_back: by which event its sender took it back; an opened pack may show it.
    """

    event: Event
    hash: str
    content: Any = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, Gone] = field(default_factory=dict)
    taken_back: TakenBack | None = None

    @property
    def about(self) -> Mapping[str, Any]:
        """The content as an object; empty if there is none."""
        return self.content if isinstance(self.content, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Record:
    """The conversation, and the events of the system that bear on it."""

    entries: tuple[Entry, ...]
    system: tuple[Event, ...]
    events_sha256: str
    """Of data/events.jsonl, in hex."""

    def of_kind(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds."""
        return [entry for entry in self.entries if entry.event.kind in kinds]

    def last_seq_before(self, size: int) -> int:
        """The last entry that a checkpoint of this size covers; 0 if none."""
        covered = (it.event.seq for it in self.entries if it.event.log_index < size)
        return max(covered, default=0)


def read_record(data: "PackData") -> Record:
    """Take a pack's events apart.

    Raises:
        ValueError: a leaf is no event.
    """
    events = [read_event(each.leaf) for each in data.events]
    shown = [
        {name: opening.value for name, opening in each.openings.items()} for each in data.events
    ]
    gone, withdrawn = _gone(events, shown), taken_back(events)
    entries = (
        Entry(
            event=event,
            hash=leaf_hash(each.leaf),
            content=values.get(CONTENT),
            numbers={name: str(value) for name, value in values.items() if name != CONTENT},
            gone=gone.get(event.seq, {}),
            taken_back=withdrawn.get(event.seq),
        )
        for each, event, values in zip(data.events, events, shown, strict=True)
    )
    lines = "".join(each.leaf + "\n" for each in data.events)
    return Record(
        entries=tuple(entries),
        system=tuple(read_event(each.leaf) for each in data.system),
        events_sha256=hashlib.sha256(lines.encode()).hexdigest(),
    )


def _gone(events: list[Event], shown: list[dict[str, Any]]) -> dict[int, dict[str, Gone]]:
    """By seq and name. What was destroyed for itself is told before what was erased with all."""
    found: dict[int, dict[str, Gone]] = {}
    for seq, name, gone in (*_redactions(events, shown), *_erasures(events, shown)):
        found.setdefault(seq, {}).setdefault(name, gone)
    return found


def _redactions(
    events: list[Event], shown: list[dict[str, Any]]
) -> Iterator[tuple[int, str, Gone]]:
    for event, values in zip(events, shown, strict=True):
        if event.kind == REDACTED:
            seq, name = event.body.get("seq"), event.body.get("name")
            if isinstance(seq, int) and isinstance(name, str):
                reason = str(event.body.get("reason", ""))
                yield seq, name, Gone(event.seq, reason, values.get(CONTENT))


def _erasures(events: list[Event], shown: list[dict[str, Any]]) -> Iterator[tuple[int, str, Gone]]:
    last = max((event.seq for event in events if event.kind == ERASED), default=0)
    for event, values in zip(events, shown, strict=True):
        if event.seq < last:
            for name in event.sealed:
                if name not in values:
                    yield event.seq, name, Gone(last)
