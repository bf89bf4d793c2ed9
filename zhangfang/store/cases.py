"""The cases of all conversations, one row each, for whoever looks for one by its number."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from zhangfang.cases.case import Case
from zhangfang.store.tables import cases


def record(connection: Connection, conversation: str, changed: Iterable[Case], at: str) -> None:
    """Keep how these cases of a conversation stand now.

    A number that another conversation holds is refused by the primary key.
    """
    known = set(
        connection.scalars(select(cases.c.number).where(cases.c.conversation == conversation))
    )
    for case in changed:
        row = {**_row(case), "updated_at": at}
        if case.number in known:
            connection.execute(update(cases).where(cases.c.number == case.number).values(row))
        else:
            connection.execute(insert(cases).values(**row, conversation=conversation))


def unused_numbers(connection: Connection, draw: Callable[[], str], count: int) -> list[str]:
    """Case numbers that no case has."""
    fresh: list[str] = []
    while len(fresh) < count:
        number = draw()
        taken = connection.scalars(select(cases.c.number).where(cases.c.number == number))
        if number not in fresh and taken.one_or_none() is None:
            fresh.append(number)
    return fresh


def conversation_of(connection: Connection, number: str) -> str | None:
    """The conversation that the case belongs to; None if there is no such case."""
    return connection.scalars(
        select(cases.c.conversation).where(cases.c.number == number)
    ).one_or_none()


def _row(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "family": case.family,
        "phase": case.phase,
        "status": case.status,
        "facts": {name: fact.model_dump(mode="json") for name, fact in case.facts.items()},
        "due_at": case.due_at,
        "opened_at": case.opened_at,
    }
