"""Reads the log from where a follower stopped: what it makes of the entries is a working copy.

A follower's cursor moves in the transaction that keeps what it made. So each entry counts once,
also when a desk dies in between.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, insert, select, update

from zhangfang.evidence.event import Event, read_event
from zhangfang.store.database import Database
from zhangfang.store.follow_tables import cursors
from zhangfang.store.tables import events

Take = Callable[[Connection, Sequence[Event]], None]
BATCH = 200


def follow(database: Database, name: str, take: Take, batch: int = BATCH) -> int:
    """Have a follower take the next entries of the whole log. Returns how many there were.

    Args:
        database: where the log is.
        name: of the follower.
        take: keeps what it makes of them, in the transaction it is given.
        batch: how many at most.
    """
    with database.read() as connection:
        if not _next(connection, _cursor(connection, name) or 0, 1):
            return 0
    with database.write() as connection:
        at = _cursor(connection, name)
        found = _next(connection, at or 0, batch)
        if not found:
            return 0
        take(connection, found)
        after = found[-1].log_index + 1
        if at is None:
            connection.execute(insert(cursors).values(name=name, next_index=after))
        else:
            moved = update(cursors).where(cursors.c.name == name).values(next_index=after)
            connection.execute(moved)
    return len(found)


def _cursor(connection: Connection, name: str) -> int | None:
    return connection.scalars(
        select(cursors.c.next_index).where(cursors.c.name == name)
    ).one_or_none()


def _next(connection: Connection, index: int, most: int) -> list[Event]:
    query = (
        select(events.c.leaf)
        .where(events.c.log_index >= index)
        .order_by(events.c.log_index)
        .limit(most)
    )
    return [read_event(leaf) for leaf in connection.scalars(query)]
