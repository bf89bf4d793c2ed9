"""Which messages their senders have taken back. What they said stays under seal, and is not shown."""

from sqlalchemy import Connection, select

from zhangfang.evidence.event import read_event
from zhangfang.evidence.taken_back import RECALLED as RECALLED
from zhangfang.store.tables import events


def recalled(connection: Connection, conversation: str, after: int = 0) -> dict[int, int]:
    """The seqs of what was taken back, each with the seq of the event that says so.

    Args:
        connection: to read by.
        conversation: whose messages.
        after: only recalls with a higher seq; a recall always follows its message.
    """
    leaves = connection.scalars(
        select(events.c.leaf).where(
            events.c.conversation == conversation,
            events.c.seq > after,
            events.c.kind == RECALLED,
        )
    )
    found = [read_event(leaf) for leaf in leaves]
    return {event.body["seq"]: event.seq for event in found}
