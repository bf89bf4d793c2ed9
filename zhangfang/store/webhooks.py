"""Who is told of what. The secrets that sign what is told lie under the master key."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from zhangfang.evidence.seal import NONCE_BYTES, seal, unseal
from zhangfang.store import tree
from zhangfang.store.moments import sortable, stamp
from zhangfang.store.recorder import recorder_of
from zhangfang.store.webhook_tables import webhooks


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that signs; `until` (as moments.py compares them) if another has taken its place."""

    text: str = field(repr=False)
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told.

    Attributes:
        since_index: of what came earlier in the log it is not told.
        active: whether it is told at all.
        failing_since: since when it cannot be reached.
    """

    id: str
    url: str
    topics: Sequence[str]
    since_index: int
    active: bool
    failing_since: str | None
    made_at: str


def add(
    connection: Connection, webhook: str, url: str, topics: Sequence[str], by: str, at: str
) -> Webhook:
    """Have an address told of what comes from now on. It has no secret yet (put_secrets)."""
    made = Webhook(webhook, url, list(topics), tree.size(connection), True, None, at)  # noqa: FBT003
    connection.execute(
        insert(webhooks).values(
            id=webhook,
            url=url,
            topics=made.topics,
            secrets=b"",
            since_index=made.since_index,
            active=True,
            made_by=by,
            made_at=at,
        )
    )
    return made


def of(connection: Connection, webhook: str) -> Webhook | None:
    """The one with this id."""
    if not webhook.isprintable():  # which a database may refuse to look for
        return None
    row = connection.execute(select(*_SHOWN).where(webhooks.c.id == webhook)).one_or_none()
    return _webhook(row) if row else None


def everyone(connection: Connection) -> list[Webhook]:
    """All of them, the oldest first; those that are told no more too."""
    rows = connection.execute(select(*_SHOWN).order_by(webhooks.c.made_at, webhooks.c.id))
    return [_webhook(row) for row in rows]


def active(connection: Connection) -> list[Webhook]:
    """Those that are told."""
    return [it for it in everyone(connection) if it.active]


def end(connection: Connection, webhook: str) -> None:
    """Tell it no more."""
    connection.execute(update(webhooks).where(webhooks.c.id == webhook).values(active=False))


def reached(connection: Connection, webhook: str) -> None:
    """It was told, and said that it has heard."""
    is_this = (webhooks.c.id == webhook) & webhooks.c.failing_since.is_not(None)
    connection.execute(update(webhooks).where(is_this).values(failing_since=None))


def missed(connection: Connection, webhook: str, now: datetime) -> None:
    """It could not be told."""
    is_this = (webhooks.c.id == webhook) & webhooks.c.failing_since.is_(None)
    connection.execute(update(webhooks).where(is_this).values(failing_since=stamp(now)))


def secrets_of(connection: Connection, webhook: str, now: datetime) -> list[Secret]:
    """Those that sign now, the latest first."""
    query = select(webhooks.c.secrets).where(webhooks.c.id == webhook)
    sealed = connection.scalars(query).one()
    if not sealed:
        return []
    kept = json.loads(unseal(recorder_of(connection).master_key, sealed, _belongs_to(webhook)))
    found = [Secret(it["text"], it["until"]) for it in kept]
    return [it for it in found if it.until is None or it.until > sortable(now)]


def put_secrets(connection: Connection, webhook: str, kept: Sequence[Secret]) -> None:
    """Have what is told signed by these from now on."""
    plain = json.dumps([{"text": it.text, "until": it.until} for it in kept]).encode()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = seal(recorder_of(connection).master_key, plain, _belongs_to(webhook), nonce)
    connection.execute(update(webhooks).where(webhooks.c.id == webhook).values(secrets=sealed))


def _belongs_to(webhook: str) -> str:
    return f"webhook/{webhook}"


_SHOWN = tuple(webhooks.c[name] for name in Webhook.__slots__)


def _webhook(row: Any) -> Webhook:  # noqa: ANN401 - a row of _SHOWN
    return Webhook(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
