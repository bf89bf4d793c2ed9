"""Which conversations have been over for so long that they are not to be kept any more."""

from sqlalchemy import ColumnElement, Connection, Select, exists, select

from zhangfang.evidence.event import SYSTEM
from zhangfang.store.agent_tables import agents
from zhangfang.store.hold_tables import holds
from zhangfang.store.log import FILE, MESSAGE
from zhangfang.store.tables import cases, conversation_keys, conversations, events, turns
from zhangfang.store.turns import PENDING

WORDS = (MESSAGE, FILE, "case_opened", "case_ended", "rated")
"""Kinds of events that say that a conversation was still in use; that somebody looked at it does not."""

UNDER_WAY = ("open", "handed_over")


def over_since(connection: Connection, until: str, most: int) -> list[str]:
    """Merchants' conversations in which nothing was said since, and nothing is under way.

    Args:
        connection: to read by.
        until: a stamp; whatever was said at it or later keeps a conversation.
        most: so many at most, the oldest first.
    """
    query = _over(until).order_by(conversations.c.created_at).limit(most)
    return list(connection.scalars(query))


def is_over_since(connection: Connection, conversation: str, until: str) -> bool:
    """Whether that is so of this one."""
    query = _over(until).where(conversations.c.id == conversation)
    return connection.scalars(query).one_or_none() is not None


def _over(until: str) -> Select[str]:
    return (
        select(conversations.c.id)
        .join(conversation_keys, conversation_keys.c.conversation == conversations.c.id)
        .where(
            conversations.c.created_at < until,
            conversations.c.id != SYSTEM,
            conversations.c.id.not_in(select(agents.c.id)),
            ~_has(events.c.conversation, events.c.at >= until, events.c.kind.in_(WORDS)),
            ~_has(cases.c.conversation, cases.c.status.in_(UNDER_WAY)),
            ~_has(turns.c.conversation, turns.c.status == PENDING),
            ~_has(holds.c.conversation),
        )
    )


def _has(conversation: ColumnElement[str], *wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(conversation == conversations.c.id, *wanted)
