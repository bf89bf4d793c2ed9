"""The case as its merchant is shown it: how it stands, and whether it may be rated."""

from datetime import datetime

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.view import View, case_view
from zhangfang.desk.rating import rating_open
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations
from zhangfang.store.moments import stamp


def case_shown(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    now: datetime,
    state: Conversation | None = None,
) -> View:
    """The case being worked on, ready for JSON.

    Args:
        connection: to read by.
        knowledge: names and steps.
        conversation: whose case.
        now: when it is shown.
        state: how the conversation stands, if that is known.
    """
    stands = state or conversations.state(connection, conversation)
    opened = rating_open(connection, knowledge, conversation, stands, now)
    rating = {"case": opened.case, "until": stamp(opened.until)} if opened else None
    return {**case_view(knowledge, stands), "rating": rating}
