"""A merchant's message, and what was read in it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from zhangfang.cases.nlu_answer import reading_of
from zhangfang.cases.reading import Reading
from zhangfang.console.refusals import NothingThereError
from zhangfang.desk.slips_on_record import offered_facts
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations, log
from zhangfang.store.tables import turns
from zhangfang.store.turns import BY_NAME, Turn


class Understood(NamedTuple):
    """A message of the merchant's.

    Attributes:
        turn: the message as Rasa gets it.
        read: what NLU made of it; None if it wasn't read, or before that was kept.
        pending: whether it still waits for its turn.
        replies: seqs of what the bot said to it.
        metadata: what Rasa is to know when it reads it.
    """

    turn: Turn
    read: Mapping[str, Any] | None
    pending: bool
    replies: tuple[int, ...]
    metadata: Mapping[str, Any]

    def reading(self, knowledge: Knowledge) -> Reading | None:
        """The reading as the engine takes it."""
        return reading_of(self.read, self.metadata, knowledge) if self.read else None


def understood(connection: Connection, conversation: str, seq: int) -> Understood:
    """What was read in a message.

    Raises:
        NothingThereError: there is no such message of the merchant's, or it was taken back.
    """
    entry = log.at(connection, conversation, seq)
    row = connection.execute(
        select(turns.c.message, turns.c.accepted_at, turns.c.result).where(
            turns.c.conversation == conversation, turns.c.seq == seq
        )
    ).one_or_none()
    if row is None or entry is None or entry.recalled or entry.content is None:
        raise NothingThereError
    if entry.event.kind != log.MESSAGE or entry.event.actor != "merchant":
        raise NothingThereError
    turn = Turn(
        conversation=conversation,
        seq=seq,
        kind="choice" if any(entry.content.get(it) for it in BY_NAME) else "text",
        message=row.message,
        text=entry.content["text"],
        at=entry.event.at,
        accepted_at=row.accepted_at,
        facts=entry.content.get("facts") or {},
    )
    result = row.result or {}
    return Understood(
        turn=turn,
        read=result.get("reading"),
        pending=row.result is None,
        replies=tuple(result.get("replies", ())),
        metadata=_metadata(connection, turn),
    )


def _metadata(connection: Connection, turn: Turn) -> Mapping[str, Any]:
    """As desk/turn.py gives it, with the conversation as it stands now."""
    state = conversations.state(connection, turn.conversation)
    return {
        "conversation": state.model_dump(mode="json"),
        "now": turn.at,
        "kind": turn.kind,
        "text": turn.text,
        "facts": dict(turn.facts),
        "offered": offered_facts(connection, turn),
    }
