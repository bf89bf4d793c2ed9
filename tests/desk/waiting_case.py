"""Conversations whose case waits for somebody until a day, put straight into a database."""

from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import CaseOpened, Change, DeadlineSet, PhaseEntered, changes_adapter
from zhangfang.cases.fold import apply
from zhangfang.desk.keep import keep
from zhangfang.desk.rasa import Answer
from zhangfang.store import conversations, log
from zhangfang.store.database import Database

OPENED = "2026-11-02T10:00:00.000+08:00"


def waits_until(due: datetime, number: str = "ZF-1") -> list[Change]:
    """A case is opened, handed in, and waits."""
    return [
        CaseOpened(number=number, family="overcharged", at=OPENED),
        PhaseEntered(phase="wait", at=OPENED),
        put_off(due),
    ]


def put_off(due: datetime) -> Change:
    """The current case waits until another day."""
    return DeadlineSet(due_at=due.isoformat(), estimated=False, step="wait_for_answer")


def happen(connection: Connection, conversation: str, *changes: Change) -> None:
    """Put changes on record, as a turn would."""
    keep(connection, conversation, Answer(bubbles=[], changes=list(changes)), OPENED, None)


def add(connection: Connection, conversation: str, *dues: datetime) -> None:
    """A conversation with a case for each of these moments."""
    conversations.create(connection, conversation, f"token of {conversation}", OPENED)
    for place, due in enumerate(dues):
        happen(connection, conversation, *waits_until(due, f"ZF-{conversation}-{place}"))


def followed_up(database: Database, conversation: str) -> list[dict[str, Any]]:
    """The follow-ups on record: of which case and day."""
    with database.read() as connection:
        entries = log.entries(connection, conversation)
    return [it.content["change"] for it in entries if it.event.kind == "followed_up"]


def said(database: Database, conversation: str) -> list[log.Entry]:
    """The bubbles on record."""
    with database.read() as connection:
        return log.messages_after(connection, conversation, 0)


def as_the_log_says(database: Database, conversation: str) -> bool:
    """Whether the conversation stands as the fold of its changes."""
    with database.read() as connection:
        entries = log.entries(connection, conversation)
        changes = changes_adapter.validate_python(
            [it.content["change"] for it in entries if "change" in (it.content or {})]
        )
        return reduce(apply, changes, Conversation()) == conversations.state(
            connection, conversation
        )
