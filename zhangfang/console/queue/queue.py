"""The queue, and the list of all conversations, as one agent sees them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Select, or_, select

from zhangfang.console.queue.rows import Rows
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.views import HoldState, Row
from zhangfang.evidence.event import SYSTEM
from zhangfang.store import holds, setup
from zhangfang.store.agent_tables import agents
from zhangfang.store.hold_tables import holds as hold_table
from zhangfang.store.tables import cases, conversation_keys, conversations, events

PAGE = 50
LONGEST_INDEX = 18
"""Digits of a place in the log."""


class NeedsMe(NamedTuple):
    """What waits, in the order in which to take it; what is the agent's; what they were offered."""

    waiting: list[Row]
    mine: list[Row]
    offered: list[Row]


class Page(NamedTuple):
    """Rows, and where the next page begins."""

    rows: list[Row]
    next: str | None


class Filters(NamedTuple):
    """Which conversations: what is None does not matter. `agent` is who holds it."""

    state: HoldState | None = None
    family: str | None = None
    phase: str | None = None
    status: str | None = None
    agent: str | None = None


def needs_me(connection: Connection, rows: Rows, who: SignedIn, now: datetime) -> NeedsMe:
    """What needs this agent."""
    waiting = [held.conversation for held in holds.waiting(connection)]
    own = holds.of_agent(connection, who.id)
    mine = [held.conversation for held in own if held.agent == who.id]
    offered = [held.conversation for held in own if held.offered_to == who.id]
    found = rows.of(connection, [*waiting, *mine, *offered], now)
    return NeedsMe(
        *([found[each] for each in part if each in found] for part in (waiting, mine, offered))
    )


def colours(connection: Connection) -> tuple[int, int]:
    """After how many minutes of waiting a row is amber, and red."""
    current = setup.latest(connection).setup
    return current.amber_minutes, current.red_minutes


def page(
    connection: Connection,
    rows: Rows,
    who: SignedIn,
    filters: Filters,
    before: str | None,
    now: datetime,
) -> Page:
    """Conversations that this agent may see, the one in which something happened last first.

    Args:
        connection: to read by.
        rows: makes rows.
        who: the agent.
        filters: which ones.
        before: where the page begins: `next` of the page before.
        now: local time.
    """
    query = _visible(who, filters).order_by(events.c.log_index.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(events.c.log_index < _index(before))
    found = connection.execute(query).all()
    shown = rows.of(connection, [row.id for row in found[:PAGE]], now)
    following = str(found[PAGE - 1].log_index) if len(found) > PAGE else None
    return Page(list(shown.values()), following)


def _visible(who: SignedIn, filters: Filters) -> Select[tuple[str, int]]:
    """By their last events, which an index finds; erased ones and agents' own records are none."""
    last = (events.c.conversation == conversations.c.id) & (
        events.c.seq == conversations.c.next_seq - 1
    )
    current = conversations.c.state["current"].as_string()
    query = (
        select(conversations.c.id, events.c.log_index)
        .join(events, last)
        .join(conversation_keys, conversation_keys.c.conversation == conversations.c.id)
        .outerjoin(agents, agents.c.id == conversations.c.id)
        .outerjoin(hold_table, hold_table.c.conversation == conversations.c.id)
        .outerjoin(cases, cases.c.number == current)
        .where(agents.c.id.is_(None), conversations.c.id != SYSTEM)
    )
    if who.role == "agent":
        holder, offered = hold_table.c.agent, hold_table.c.offered_to
        query = query.where(or_(holder.is_(None), holder == who.id, offered == who.id))
    if filters.state is not None:
        state = hold_table.c.state
        query = query.where(state.is_(None) if filters.state == "bot" else state == filters.state)
    if filters.agent is not None:
        query = query.where(hold_table.c.agent == filters.agent)
    if filters.status == "none":
        query = query.where(cases.c.number.is_(None))
    elif filters.status is not None:
        query = query.where(cases.c.status == filters.status)
    for column, wanted in ((cases.c.family, filters.family), (cases.c.phase, filters.phase)):
        if wanted is not None:
            query = query.where(column == wanted)
    return query


def _index(before: str) -> int:
    """A place in the log; of what is none of ours, its beginning, before which there is nothing."""
    known = before.isascii() and before.isdigit() and len(before) <= LONGEST_INDEX
    return int(before) if known else 0
