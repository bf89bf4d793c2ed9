"""Rows as an audit reads them: in a stream, and as they are, whatever was done to them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine

AT_ONCE = 1000
"""Rows fetched together."""

PATIENCE_MS = 10_000

Row = tuple[Any, ...]


@contextmanager
def only_reading(file: str) -> Iterator[Connection]:
    """One read-only transaction on an SQLite database. A running desk goes on beside it.

    Text that is no UTF-8 is read as well (as surrogates), so that its damage can be named.
    """

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(f"file:{_quoted(file)}?mode=ro", uri=True, isolation_level=None)
        raw.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        raw.execute("PRAGMA query_only = ON")
        raw.text_factory = as_it_is
        return raw

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
    finally:
        engine.dispose()


def as_it_is(stored: bytes) -> str:
    """Text to the byte."""
    return stored.decode("utf-8", "surrogateescape")


def rows(connection: Connection, query: str) -> Iterator[Row]:
    """The rows of a query, not all in memory at once.

    Written in SQL, because a column's type would refuse what somebody has put into it.
    """
    found = connection.exec_driver_sql(
        query, execution_options={"stream_results": True, "yield_per": AT_ONCE}
    )
    for part in found.partitions(AT_ONCE):
        yield from map(tuple, part)


class InStep:
    """Goes through sorted rows beside another sequence in the same order of keys.

    Args:
        found: rows whose first column is the key, in ascending order.
        stray: is told of each row whose key is not in the other sequence.
    """

    def __init__(self, found: Iterator[Row], stray: Callable[[Row], None]) -> None:
        self._rows = found
        self._stray = stray
        self._next = next(found, None)

    def of(self, key: object) -> list[Row]:
        """The rows with this key."""
        wanted = None
        while (row := self._next) is not None and row[0] != key:
            wanted = wanted or _rank(key)
            if _rank(row[0]) > wanted:
                return []
            self._stray(row)
            self._next = next(self._rows, None)
        found = []
        while (row := self._next) is not None and row[0] == key:
            found.append(row)
            self._next = next(self._rows, None)
        return found

    def end(self) -> None:
        """The other sequence has no more keys: all that is left is stray."""
        while self._next is not None:
            self._stray(self._next)
            self._next = next(self._rows, None)


def _rank(key: object) -> tuple[int, Any]:
    """How SQLite sorts values of all types (https://sqlite.org/datatype3.html, 4.1)."""
    match key:
        case None:
            return (0, 0)
        case int() | float():
            return (1, key)
        case str():
            return (2, key.encode("utf-8", "surrogateescape"))
        case _:
            return (3, key)


def _quoted(file: str) -> str:
    """A path within an SQLite URI (https://sqlite.org/uri.html, 3.1)."""
    return file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
