"""What webhooks are to be told, until they have heard it: each at least once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from zhangfang.store.moments import sortable
from zhangfang.store.webhook_tables import deliveries

State = Literal["waiting", "delivered", "given_up"]

ID_BYTES = 12
LEASE = timedelta(seconds=60)
"""How long a desk that takes one has for it: if it dies, another takes it then."""

KEPT = timedelta(days=30)
"""How long what was told, or given up, can be looked at and told again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One telling.

    Attributes:
        number: they are told in this order.
        id: what the receiver knows it by, however often it is told.
        webhook: who is told.
        body: what is told, to the byte.
        next_try: when it is tried (again), in UTC.
    """

    number: int
    id: str
    webhook: str
    conversation: str
    topic: str
    at: str
    body: str
    state: State
    tries: int
    next_try: str | None
    last_status: int | None
    last_error: str | None


def new_id() -> str:
    """An id without a full stop, as Standard Webhooks wants it."""
    return f"msg_{secrets.token_hex(ID_BYTES)}"


def add(connection: Connection, now: datetime, **what: Any) -> None:  # noqa: ANN401 - columns
    """Have something told: `id`, `webhook`, `log_index`, `conversation`, `topic`, `at`, `body`."""
    connection.execute(
        insert(deliveries).values(state="waiting", tries=0, next_try=sortable(now), **what)
    )


def of(connection: Connection, delivery: str) -> Delivery | None:
    """The one with this id."""
    if not delivery.isprintable():  # which a database may refuse to look for
        return None
    row = connection.execute(select(*_SHOWN).where(deliveries.c.id == delivery)).one_or_none()
    return _delivery(row) if row else None


def latest(connection: Connection, webhook: str | None, most: int) -> list[Delivery]:
    """Those of one webhook, or of all, the latest first."""
    if webhook is not None and not webhook.isprintable():
        return []
    query = select(*_SHOWN).order_by(deliveries.c.number.desc()).limit(most)
    if webhook is not None:
        query = query.where(deliveries.c.webhook == webhook)
    return [_delivery(row) for row in connection.execute(query)]


def waited_for(connection: Connection, now: datetime) -> list[str]:
    """The webhooks for which something's moment has come."""
    query = select(deliveries.c.webhook).where(deliveries.c.next_try <= sortable(now)).distinct()
    return list(connection.scalars(query))


def due(connection: Connection, webhook: str, now: datetime, most: int) -> list[Delivery]:
    """Those of one webhook whose moment has come, in the order of what happened."""
    query = (
        select(*_SHOWN)
        .where(deliveries.c.webhook == webhook, deliveries.c.next_try <= sortable(now))
        .order_by(deliveries.c.number)
        .limit(most)
    )
    return [_delivery(row) for row in connection.execute(query)]


def claim(connection: Connection, it: Delivery, now: datetime) -> bool:
    """Take it, for this try alone. Returns whether it is ours: another desk may have been faster."""
    taken = connection.execute(
        update(deliveries)
        .where(
            deliveries.c.number == it.number,
            deliveries.c.tries == it.tries,
            deliveries.c.next_try == it.next_try,
        )
        .values(tries=it.tries + 1, next_try=sortable(now + LEASE))
    )
    return taken.rowcount == 1


def settle(
    connection: Connection,
    it: Delivery,
    state: State,
    status: int | None,
    error: str | None,
    next_try: datetime | None,
) -> None:
    """Keep what came of the try that was claimed with `it`; not of one that was begun since."""
    connection.execute(
        update(deliveries)
        .where(deliveries.c.number == it.number, deliveries.c.tries == it.tries + 1)
        .values(
            state=state,
            last_status=status,
            last_error=error,
            next_try=sortable(next_try) if next_try else None,
        )
    )


def again(connection: Connection, delivery: str, now: datetime) -> None:
    """Tell it again, as if it never had been: the same id and body."""
    connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery)
        .values(state="waiting", tries=0, next_try=sortable(now))
    )


def give_up(connection: Connection, webhook: str) -> None:
    """Tell this webhook nothing more of what waits."""
    waits = (deliveries.c.webhook == webhook) & (deliveries.c.state == "waiting")
    connection.execute(update(deliveries).where(waits).values(state="given_up", next_try=None))


def forget_old(connection: Connection, now: datetime) -> None:
    """Let go of what was settled long ago."""
    is_old = deliveries.c.at < (now - KEPT).isoformat()
    connection.execute(delete(deliveries).where(deliveries.c.next_try.is_(None), is_old))


_SHOWN = tuple(deliveries.c[name] for name in Delivery.__slots__)


def _delivery(row: Any) -> Delivery:  # noqa: ANN401 - a row of _SHOWN
    return Delivery(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
