"""Takes a merchant's message: checked, masked, and on disk before anybody says yes."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.desk.bubble import seq_of_choice
from zhangfang.desk.errors import (
    BadClientIdError,
    SentBeforeError,
    TextOrChoiceError,
    UnknownChoiceError,
)
from zhangfang.desk.merchant_text import clean
from zhangfang.desk.views import Sending
from zhangfang.store import log, turns
from zhangfang.store.database import Database

Mask = Callable[[str], str]
"""Takes card, ID and phone numbers out of a text."""


class Said(NamedTuple):
    """What the merchant is on record with, and what Rasa gets of it."""

    text: str
    message: str
    choice: str | None


class Times(NamedTuple):
    """When a message counts as said, and what the desk's own clock shows."""

    said: str
    clock: str


def receive(
    database: Database, mask: Mask, conversation: str, sending: Sending, times: Times
) -> tuple[log.Entry, bool]:
    """The message's entry in the log, and whether it is new; sent again, it is the old one.

    Two messages that differ only in what is masked count as the same: nothing is kept by which
    they could be told apart.

    Raises:
        DeskError: the message was refused, and nothing is stored.
    """
    if not sending.client_message_id.isprintable():
        raise BadClientIdError
    if (sending.text is None) == (sending.choice is None):
        raise TextOrChoiceError
    masked = mask(clean(sending.text)) if sending.text is not None else None
    with database.write() as connection:
        before = log.sent_as(connection, conversation, sending.client_message_id)
        if before:
            return _same(before, masked, sending.choice), False
        said = (
            Said(text=masked, message=masked, choice=None)
            if masked is not None
            else _tapped(connection, conversation, sending.choice or "")
        )
        return _accept(connection, conversation, sending.client_message_id, said, times), True


def _accept(
    connection: Connection, conversation: str, client_message_id: str, said: Said, times: Times
) -> log.Entry:
    draft = log.Draft(
        kind=log.MESSAGE,
        actor="merchant",
        origin="merchant_said",
        at=times.said,
        body={"text": said.text, "choice": said.choice},
        client_message_id=client_message_id,
    )
    [entry] = log.append(connection, conversation, [draft])
    turns.add(connection, conversation, entry.event.seq, said.message, times.clock)
    return entry


def _same(before: log.Entry, text: str | None, choice: str | None) -> log.Entry:
    on_record = before.event.body
    if choice != on_record["choice"] or (choice is None and text != on_record["text"]):
        raise SentBeforeError
    return before


def _tapped(connection: Connection, conversation: str, choice: str) -> Said:
    seq = seq_of_choice(choice)
    offering = log.at(connection, conversation, seq) if seq is not None else None
    offered = offering.event.body.get("choices", ()) if offering else ()
    for option in offered:
        if option["id"] == choice:
            return Said(text=option["label"], message=option["payload"], choice=choice)
    raise UnknownChoiceError
