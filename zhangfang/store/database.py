"""Opens the database, and hands out transactions: many readers, one writer."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from zhangfang.store.recorder import OPTION, Recorder

BUSY_MS = 10_000

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit returns only after fsync: accepted means on disk
    "secure_delete = ON",  # what is erased is overwritten, not only let go
    "foreign_keys = ON",
    f"busy_timeout = {BUSY_MS}",
)


class Database:
    """One database, shared by the threads of one desk.

    Args:
        url: as SQLAlchemy reads it, e.g. `sqlite:////var/lib/zhangfang/zhangfang.db`.
        recorder: what entries of the log are written with; without it none can be.
    """

    def __init__(self, url: str | URL, recorder: Recorder | None = None) -> None:
        self.engine = _engine(make_url(url)).execution_options(**{OPTION: recorder})
        self._writer = Lock()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view, for as long as the block lasts."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: on disk when the block is left, or undone when it raises.

        Writers wait here for each other instead of in SQLite's busy loop.
        """
        with self._writer, self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of the files."""
        self.engine.dispose()


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        json_serializer=partial(json.dumps, ensure_ascii=False),
        hide_parameters=True,  # an error must not carry a merchant's words into the logs
    )
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
