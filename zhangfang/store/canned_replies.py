"""The ready replies of this house, beside those that knowledge/ brings."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select, update

from zhangfang.store.supervision_tables import canned_replies


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply; `shortcut` is no other's."""

    id: str
    shortcut: str
    title: str
    text: str
    family: str | None
    deeds: Sequence[str]


_COLUMNS = (
    canned_replies.c.id,
    canned_replies.c.shortcut,
    canned_replies.c.title,
    canned_replies.c.text,
    canned_replies.c.family,
    canned_replies.c.deeds,
)


def every(connection: Connection) -> list[Reply]:
    """All, by their shortcuts."""
    rows = connection.execute(select(*_COLUMNS).order_by(canned_replies.c.shortcut))
    return [Reply(*row) for row in rows]


def of(connection: Connection, reply: str) -> Reply | None:
    """The one with this id."""
    if not reply.isprintable():  # which a database may refuse to look for
        return None
    row = connection.execute(select(*_COLUMNS).where(canned_replies.c.id == reply)).one_or_none()
    return Reply(*row) if row else None


def keep(connection: Connection, reply: Reply, by: str, at: str) -> None:
    """Keep it as it is now; one with this id is changed."""
    row = {**asdict(reply), "deeds": list(reply.deeds), "by": by, "at": at}
    if of(connection, reply.id):
        changed = update(canned_replies).where(canned_replies.c.id == reply.id)
        connection.execute(changed.values(row))
    else:
        connection.execute(insert(canned_replies).values(row))


def end(connection: Connection, reply: str) -> None:
    """Take it away."""
    connection.execute(delete(canned_replies).where(canned_replies.c.id == reply))
