"""PostgreSQL as the record wants it: several desks on one log, and one of them writes at a time.

Everything is set for the transaction alone, so that nothing is lost behind a connection pooler.
"""

from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext

DRIVER = "postgresql+psycopg"

SEQUENCER = int.from_bytes(b"zhangfan")
"""The advisory lock that whoever writes holds until it commits; any number that nothing else takes.

With it the next `log_index` is one more than the last for everybody, and no commit overtakes
another, so a reader never sees a later event without the earlier one. A sequence would leave a gap
for each transaction that was undone.
"""

LONGEST_WAIT = "10s"
"""How long a writer waits for the others."""

LONGEST_PAUSE = "60s"
"""A desk that stands still in the middle of writing for so long is thrown out, and undone."""

# The lock comes last: what is set before it holds while it waits. READ COMMITTED, so that each
# statement sees what was committed while this one waited.
_WRITE = f"""
    SELECT
      set_config('synchronous_commit',
        CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply'
        ELSE 'on' END, true),
      set_config('lock_timeout', '{LONGEST_WAIT}', true),
      set_config('idle_in_transaction_session_timeout', '{LONGEST_PAUSE}', true),
      pg_advisory_xact_lock({SEQUENCER})
"""
_READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class UnfitServerError(RuntimeError):
    """The server cannot keep a record. The text says what to do."""


def address(url: URL) -> URL:
    """With the driver that we have.

    Raises:
        UnfitServerError: it is no PostgreSQL server's, it shows a password, or the driver is not
            installed.
    """
    if url.get_backend_name() != "postgresql":
        raise UnfitServerError(
            f"{url.get_backend_name()} is no database that keeps a record here: give "
            "postgresql://USER@HOST/DATABASE, or nothing for the embedded one."
        )
    if url.password is not None or "password" in url.query:
        raise UnfitServerError(
            "a password in the address can be read by others (ps). Put it into ~/.pgpass, "
            "mode 0600, as HOST:PORT:DATABASE:USER:PASSWORD, or name a service: "
            "postgresql://?service=NAME."
        )
    if find_spec("psycopg") is None:
        raise UnfitServerError(
            "the driver for PostgreSQL is not installed: run `uv sync --extra postgres`, or "
            "`pip install 'zhangfang[postgres]'`."
        )
    return url.set(drivername=DRIVER)


def options(_url: URL) -> dict[str, Any]:
    """Of the engine."""
    return {
        "pool_pre_ping": True,  # a connection that the server has closed meanwhile is not used
        "connect_args": {"client_encoding": "utf8"},  # whatever PGCLIENTENCODING says
    }


def prepare(engine: Engine) -> None:
    """Have every connection and every transaction begin as they must."""
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    event.listen(engine, "handle_error", _failed)


def _connected(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SELECT current_setting('fsync'), current_setting('server_encoding')")
    [(fsync, encoding)] = cursor.fetchall()
    connection.rollback()
    if fsync != "on":
        raise UnfitServerError(
            "the server runs with fsync = off, so what it says is on disk may not be. Set "
            "fsync = on in postgresql.conf and restart it."
        )
    if encoding != "UTF8":
        raise UnfitServerError(
            f"the database is encoded in {encoding}, and the record in UTF8. Make another one: "
            "createdb --encoding=UTF8 --template=template0."
        )


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(_WRITE if writes else _READ)


def _failed(context: ExceptionContext) -> None:
    """Leave out DETAIL, in which the server quotes the row: a merchant's words are not for logs."""
    original = context.original_exception
    primary = getattr(getattr(original, "diag", None), "message_primary", None)
    if primary is not None:
        original.args = (primary,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (f"({type(original).__name__}) {primary}",)
