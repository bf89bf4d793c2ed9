"""SQLite as the record wants it: in a file, on one machine."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, event

BUSY_MS = 10_000

OPTIONS: dict[str, Any] = {}
"""Of the engine."""

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
