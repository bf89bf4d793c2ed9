"""Notes among colleagues: on record with the conversation, and never the merchant's to see."""

from datetime import datetime

from zhangfang.console.conversation.timeline import entry_shown
from zhangfang.console.plain_words import plainly
from zhangfang.console.refusals import NothingThereError
from zhangfang.console.staff.deeds import Somebody, deed
from zhangfang.console.views import TimelineEntry
from zhangfang.desk.giving_back import NOTE
from zhangfang.desk.said import Mask
from zhangfang.guides.model import Knowledge
from zhangfang.store import log, sealing
from zhangfang.store.database import Database


def put_note(
    database: Database,
    knowledge: Knowledge,
    mask: Mask,
    conversation: str,
    who: Somebody,
    text: str,
    now: datetime,
) -> TimelineEntry:
    """Write a note; personal numbers in it are hidden and kept nowhere.

    Raises:
        BadFieldError: the text cannot be read.
        NothingThereError: the conversation was erased meanwhile.
    """
    noted = plainly(mask, "text", text)
    with database.write() as connection:
        if sealing.key_of(connection, conversation) is None:
            raise NothingThereError
        [entry] = log.append(connection, conversation, [deed(who, NOTE, now, text=noted)])
        return entry_shown(connection, knowledge, conversation, entry)
