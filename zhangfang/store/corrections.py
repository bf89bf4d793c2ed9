"""The review list: corrections of readings, and what a supervisor decided about each.

What the message said, what it was read as and why that is wrong stand in the log, under seal; here is
only where, so that erasing a conversation leaves nothing behind. A sentence that was accepted is
nobody's any more: it stays.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, insert, select, update

from zhangfang.store.learning_tables import corrections

What = Literal["intent", "fact"]
State = Literal["open", "accepted", "rejected", "exported"]

OPEN: State = "open"
ACCEPTED: State = "accepted"
REJECTED: State = "rejected"
EXPORTED: State = "exported"


@dataclass(frozen=True, slots=True)
class Correction:
    """One of the list.

    Attributes:
        seq: of the message.
        event: seq of the event that has the correction.
        name: the intent that it should have been read as, or the fact that is wrong.
        decision: the reason given with it.
        sentence: what is to be learnt from, once it is accepted.
        value: of the fact in that sentence; None if there is none in it.
    """

    id: str
    conversation: str
    seq: int
    event: int
    what: What
    name: str
    at: str
    state: State = "open"
    decided_by: str | None = None
    decided_at: str | None = None
    decision: str = ""
    sentence: str | None = None
    value: str | None = None


def add(connection: Connection, correction: Correction) -> None:
    """Put one on the list."""
    connection.execute(insert(corrections).values(asdict(correction)))


def of(connection: Connection, correction: str) -> Correction | None:
    """The correction with this id, if there is one."""
    found = connection.execute(
        select(*_ORDERED).where(corrections.c.id == correction)
    ).one_or_none()
    return _correction(found) if found else None


def listed(connection: Connection, state: State | None = None, most: int = 500) -> list[Correction]:
    """Those in a state, or all; the latest first."""
    query = select(*_ORDERED).order_by(corrections.c.at.desc(), corrections.c.id).limit(most)
    if state is not None:
        query = query.where(corrections.c.state == state)
    return [_correction(row) for row in connection.execute(query)]


def decide(
    connection: Connection,
    correction: Correction,
    *,
    state: Literal["accepted", "rejected"],
    by: str,
    at: str,
    decision: str,
    sentence: str | None = None,
    value: str | None = None,
) -> bool:
    """Accept or reject one that is open. Returns whether it was."""
    done = connection.execute(
        update(corrections)
        .where(corrections.c.id == correction.id, corrections.c.state == OPEN)
        .values(
            state=state,
            decided_by=by,
            decided_at=at,
            decision=decision,
            sentence=sentence,
            value=value,
        )
    )
    return done.rowcount == 1


def mark_exported(connection: Connection, ids: Sequence[str]) -> None:
    """They are in a diff now."""
    connection.execute(
        update(corrections)
        .where(corrections.c.id.in_(ids), corrections.c.state == ACCEPTED)
        .values(state=EXPORTED)
    )


def forget(connection: Connection, conversation: str) -> None:
    """An erased conversation's corrections go; of those that were accepted the sentence stays."""
    connection.execute(
        delete(corrections).where(
            corrections.c.conversation == conversation,
            corrections.c.state.in_((OPEN, REJECTED)),
        )
    )
    connection.execute(
        update(corrections).where(corrections.c.conversation == conversation).values(decision="")
    )


_NAMES = tuple(field.name for field in fields(Correction))
_ORDERED = tuple(corrections.c[name] for name in _NAMES)


def _correction(row: Row[Any]) -> Correction:
    return Correction(**dict(zip(_NAMES, row, strict=True)))
