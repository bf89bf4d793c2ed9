"""Whose content a pack does not show because its sender took it back (docs/evidence-format.md, 4)."""

from collections.abc import Iterable
from typing import NamedTuple

from zhangfang.evidence.event import Event

RECALLED = "recalled"


class TakenBack(NamedTuple):
    """A message that was taken back, and the event that says so, by their seqs."""

    message: int
    by: int


def taken_back(events: Iterable[Event]) -> dict[int, TakenBack]:
    """By the seq of the event whose content is not shown.

    That is the message itself, and what is about it: what stands in its place if it was redacted,
    what was read from it if it is a file.

    Args:
        events: of one conversation, in order.
    """
    found = list(events)
    recalls = {event.body.get("seq"): event.seq for event in found if event.kind == RECALLED}
    return {
        event.seq: TakenBack(seq, recalls[seq])
        for event in found
        for seq in (event.body.get("seq"), event.seq)
        if isinstance(seq, int) and event.seq < recalls.get(seq, 0)
    }
