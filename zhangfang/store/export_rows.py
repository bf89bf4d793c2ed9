"""What tables for a spreadsheet are made of, read a table at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from zhangfang.evidence.event import SYSTEM
from zhangfang.store.agent_tables import agents
from zhangfang.store.figure_rows import Chosen
from zhangfang.store.hold_tables import holds
from zhangfang.store.log import FILE, MESSAGE
from zhangfang.store.moments import sortable_of
from zhangfang.store.supervision_tables import case_figures, measures
from zhangfang.store.tables import cases, conversation_keys, conversations, events

Rows = Sequence[RowMapping]


def cases_opened(connection: Connection, chosen: Chosen, most: int) -> Rows:
    """The cases opened then, the earliest first, with their facts as they stand."""
    query = (
        select(case_figures, cases.c.facts)
        .outerjoin(cases, cases.c.number == case_figures.c.number)
        .where(
            case_figures.c.opened_at >= chosen.begins,
            case_figures.c.opened_at < chosen.ends,
            *_of_family(chosen, case_figures.c.family),
            *_held_by(chosen, case_figures.c.conversation),
        )
        .order_by(case_figures.c.opened_at, case_figures.c.conversation, case_figures.c.place)
    )
    return connection.execute(query.limit(most)).mappings().all()


def conversations_begun(connection: Connection, chosen: Chosen, most: int) -> list[dict[str, Any]]:
    """Merchants' conversations begun then, the earliest first, erased ones left out.

    `created_at` is local and in order of writing only; so the days are compared here.
    """
    said = (
        select(
            events.c.conversation,
            func.count().label("messages"),
            func.max(events.c.at).label("last_at"),
        )
        .where(events.c.kind.in_((MESSAGE, FILE)))
        .group_by(events.c.conversation)
        .subquery()
    )
    query = (
        select(
            conversations.c.id,
            conversations.c.created_at,
            said.c.messages,
            said.c.last_at,
            holds.c.state,
            agents.c.name.label("agent"),
        )
        .join(conversation_keys, conversation_keys.c.conversation == conversations.c.id)
        .outerjoin(said, said.c.conversation == conversations.c.id)
        .outerjoin(holds, holds.c.conversation == conversations.c.id)
        .outerjoin(agents, agents.c.id == holds.c.agent)
        .where(
            conversations.c.id != SYSTEM,
            conversations.c.id.not_in(select(agents.c.id)),
            *_held_by(chosen, conversations.c.id),
        )
        .order_by(conversations.c.created_at, conversations.c.id)
    )
    if chosen.family is not None:
        of_it = select(cases.c.conversation).where(cases.c.family == chosen.family)
        query = query.where(conversations.c.id.in_(of_it))
    found = []
    for row in connection.execute(query).mappings():
        if chosen.begins <= sortable_of(row["created_at"]) < chosen.ends:
            found.append(dict(row))
        if len(found) == most:
            break
    return found


def ratings_given(connection: Connection, chosen: Chosen, most: int) -> Rows:
    """Ratings given then, the earliest first."""
    query = (
        select(measures, case_figures.c.number.label("case_number"))
        .outerjoin(
            case_figures,
            (case_figures.c.conversation == measures.c.conversation)
            & (case_figures.c.place == measures.c.place),
        )
        .where(
            measures.c.what == "rated",
            measures.c.at >= chosen.begins,
            measures.c.at < chosen.ends,
            *_of_family(chosen, measures.c.family),
            *_held_by(chosen, measures.c.conversation),
        )
        .order_by(measures.c.at, measures.c.id)
    )
    return connection.execute(query.limit(most)).mappings().all()


def taken_by(connection: Connection, chosen: Chosen) -> dict[str, int]:
    """How many conversations each agent took then."""
    query = (
        select(measures.c.agent, func.count(measures.c.conversation.distinct()))
        .where(
            measures.c.what == "held",
            measures.c.at >= chosen.begins,
            measures.c.at < chosen.ends,
            *_of_family(chosen, measures.c.family),
        )
        .group_by(measures.c.agent)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def answers_by(connection: Connection, chosen: Chosen) -> dict[tuple[str, str], list[float]]:
    """How long merchants waited for each agent's answers then, by agent and name, the least first."""
    query = (
        select(measures.c.agent, measures.c.name, measures.c.number)
        .where(
            measures.c.what == "answer",
            measures.c.at >= chosen.begins,
            measures.c.at < chosen.ends,
            *_of_family(chosen, measures.c.family),
        )
        .order_by(measures.c.number)
    )
    found: dict[tuple[str, str], list[float]] = {}
    for agent, name, number in connection.execute(query):
        found.setdefault((agent, name), []).append(number)
    return found


def agents_known(connection: Connection, agent: str | None) -> Rows:
    """All accounts, or one of them."""
    query = select(agents.c.id, agents.c.name, agents.c.role, agents.c.active)
    if agent is not None:
        query = query.where(agents.c.id == agent)
    return connection.execute(query.order_by(agents.c.made_at, agents.c.id)).mappings().all()


def _of_family(chosen: Chosen, column: ColumnElement[str | None]) -> list[ColumnElement[bool]]:
    return [] if chosen.family is None else [column == chosen.family]


def _held_by(chosen: Chosen, conversation: ColumnElement[str]) -> list[ColumnElement[bool]]:
    if chosen.agent is None:
        return []
    held = select(measures.c.conversation).where(
        measures.c.what == "held", measures.c.agent == chosen.agent
    )
    return [conversation.in_(held)]


def numbers_of_family(connection: Connection, family: str) -> frozenset[str]:
    """The numbers of all cases of a family."""
    return frozenset(connection.scalars(select(cases.c.number).where(cases.c.family == family)))


def conversations_of_family(connection: Connection, family: str) -> frozenset[str]:
    """The conversations that have a case of a family."""
    return frozenset(
        connection.scalars(select(cases.c.conversation).where(cases.c.family == family))
    )


def conversations_with(connection: Connection, kind: str) -> frozenset[str]:
    """The conversations that have an event of this kind."""
    query = select(events.c.conversation).where(events.c.kind == kind).distinct()
    return frozenset(connection.scalars(query))
