"""What the quality rules found. The text is not here: it stays under seal until somebody looks."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from zhangfang.store.supervision_tables import breaches


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that was broken by an event of a conversation. `at` is sortable."""

    id: str
    rule: str
    conversation: str
    case_number: str | None
    seq: int
    at: str
    agent: str | None
    seconds: float | None
    dismissed_by: str | None = None
    dismissed_at: str | None = None
    dismissal: str = ""


def breach_id(conversation: str, seq: int, rule: str) -> str:
    """The same breach has the same id, however often it is found."""
    return hashlib.sha256(f"{conversation} {seq} {rule}".encode()).hexdigest()[:24]


def replace_found(connection: Connection, conversation: str, found: Sequence[Breach]) -> None:
    """Keep what was found now; what is found again stays dismissed."""
    before = {it.id: it for it in _rows(connection, breaches.c.conversation == conversation)}
    connection.execute(delete(breaches).where(breaches.c.conversation == conversation))
    kept = {it.id: _as_dismissed(it, before.get(it.id)) for it in found}
    if kept:
        connection.execute(insert(breaches), [asdict(it) for it in kept.values()])


def of(connection: Connection, breach: str) -> Breach | None:
    """The one with this id."""
    if not breach.isprintable():  # which a database may refuse to look for
        return None
    return next(iter(_rows(connection, breaches.c.id == breach)), None)


def between(
    connection: Connection,
    since: str,
    until: str,
    rule: str | None = None,
    agent: str | None = None,
    most: int | None = None,
) -> list[Breach]:
    """Those of a span of time, the latest first.

    Args:
        connection: to read by.
        since: the first moment, sortable.
        until: the first moment after it.
        rule: only of this rule.
        agent: only by this agent.
        most: how many at most; all, if None.
    """
    wanted = _then(since, until, agent)
    if rule is not None:
        wanted.append(breaches.c.rule == rule)
    return _rows(connection, *wanted, most=most)


def counts(
    connection: Connection, since: str, until: str, agent: str | None = None
) -> dict[str, int]:
    """How many there are of each rule in a span of time, without those that were dismissed."""
    query = select(breaches.c.rule, func.count()).where(
        *_then(since, until, agent), breaches.c.dismissed_at.is_(None)
    )
    rows = connection.execute(query.group_by(breaches.c.rule))
    return {rule: count for rule, count in rows}  # noqa: C416 - a Row is a tuple to mypy this way


def dismiss(connection: Connection, breach: str, by: str, at: str, reason: str) -> None:
    """It is none."""
    connection.execute(
        update(breaches)
        .where(breaches.c.id == breach)
        .values(dismissed_by=by, dismissed_at=at, dismissal=reason)
    )


def moment(breach: Breach) -> datetime:
    """When it was."""
    return datetime.fromisoformat(breach.at)


def _then(since: str, until: str, agent: str | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [breaches.c.at >= since, breaches.c.at < until]
    if agent is not None:
        wanted.append(breaches.c.agent == agent)
    return wanted


def _rows(
    connection: Connection, *wanted: ColumnElement[bool], most: int | None = None
) -> list[Breach]:
    query = select(breaches).where(*wanted).order_by(breaches.c.at.desc(), breaches.c.id)
    rows = connection.execute(query.limit(most))
    return [Breach(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def _as_dismissed(found: Breach, before: Breach | None) -> Breach:
    if before is None:
        return found
    return replace(
        found,
        dismissed_by=before.dismissed_by,
        dismissed_at=before.dismissed_at,
        dismissal=before.dismissal,
    )
