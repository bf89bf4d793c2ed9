"""Opens a record on PostgreSQL for an audit."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, event

from zhangfang.store.database import Database


@contextmanager
def only_reading_server(url: str) -> Iterator[Connection]:
    """One read-only transaction. Running desks go on beside it.

    Raises:
        UnfitServerError: the server cannot keep a record.
    """
    with closing(Database(url)) as database:
        event.listen(database.engine, "connect", _json_as_it_is)
        with database.read() as connection:
            yield connection


def _json_as_it_is(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
    """Have JSON read as the text that is stored."""
    from psycopg.types.string import TextLoader

    connection.adapters.register_loader("json", TextLoader)
