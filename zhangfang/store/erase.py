"""Erases a conversation: nothing that was said in it can be read again, and the log still verifies.

What goes: the conversation's key, everything sealed under it, and all working copies. What stays:
the leaves, which say when something happened and of what kind, not what.
"""

from sqlalchemy import Connection, delete, select, update

from zhangfang.cases.case import Conversation
from zhangfang.store import corrections, search_index
from zhangfang.store.database import Database
from zhangfang.store.hold_tables import holds
from zhangfang.store.learning_tables import corrections as review_list
from zhangfang.store.measures import forget
from zhangfang.store.rewrite import rewrite
from zhangfang.store.sqlite import BUSY_MS
from zhangfang.store.supervision_tables import breaches, case_figures, measures
from zhangfang.store.tables import (
    case_secrets,
    cases,
    conversation_keys,
    conversations,
    events,
    resume_tries,
    sealed,
    tokens,
    turns,
)
from zhangfang.store.webhook_tables import deliveries

_IN_CLEAR = (
    conversation_keys,
    conversations,
    turns,
    cases,
    case_secrets,
    resume_tries,
    tokens,
    breaches,
    case_figures,
    measures,
    holds,
    deliveries,
    review_list,
)
"""Without its key, what is left of `sealed` says nothing."""

WIPE_MS = 500
"""Milliseconds that readers are waited for."""


def erase(connection: Connection, conversation: str) -> None:
    """Destroy all that can be read of a conversation. The transaction must be a writing one."""
    own = select(events.c.log_index).where(events.c.conversation == conversation)
    numbers = select(cases.c.number).where(cases.c.conversation == conversation)
    connection.execute(delete(sealed).where(sealed.c.log_index.in_(own)))
    search_index.forget(connection, conversation)
    corrections.forget(connection, conversation)
    connection.execute(delete(resume_tries).where(resume_tries.c.case_number.in_(numbers)))
    connection.execute(delete(case_secrets).where(case_secrets.c.case_number.in_(numbers)))
    for table in (conversation_keys, turns, tokens, cases, holds, deliveries):
        connection.execute(delete(table).where(table.c.conversation == conversation))
    forget(connection, conversation)
    connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation)
        .values(state=Conversation().model_dump(mode="json"), next_due=None)
    )


def wipe_traces(database: Database) -> bool:
    """Overwrite what the database still keeps of erased rows: on SQLite in its write-ahead log.

    Returns whether it is done: a reader may hold it up, then it has to be done again.
    """
    if database.engine.dialect.name == "postgresql":
        return rewrite(database.engine, (*(table.name for table in _IN_CLEAR), "search_index"))
    _wipe_search(database)
    with database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA busy_timeout = {WIPE_MS}")
        (busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return not busy


def _wipe_search(database: Database) -> None:
    with database.read() as connection:
        is_done, first = not search_index.is_to_be_wiped(connection), True
    while not is_done:
        with database.write() as connection:
            is_done, first = search_index.wipe_share(connection, first=first), False


def wipes_at_start(database: Database) -> bool:
    """Whether a start finishes what an earlier desk could not wipe.

    On PostgreSQL wiping rewrites whole tables: there only an erasure does it.
    """
    return database.engine.dialect.name == "sqlite"
