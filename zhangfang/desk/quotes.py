"""What a message quotes: checked on its way in, and the beginning of it shown beside the message."""

from collections.abc import Sequence

from sqlalchemy import Connection

from zhangfang.desk.errors import NoQuotedError
from zhangfang.desk.views import Message, Quoted, message_of
from zhangfang.store import log

LONGEST_QUOTED = 60


def require_quoted(connection: Connection, conversation: str, seq: int) -> None:
    """See that there is such a message, with words or with a file.

    Raises:
        NoQuotedError: there is none.
    """
    entry = log.at(connection, conversation, seq)
    if entry is None or entry.event.kind not in (log.MESSAGE, log.FILE):
        raise NoQuotedError


def tell_quotes(
    connection: Connection, entries: Sequence[log.Entry], messages: Sequence[Message]
) -> None:
    """Fill in what each of these messages quotes, as it reads now."""
    for entry, message in zip(entries, messages, strict=True):
        seq = (entry.content or {}).get("quotes")
        if seq is not None and not entry.recalled:
            quoted = log.at(connection, entry.event.conversation, seq)
            message.quotes = _quoted(quoted) if quoted else None


def _quoted(entry: log.Entry) -> Quoted:
    said = message_of(entry)
    text = " ".join(said.text.split())
    if len(text) > LONGEST_QUOTED:
        text = text[: LONGEST_QUOTED - 1] + "…"
    return Quoted(seq=said.seq, actor=said.actor, text=text)
