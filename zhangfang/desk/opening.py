"""Begins a conversation: its id, its token, and the bot's first words."""

import secrets
from uuid import uuid4

from zhangfang.desk.bubble import Bubble, bubble_draft
from zhangfang.desk.said_otherwise import reworded
from zhangfang.desk.sending import Opened
from zhangfang.desk.views import message_of
from zhangfang.store import conversations, log
from zhangfang.store.database import Database

TOKEN_BYTES = 32


def open_conversation(database: Database, greeting: Bubble, at: str) -> Opened:
    """A new conversation with the greeting as its first message."""
    conversation, token = uuid4().hex, secrets.token_urlsafe(TOKEN_BYTES)
    with database.write() as connection:
        conversations.create(connection, conversation, token, at)
        said = reworded(connection, greeting)
        draft = bubble_draft(said, seq=1, at=at, in_reply_to=None)
        [entry] = log.append(connection, conversation, [draft])
    return Opened(id=conversation, token=token, case_number=None, messages=[message_of(entry)])
