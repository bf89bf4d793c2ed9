"""Writes PostgreSQL's tables anew after an erasure: what is deleted stays in the files otherwise.

VACUUM alone lets go of a row's place, and its bytes stay there until another row needs it. The
write-ahead log, its archive, standbys and backups keep what they have (docs/decisions/015).
"""

import logging
import time
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor

AT_MOST = 256 << 20
"""Bytes of a table that is written anew at once, in about a second: all desks wait for it."""

PATIENCE = 0.4
"""Seconds to wait for a reader. Whoever comes later waits behind us."""

_OLDER_READERS = """
    SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()
      AND pid <> pg_backend_pid() AND age(backend_xmin) >= age(%s::xid)
"""

logger = logging.getLogger(__name__)


def rewrite(engine: Engine, tables: Iterable[str]) -> bool:
    """Leave nothing in these tables' files but the rows that are there.

    Returns whether it is done: a transaction that may still see the old rows holds it up.
    """
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.autocommit = True  # VACUUM runs in no transaction
        try:
            return _rewrite(raw.cursor(), tables)
        except engine.dialect.loaded_dbapi.OperationalError:
            return False
        finally:
            connection.invalidate()  # nobody else is to get a connection that is set like this


def _rewrite(cursor: DBAPICursor, tables: Iterable[str]) -> bool:
    cursor.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
    if not _wait_for_readers(cursor):
        return False
    for table in tables:
        [size] = _row(cursor, "SELECT pg_total_relation_size(%s::regclass)", table)
        if size > AT_MOST:
            logger.warning("%s is too large to be written anew now; VACUUM FULL it at night", table)
        cursor.execute(f"VACUUM {table}" if size > AT_MOST else f"VACUUM FULL {table}")
    return True


def _wait_for_readers(cursor: DBAPICursor) -> bool:
    """Whether all who began before now have ended: old rows are copied along for their sake."""
    [mark] = _row(cursor, "SELECT pg_current_xact_id()::xid::text")
    until = time.monotonic() + PATIENCE
    while _row(cursor, _OLDER_READERS, mark) != (0,):
        if time.monotonic() > until:
            return False
        time.sleep(PATIENCE / 20)
    return True


def _row(cursor: DBAPICursor, query: str, *values: str) -> tuple[Any, ...]:
    cursor.execute(query, values)
    [row] = cursor.fetchall()
    return tuple(row)
