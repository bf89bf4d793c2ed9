"""SQLite as the record wants it: in a file, on one machine."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, event

BUSY_MS = 10_000

THREADS = 40
"""As many as anyio lets run at once: with as many connections none waits for one, or opens one anew."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit returns only after fsync: accepted means on disk
    "secure_delete = ON",  # what is erased is overwritten, not only let go
    "foreign_keys = ON",
    f"busy_timeout = {BUSY_MS}",
)


def address(url: URL) -> URL:
    """As it is."""
    return url


def options(url: URL) -> dict[str, Any]:
    """Of the engine; a record in memory has one connection, whatever is said here."""
    if not url.database:
        return {}
    # The last one given back is the next one used, so that those in use are few and warm.
    return {"pool_size": THREADS, "pool_use_lifo": True}


def prepare(engine: Engine) -> None:
    """Have every connection and every transaction begin as they must."""
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)


def _connected(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
