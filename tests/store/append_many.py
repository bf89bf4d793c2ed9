"""Writes to a log in a process of its own."""

from own_record import RECORDER
from sqlalchemy import Connection

from zhangfang.store import log
from zhangfang.store.database import Database
from zhangfang.store.log import Draft, Entry

AT = "2026-11-22T10:00:00.000+08:00"


def append(database: Database, conversation: str, *texts: str) -> list[Entry]:
    """Merchant's messages, in one transaction."""
    with database.write() as connection:
        return append_in(connection, conversation, *texts)


def append_in(connection: Connection, conversation: str, *texts: str) -> list[Entry]:
    """The same, in the caller's transaction."""
    drafts = [
        Draft("message", "merchant", "merchant_said", AT, {}, {"text": text, "choice": None})
        for text in texts
    ]
    return log.append(connection, conversation, drafts)


def append_many(url: str, conversation: str, count: int) -> None:
    """As many transactions as this."""
    database = Database(url, RECORDER)
    for n in range(count):
        append(database, conversation, f"{n}")
    database.close()
