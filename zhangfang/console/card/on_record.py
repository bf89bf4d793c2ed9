"""What a card is made from: the message, the conversation as it stands, and what was said around it."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import Change
from zhangfang.console.card.causes import changes_after
from zhangfang.console.card.suggestions import Judgement, judged
from zhangfang.console.card.understood import Understood, understood
from zhangfang.console.names import intent_name
from zhangfang.console.refusals import NothingThereError
from zhangfang.console.staff.access import SignedIn
from zhangfang.desk.service import Service
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations, holds, log

CORRECTED = "reading_corrected"
"""The kind of the event that says what a message should have been read as."""

REMEMBERED = 60
"""Entries: who was told a thing longer ago may be told again."""
MOST_MESSAGES = 8
"""Of what a merchant told a person; before that, the agent has had the time to take it in."""


class OnRecord(NamedTuple):
    """What a card is made from.

    Attributes:
        changes: what the message led to.
        corrected: what an agent said that it should have been read as, in words.
        heard: what the merchant was told before, word by word.
        told_a_person: the merchant's messages before it that the bot did not answer.
        mine: whether who opens the card talks with the merchant.
        spoke: whether a colleague has said something since it was taken; before the message, if it
            was taken before that.
    """

    message: Understood
    state: Conversation
    changes: list[Change]
    judged: dict[str, Judgement]
    corrected: str | None
    heard: frozenset[str]
    told_a_person: tuple[Understood, ...]
    mine: bool
    spoke: bool


def on_record(desk: Service, conversation: str, seq: int, who: SignedIn) -> OnRecord:
    """All of it, as of one moment.

    Args:
        desk: has the record.
        conversation: in which the message was said.
        seq: of the message.
        who: opens the card.

    Raises:
        NothingThereError: there is no such message of the merchant's, or it was taken back.
    """
    with desk.database.read() as connection:
        message = understood(connection, conversation, seq)
        taken = [it.event.seq for it in log.of_kinds(connection, conversation, ("taken",))]
        return OnRecord(
            message,
            conversations.state(connection, conversation),
            changes_after(connection, conversation, seq, message.replies),
            judged(connection, conversation, seq),
            _corrected(connection, desk.knowledge, conversation, seq),
            _heard(connection, conversation, seq),
            tuple(_told_a_person(connection, conversation, seq, taken)),
            _is_theirs(connection, conversation, who),
            _spoke(connection, conversation, seq, taken),
        )


def _heard(connection: Connection, conversation: str, seq: int) -> frozenset[str]:
    said = log.messages_after(connection, conversation, max(0, seq - REMEMBERED))
    return frozenset(
        str(it.content.get("text"))
        for it in said
        if it.event.seq < seq and it.event.actor != "merchant" and it.content
    )


def _told_a_person(
    connection: Connection, conversation: str, seq: int, taken: list[int]
) -> Iterator[Understood]:
    """Since the conversation was taken the last time before."""
    since = max((it for it in taken if it < seq), default=seq)
    entries = log.messages_after(connection, conversation, since)
    said = [it.event.seq for it in entries if it.event.actor == "merchant" and it.event.seq < seq]
    for place in said[-MOST_MESSAGES:]:
        try:
            message = understood(connection, conversation, place)
        except NothingThereError:
            continue  # taken back, or a file
        if not message.replies:
            yield message


def _is_theirs(connection: Connection, conversation: str, who: SignedIn) -> bool:
    held = holds.of(connection, conversation)
    return held is not None and held.agent == who.id


def _spoke(connection: Connection, conversation: str, seq: int, taken: list[int]) -> bool:
    since = taken[-1] if taken else 0
    until = seq if since < seq else None
    said = log.last_message_of(connection, conversation, "agent", before=until)
    return said is not None and said.event.seq > since


def _corrected(
    connection: Connection, knowledge: Knowledge, conversation: str, seq: int
) -> str | None:
    """The latest correction of the intent, in words."""
    found = [
        entry.content["should_be"]
        for entry in log.of_kinds(connection, conversation, (CORRECTED,), after=seq)
        if entry.event.body == {"seq": seq, "what": "intent"} and entry.content
    ]
    return intent_name(knowledge, found[-1]) if found else None
