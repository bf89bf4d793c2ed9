"""The keys of other systems. Only a hash of each is kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from zhangfang.store.moments import stamp
from zhangfang.store.webhook_tables import api_keys

NOTED_EVERY = timedelta(minutes=1)
"""A key's last use is not written down more often."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key. `start`: its first characters, to tell it by."""

    id: str
    name: str
    start: str
    scopes: Sequence[str]
    active: bool
    made_at: str
    last_used: str | None


def hash_of(key: str) -> str:
    """SHA-256, in hex: a key is random and long enough that none can be found from it."""
    return hashlib.sha256(key.encode()).hexdigest()


def add(connection: Connection, made: ApiKey, key: str, by: str) -> None:
    """Keep a key's hash, and what it may."""
    connection.execute(
        insert(api_keys).values(
            id=made.id,
            name=made.name,
            start=made.start,
            key_hash=hash_of(key),
            scopes=list(made.scopes),
            active=made.active,
            made_by=by,
            made_at=made.made_at,
        )
    )


def of(connection: Connection, key_id: str) -> ApiKey | None:
    """The one with this id."""
    if not key_id.isprintable():  # which a database may refuse to look for
        return None
    return _one(connection, api_keys.c.id == key_id)


def opened_by(connection: Connection, key: str) -> ApiKey | None:
    """The key itself was given: which it is, if it was not revoked.

    It is looked up by its hash, so how long that takes says nothing of the key.
    """
    return _one(connection, (api_keys.c.key_hash == hash_of(key)) & api_keys.c.active)


def everyone(connection: Connection) -> list[ApiKey]:
    """All of them, the oldest first; revoked ones too."""
    rows = connection.execute(select(*_SHOWN).order_by(api_keys.c.made_at, api_keys.c.id))
    return [_api_key(row) for row in rows]


def revoke(connection: Connection, key_id: str) -> None:
    """Have it open nothing more."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(active=False))


def is_to_be_noted(key: ApiKey, now: datetime) -> bool:
    """Whether its last use is worth a write."""
    return key.last_used is None or abs(now - datetime.fromisoformat(key.last_used)) >= NOTED_EVERY


def used(connection: Connection, key_id: str, now: datetime) -> None:
    """It was used."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(last_used=stamp(now)))


_SHOWN = tuple(api_keys.c[name] for name in ApiKey.__slots__)


def _one(connection: Connection, condition: Any) -> ApiKey | None:  # noqa: ANN401 - of a query
    row = connection.execute(select(*_SHOWN).where(condition)).one_or_none()
    return _api_key(row) if row else None


def _api_key(row: Any) -> ApiKey:  # noqa: ANN401 - a row of _SHOWN
    return ApiKey(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
