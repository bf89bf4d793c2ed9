"""Hands accepted corrections over to whoever keeps the examples, and marks them exported."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from zhangfang.running.example_diff import Exported, Learnt, example_diff
from zhangfang.running.layout import Layout
from zhangfang.running.place import Place
from zhangfang.running.record_commands import opened
from zhangfang.store import corrections, log
from zhangfang.store.corrections import ACCEPTED, Correction


def export(layout: Layout, place: Place, write: Callable[[str], None]) -> Exported:
    """Write the accepted corrections as a diff. Those in it, or known already, are exported now.

    Args:
        layout: the checkout that the diff is against; nothing in it is changed.
        place: of the record.
        write: takes the diff; what it raises leaves everything as it was.

    Raises:
        Failure: there is no record.
    """
    with opened(layout, place) as (database, _keys), database.write() as connection:
        accepted = corrections.listed(connection, ACCEPTED)
        found = example_diff(layout.root, [_learnt(connection, it) for it in reversed(accepted)])
        write(found.diff)
        corrections.mark_exported(connection, [*found.added, *found.known])
    return found


def _learnt(connection: Connection, correction: Correction) -> Learnt:
    message = log.at(connection, correction.conversation, correction.seq)
    said = datetime.fromisoformat(message.event.at if message else correction.at)
    return Learnt(
        id=correction.id,
        what=correction.what,
        name=correction.name,
        sentence=correction.sentence or "",
        value=correction.value,
        now=said.replace(tzinfo=None).isoformat(timespec="minutes"),
    )
