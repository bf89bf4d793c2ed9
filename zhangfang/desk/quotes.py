"""What a message quotes: checked on its way in, and the beginning of it shown beside the message."""

from collections.abc import Sequence

from sqlalchemy import Connection

from zhangfang.desk.message_errors import NoQuotedError
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
    seqs = {
        message.seq: entry.content["quotes"]
        for entry, message in zip(entries, messages, strict=True)
        if entry.content and "quotes" in entry.content and not entry.recalled
    }
    conversation = entries[0].event.conversation if seqs else ""
    quoted = log.of_seqs(connection, conversation, set(seqs.values()))
    for message in messages:
        entry_quoted = quoted.get(seqs.get(message.seq, 0))
        message.quotes = _quoted(entry_quoted) if entry_quoted else None


def _quoted(entry: log.Entry) -> Quoted:
    said = message_of(entry)
    text = " ".join(said.text.split())
    if len(text) > LONGEST_QUOTED:
        text = text[: LONGEST_QUOTED - 1] + "…"
    return Quoted(seq=said.seq, actor=said.actor, text=text)
