"""Opens the database, and hands out transactions: many readers, one writer.

What SQLite and PostgreSQL want for that is in sqlite.py and postgresql.py.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Condition, Lock

from sqlalchemy import URL, Connection, Engine, create_engine, make_url

from zhangfang.store import postgresql, sqlite
from zhangfang.store.recorder import OPTION, Recorder

LAST_TRANSACTIONS = 2
"""Seconds that closing gives to transactions under way."""


class Database:
    """One database, shared by the threads of one desk.

    Args:
        url: as SQLAlchemy reads it, e.g. `sqlite:////var/lib/zhangfang/zhangfang.db` or
            `postgresql://desk@db.example.org/zhangfang`.
        recorder: what entries of the log are written with; without it none can be.
    """

    def __init__(self, url: str | URL, recorder: Recorder | None = None) -> None:
        self.engine = _engine(make_url(url)).execution_options(**{OPTION: recorder})
        self._writer = Lock()
        self._in_use = 0
        self._let_go = Condition()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view, for as long as the block lasts."""
        with self._connected() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: on disk when the block is left, or undone when it raises.

        Of all desks on one database one writes at a time. The threads of this one wait here for
        each other instead of in the database.
        """
        with self._writer, self._connected() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of the files, or of the server, when the threads have done what they are doing."""
        with self._let_go:
            self._let_go.wait_for(lambda: self._in_use == 0, LAST_TRANSACTIONS)
        self.engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with self._let_go:
            self._in_use += 1
        try:
            with self.engine.connect() as connection:
                yield connection
        finally:
            with self._let_go:
                self._in_use -= 1
                self._let_go.notify_all()


def _engine(url: URL) -> Engine:
    place = sqlite if url.get_backend_name() == "sqlite" else postgresql
    engine = create_engine(
        place.address(url),
        json_serializer=partial(json.dumps, ensure_ascii=False),
        hide_parameters=True,  # an error must not carry a merchant's words into the logs
        **place.options(url),
    )
    place.prepare(engine)
    return engine
