"""For how long a first password is good: it was read out, or written on a note.

When the last one was made stands in the record of the account, where everything that is done to it
does.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from zhangfang.console.staff.accounts import ADDED, CHANGED
from zhangfang.evidence.event import Event
from zhangfang.store import log
from zhangfang.store.agents import Agent

GOOD_FOR = timedelta(hours=72)
"""A weekend lies between making an account and the first day of work."""


def good_until(connection: Connection, agent: Agent) -> datetime | None:
    """Until when the agent's first password opens; None if theirs is their own."""
    if not agent.must_change_password:
        return None
    changes = [it.event for it in log.of_kinds(connection, agent.id, (ADDED, CHANGED))]
    made = next((it.at for it in reversed(changes) if _made_one(it)), agent.made_at)
    return datetime.fromisoformat(made) + GOOD_FOR


def is_over(connection: Connection, agent: Agent, now: datetime) -> bool:
    """Whether the agent's password is a first one that opens nothing any more."""
    until = good_until(connection, agent)
    return until is not None and now >= until


def _made_one(event: Event) -> bool:
    return event.kind == ADDED or "password" in event.body["what"]
