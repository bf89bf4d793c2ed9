"""A conversation may be erased between a call's check of its token and its transaction."""

from sqlalchemy import Connection

from zhangfang.desk.errors import NoTokenError
from zhangfang.store import sealing


def require_key(connection: Connection, conversation: str) -> bytes:
    """The key under which the conversation's values lie.

    Raises:
        NoTokenError: it was erased meanwhile.
    """
    key = sealing.key_of(connection, conversation)
    if key is None:
        raise NoTokenError
    return key
