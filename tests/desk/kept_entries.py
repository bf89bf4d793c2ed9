"""What is on record of a conversation, read from the desk's folder."""

from contextlib import closing

from own_record import of_desk

from zhangfang.store import log
from zhangfang.store.log import Entry


def entries_of(settings, conversation: str, *kinds: str) -> list[Entry]:
    """All of them, or those of these kinds."""
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        found = log.entries(connection, conversation)
    return [entry for entry in found if not kinds or entry.event.kind in kinds]
