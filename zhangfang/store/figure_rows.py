"""Counts what was measured, for figures: of a span of time, of one family or of all, of one agent."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select
from sqlalchemy.sql.selectable import Subquery

from zhangfang.store.supervision_tables import case_figures, measures


@dataclass(frozen=True, slots=True)
class Chosen:
    """What figures are about.

    Attributes:
        begins: the first moment, sortable.
        ends: the first moment after it.
        family: only of cases of this family.
        agent: only of conversations that this agent has held; of answers, only this agent's own.
    """

    begins: str
    ends: str
    family: str | None = None
    agent: str | None = None


def case_counts(
    connection: Connection, chosen: Chosen
) -> Sequence[Row[str | None, str | None, str, int]]:
    """How many cases there are of each family, phase and status, of those opened then."""
    opened = _cases(chosen)
    query = select(opened.c.family, opened.c.phase, opened.c.status, func.count())
    grouped = query.group_by(opened.c.family, opened.c.phase, opened.c.status)
    return connection.execute(grouped).all()


def left_counts(connection: Connection, chosen: Chosen, silent_since: str) -> dict[str, int]:
    """Cases opened then that were left, by the phase they were left in.

    Left is what its merchant let be, and what is open with no word of theirs since that moment,
    unless somebody else had time beyond it.
    """
    opened = _cases(chosen)
    silent = and_(
        opened.c.status.in_(("open", "handed_over")),
        opened.c.last_word_at < silent_since,
        or_(opened.c.due_at.is_(None), opened.c.due_at < silent_since),
    )
    query = select(opened.c.phase, func.count()).where(or_(opened.c.let_be, silent))
    return _by_name(connection.execute(query.group_by(opened.c.phase)).all())


def reached_counts(connection: Connection, chosen: Chosen) -> dict[str, int]:
    """How many of the cases opened then came to each phase."""
    opened = _cases(chosen)
    query = (
        select(measures.c.name, func.count())
        .join(
            opened,
            (opened.c.conversation == measures.c.conversation)
            & (opened.c.place == measures.c.place),
        )
        .where(measures.c.what == "reached")
    )
    return _by_name(connection.execute(query.group_by(measures.c.name)).all())


def opened_at(connection: Connection, chosen: Chosen) -> list[str]:
    """When cases were opened then."""
    return list(connection.scalars(select(_cases(chosen).c.opened_at)))


def resolved_at(connection: Connection, chosen: Chosen) -> list[str]:
    """When cases were resolved then, whenever they were opened."""
    query = select(case_figures.c.ended_at).where(
        case_figures.c.status == "resolved",
        case_figures.c.ended_at >= chosen.begins,
        case_figures.c.ended_at < chosen.ends,
        *_of(chosen, case_figures.c.family, case_figures.c.conversation),
    )
    return list(connection.scalars(query))


def named_counts(
    connection: Connection, chosen: Chosen, *what: str
) -> Sequence[Row[str, str, str | None, int]]:
    """How often each was measured then: what, name, family, count."""
    query = select(measures.c.what, measures.c.name, measures.c.family, func.count())
    counted = query.where(*_then(chosen, *what)).group_by(
        measures.c.what, measures.c.name, measures.c.family
    )
    return connection.execute(counted).all()


def moments_of(connection: Connection, chosen: Chosen, what: str) -> list[str]:
    """When it was measured then."""
    return list(connection.scalars(select(measures.c.at).where(*_then(chosen, what))))


def numbers(connection: Connection, chosen: Chosen, what: str) -> dict[str, list[float]]:
    """What was measured then, by name, the least first."""
    query = select(measures.c.name, measures.c.number).where(
        *_then(chosen, what), measures.c.number.is_not(None)
    )
    found: dict[str, list[float]] = {}
    for name, number in connection.execute(query.order_by(measures.c.number)):
        found.setdefault(name, []).append(number)
    return found


def conversations_taken(
    connection: Connection, begins: str, ends: str, agent: str | None = None
) -> int:
    """How many conversations were taken then, by this agent or by any."""
    query = select(func.count(measures.c.conversation.distinct())).where(
        measures.c.what == "held", measures.c.at >= begins, measures.c.at < ends
    )
    if agent is not None:
        query = query.where(measures.c.agent == agent)
    return connection.scalars(query).one()


def _cases(chosen: Chosen) -> Subquery:
    """The cases opened then."""
    return (
        select(case_figures)
        .where(
            case_figures.c.opened_at >= chosen.begins,
            case_figures.c.opened_at < chosen.ends,
            *_of(chosen, case_figures.c.family, case_figures.c.conversation),
        )
        .subquery()
    )


def _then(chosen: Chosen, *what: str) -> list[ColumnElement[bool]]:
    wanted = [
        measures.c.what.in_(what),
        measures.c.at >= chosen.begins,
        measures.c.at < chosen.ends,
    ]
    if what == ("answer",) and chosen.agent is not None:
        own = Chosen(chosen.begins, chosen.ends, chosen.family)
        return [
            *wanted,
            measures.c.agent == chosen.agent,
            *_of(own, measures.c.family, measures.c.conversation),
        ]
    return [*wanted, *_of(chosen, measures.c.family, measures.c.conversation)]


def _of(
    chosen: Chosen, family: ColumnElement[str | None], conversation: ColumnElement[str]
) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if chosen.family is not None:
        wanted.append(family == chosen.family)
    if chosen.agent is not None:
        held = select(measures.c.conversation).where(
            measures.c.what == "held", measures.c.agent == chosen.agent
        )
        wanted.append(conversation.in_(held))
    return wanted


def _by_name(rows: Sequence[Row[str, int]]) -> dict[str, int]:
    return {name: count for name, count in rows}  # noqa: C416 - a Row is a tuple to mypy this way
