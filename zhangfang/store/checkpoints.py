"""Checkpoints: what the desk has signed of its log, every one of them kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from zhangfang.evidence import merkle
from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.signed_note import SigningKey, signed
from zhangfang.store import tree
from zhangfang.store.tables import checkpoints

_TWO_SIGNATURES = "%\n\N{EM DASH} %\n\N{EM DASH} %"


@dataclass(frozen=True, slots=True)
class Issued:
    """A checkpoint as it was issued: a signed note, and its time stamp if it has one (DER)."""

    size: int
    note: str
    timestamp: bytes | None


def make(connection: Connection, *keys: SigningKey) -> Issued:
    """The checkpoint of the log as it is; a new one if there is none of this size."""
    size = tree.size(connection)
    found = of_size(connection, size)
    if found:
        return found
    checkpoint = Checkpoint(keys[0].name, size, merkle.root(size, tree.Nodes(connection)))
    issued = Issued(size, signed(checkpoint.as_text(), *keys).as_text(), None)
    connection.execute(insert(checkpoints).values(size=size, note=issued.note))
    return issued


def of_size(connection: Connection, size: int) -> Issued | None:
    """The checkpoint of this size, if one was issued."""
    return _one(connection.execute(select(checkpoints).where(checkpoints.c.size == size)).first())


def latest(connection: Connection) -> Issued | None:
    """The last one issued."""
    found = connection.execute(select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1))
    return _one(found.first())


def last_before(connection: Connection, log_index: int) -> Issued | None:
    """The last one issued before this event was written."""
    found = connection.execute(
        select(checkpoints)
        .where(checkpoints.c.size <= log_index)
        .order_by(checkpoints.c.size.desc())
        .limit(1)
    )
    return _one(found.first())


def first_over(connection: Connection, log_index: int) -> Issued | None:
    """The first one that covers this event."""
    found = connection.execute(
        select(checkpoints)
        .where(checkpoints.c.size > log_index)
        .order_by(checkpoints.c.size)
        .limit(1)
    )
    return _one(found.first())


def last_signed_by(connection: Connection, name: str) -> int:
    """The size of the last one with a signature under this name; 0 if there is none."""
    line = checkpoints.c.note.contains(f"\n\N{EM DASH} {name} ", autoescape=True)
    found: int = connection.scalars(
        select(func.coalesce(func.max(checkpoints.c.size), 0)).where(line)
    ).one()
    return found


def anchored(connection: Connection, first: int, last: int) -> list[Issued]:
    """Those of these sizes that have a time stamp, or a signature beside the log's."""
    rows = connection.execute(
        select(checkpoints)
        .where(
            checkpoints.c.size.between(first, last),
            or_(checkpoints.c.timestamp.is_not(None), checkpoints.c.note.like(_TWO_SIGNATURES)),
        )
        .order_by(checkpoints.c.size)
    )
    return [Issued(row.size, row.note, row.timestamp) for row in rows]


def put_timestamp(connection: Connection, size: int, token: bytes) -> None:
    """Keep the token. A checkpoint has one at most."""
    connection.execute(
        update(checkpoints)
        .where(checkpoints.c.size == size, checkpoints.c.timestamp.is_(None))
        .values(timestamp=token)
    )


def add_signatures(connection: Connection, size: int, lines: str) -> None:
    """Put witnesses' lines below the log's."""
    note = connection.scalars(select(checkpoints.c.note).where(checkpoints.c.size == size)).one()
    fresh = "".join(line for line in lines.splitlines(keepends=True) if line not in note)
    connection.execute(
        update(checkpoints).where(checkpoints.c.size == size).values(note=note + fresh)
    )


def _one(row: Row[Any] | None) -> Issued | None:
    return Issued(row.size, row.note, row.timestamp) if row is not None else None
