"""The case as its merchant is shown it: how it stands, who talks with them, and whether it may be rated."""

from datetime import datetime

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.view import View, case_view
from zhangfang.desk.office import office_now
from zhangfang.desk.rating import rating_open
from zhangfang.guides.model import Knowledge
from zhangfang.store import agents, conversations, holds
from zhangfang.store.moments import stamp


def case_shown(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    now: datetime,
    state: Conversation | None = None,
) -> View:
    """The case being worked on, ready for JSON.

    Args:
        connection: to read by.
        knowledge: names and steps.
        conversation: whose case.
        now: when it is shown.
        state: how the conversation stands, if that is known.
    """
    stands = state or conversations.state(connection, conversation)
    opened = rating_open(connection, knowledge, conversation, stands, now)
    view = case_view(knowledge, stands)
    human = _human(connection, knowledge, conversation, stands, now)
    rating = {"case": opened.case, "until": stamp(opened.until)} if opened else None
    return {**view, "human": human, "rating": rating}


def _human(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    stands: Conversation,
    now: datetime,
) -> View:
    """Whether a person was asked for, is waited for, or talks; and whether somebody is there."""
    held = holds.of(connection, conversation)
    holder = agents.of(connection, held.agent) if held and held.agent else None
    office = office_now(connection, knowledge.handing, now)
    is_waiting = held is not None and held.state == "waiting"
    return {
        "asked": stands.human_asked,
        "reason": stands.human_reason or (held.reason if held else None),
        "state": "none" if held is None else "waiting" if is_waiting else "held",
        "position": held.told_position if held else None,
        "agent": holder.name if holder else None,
        "office": {"open": office.is_open, "says": office.says},
    }
