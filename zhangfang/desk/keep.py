"""Puts what happened to a conversation on record, whole or not at all."""

from collections.abc import Iterable
from functools import reduce

from sqlalchemy import Connection

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import Change, PaperWritten
from zhangfang.cases.fold import apply
from zhangfang.desk.bubble import Paper, bubble_draft
from zhangfang.desk.rasa import Answer
from zhangfang.desk.said_otherwise import reworded
from zhangfang.store import cases, conversations, log


def keep(
    connection: Connection, conversation: str, answer: Answer, at: str, in_reply_to: int | None
) -> tuple[Conversation, list[int]]:
    """Log the changes, then the bubbles, and save how the conversation stands after them.

    Returns the conversation, and the seqs of the bubbles.

    Args:
        connection: in a writing transaction.
        conversation: its id.
        answer: what happened and what is said.
        at: when.
        in_reply_to: seq of the message that led to it; None if the desk speaks by itself.

    Raises:
        ValueError: the changes do not fit the conversation.
    """
    before = conversations.state(connection, conversation)
    after = reduce(apply, answer.changes, before)
    first = log.next_seq(connection, conversation) + len(answer.changes)
    seqs = list(range(first, first + len(answer.bubbles)))
    changes = [_change_draft(change, at, in_reply_to) for change in answer.changes]
    said = [reworded(connection, bubble) for bubble in answer.bubbles]
    bubbles = [
        bubble_draft(bubble, seq, at, in_reply_to, _papers(answer.changes, place))
        for place, (bubble, seq) in enumerate(zip(said, seqs, strict=True))
    ]
    log.append(connection, conversation, [*changes, *bubbles])
    conversations.save_state(connection, conversation, after)
    cases.record(connection, conversation, _changed(before, after), at)
    return after, seqs


def _papers(changes: Iterable[Change], place: int) -> list[Paper]:
    """The papers that the bubble at this place shows."""
    return [
        {"kind": change.paper, "case": change.case}
        for change in changes
        if isinstance(change, PaperWritten) and change.bubble == place
    ]


def _change_draft(change: Change, at: str, in_reply_to: int | None) -> log.Draft:
    return log.Draft(
        kind=change.kind,
        actor="system",
        origin="observed",
        at=at,
        body={"in_reply_to": in_reply_to},
        content={"change": change.model_dump(mode="json")},
    )


def _changed(before: Conversation, after: Conversation) -> Iterable[Case]:
    return (case for case in after.cases if case not in before.cases)
