"""What a merchant is shown of the record."""

from zhangfang.cases.view import View, case_view
from zhangfang.desk.views import CaseView, Message, message_of
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations, log, turns
from zhangfang.store.database import Database


def messages_after(database: Database, conversation: str, seq: int) -> list[Message]:
    """The messages from there, in order."""
    with database.read() as connection:
        return [message_of(entry) for entry in log.messages_after(connection, conversation, seq)]


def case_now(database: Database, knowledge: Knowledge, conversation: str) -> View:
    """How the case stands."""
    with database.read() as connection:
        return case_view(knowledge, conversations.state(connection, conversation))


def outcome(
    database: Database, knowledge: Knowledge, conversation: str, seq: int
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
        view = case_view(knowledge, conversations.state(connection, conversation))
        return [message_of(notice)] if notice else [], CaseView.model_validate(view)
