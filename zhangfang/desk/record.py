"""What a merchant is shown of the record."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from zhangfang.cases.view import View
from zhangfang.desk.case_shown import case_shown
from zhangfang.desk.case_views import CaseView
from zhangfang.desk.quotes import tell_quotes
from zhangfang.desk.views import Message, message_of
from zhangfang.guides.model import Knowledge
from zhangfang.store import file_views, log, turns
from zhangfang.store.database import Database
from zhangfang.store.recalls import recalled


def messages_after(database: Database, conversation: str, seq: int) -> list[Message]:
    """The messages from there, in order."""
    with database.read() as connection:
        return shown(connection, conversation, log.messages_after(connection, conversation, seq))


def message_shown(database: Database, entry: log.Entry) -> Message:
    """One message, as a transcript would have it now."""
    with database.read() as connection:
        [message] = shown(connection, entry.event.conversation, [entry])
    return message


def shown(connection: Connection, conversation: str, entries: Sequence[log.Entry]) -> list[Message]:
    """Entries as their merchant sees them now, with what they quote and the state of their views."""
    messages = [message_of(entry) for entry in entries]
    tell_quotes(connection, entries, messages)
    _forget_recalled_slips(connection, conversation, messages)
    return tell_views(connection, conversation, messages)


def _forget_recalled_slips(
    connection: Connection, conversation: str, messages: Sequence[Message]
) -> None:
    """Of a slip that was taken back neither card nor replies are left."""
    cards = [message for message in messages if message.slip]
    gone = recalled(connection, conversation) if cards else {}
    for message in cards:
        if message.slip and message.slip.file in gone:
            message.slip, message.choices = None, []


def tell_views(connection: Connection, conversation: str, messages: list[Message]) -> list[Message]:
    """Fill in whether there are views of the files among these messages."""
    files = {message.seq: message.file for message in messages if message.file}
    for seq, state in file_views.states(connection, conversation, files.keys()).items():
        files[seq].view = state
    return messages


def case_now(database: Database, knowledge: Knowledge, conversation: str, now: datetime) -> View:
    """How the case stands."""
    with database.read() as connection:
        return case_shown(connection, knowledge, conversation, now)


def outcome(
    database: Database, knowledge: Knowledge, conversation: str, seq: int, now: datetime
) -> tuple[list[Message], CaseView]:
    """What a message led to: its replies, and the case as it stood after them.

    Without an answer yet, the notice that says so, and the case as it stands.
    """
    with database.read() as connection:
        result = turns.result(connection, conversation, seq)
        if result is not None:
            first = min(result["replies"], default=seq)
            entries = log.messages_after(connection, conversation, first - 1)
            replies = [entry for entry in entries if entry.event.seq in result["replies"]]
            return [message_of(entry) for entry in replies], CaseView.model_validate(result["case"])
        notice = log.last_message_of(connection, conversation, "system")
        view = case_shown(connection, knowledge, conversation, now)
        return [message_of(notice)] if notice else [], CaseView.model_validate(view)
