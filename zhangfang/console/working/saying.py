"""What an agent says to the merchant: masked like the merchant's own words, and on record once."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.console.plain_words import readable
from zhangfang.console.staff.deeds import Somebody
from zhangfang.desk.message_errors import SentBeforeError
from zhangfang.desk.quotes import require_quoted
from zhangfang.desk.receive import SPLIT_NUMBER
from zhangfang.desk.said import Mask
from zhangfang.store import log
from zhangfang.store.moments import stamp

_COMPARED = ("quotes", "canned", "suggested")


class Said(NamedTuple):
    """A message on record, and whether it is new."""

    entry: log.Entry
    is_new: bool


def say_once(
    connection: Connection,
    mask: Mask,
    conversation: str,
    who: Somebody,
    text: str,
    now: datetime,
    client_message_id: str,
    **more: object,
) -> Said:
    """Say something; sent again under the same id, it is the same message.

    Raises:
        BadFieldError: the text cannot be read.
        NoQuotedError: what it quotes is no message of the conversation.
        SentBeforeError: something else was said under this id.
    """
    kept = {name: it for name, it in more.items() if it is not None}
    before = _sent_as(connection, conversation, who, client_message_id)
    if before is None:
        if isinstance(quoted := kept.get("quotes"), int):
            require_quoted(connection, conversation, quoted)
        kept["client_message_id"] = client_message_id
        return Said(
            put_message(connection, mask, conversation, who, text, now, **kept), is_new=True
        )
    content = before.content or {}
    same = all(content.get(name) == kept.get(name) for name in _COMPARED)
    said_then = _last_said(connection, conversation, before.event.seq)
    masked = mask(readable("text", text), said_then[1] if said_then else "").text
    if not same or masked != content.get("text"):
        raise SentBeforeError
    return Said(before, is_new=False)


def put_message(
    connection: Connection,
    mask: Mask,
    conversation: str,
    who: Somebody,
    text: str,
    now: datetime,
    **more: object,
) -> log.Entry:
    """Put an agent's message on record. What it hides of personal numbers is kept nowhere.

    Args:
        connection: in a writing transaction.
        mask: takes personal numbers out, also where one began in the message before.
        conversation: with whom.
        who: says it.
        text: as it was typed.
        now: when.
        more: what else is kept of it, such as what it `quotes`.

    Raises:
        BadFieldError: the text cannot be read.
    """
    before = _last_said(connection, conversation)
    masked = mask(readable("text", text), before[1] if before else "")
    if before and masked.before is not None:
        _reword(connection, conversation, before[0], masked.before, now)
    draft = log.Draft(
        kind=log.MESSAGE,
        actor="agent",
        origin="agent_said",
        at=stamp(now),
        content={"text": masked.text, "agent": {"id": who.id, "name": who.name}, **more},
    )
    [entry] = log.append(connection, conversation, [draft])
    return entry


def _last_said(
    connection: Connection, conversation: str, before: int | None = None
) -> tuple[log.Entry, str] | None:
    entry = log.last_message_of(connection, conversation, "agent", before)
    return (entry, entry.content["text"]) if entry and entry.content else None


def _reword(
    connection: Connection, conversation: str, entry: log.Entry, text: str, now: datetime
) -> None:
    """The message before ended with the first half of a number."""
    instead = log.Draft(
        kind=log.REDACTED,
        actor="system",
        origin="observed",
        at=stamp(now),
        content={**(entry.content or {}), "text": text},
    )
    log.redact(connection, conversation, entry, SPLIT_NUMBER, instead)


def _sent_as(
    connection: Connection, conversation: str, who: Somebody, client_message_id: str
) -> log.Entry | None:
    """The message that this agent sent under this id."""
    for entry in log.messages_of(connection, conversation, "agent"):
        content = entry.content or {}
        mine = (content.get("agent") or {}).get("id") == who.id
        if mine and content.get("client_message_id") == client_message_id:
            return entry
    return None
