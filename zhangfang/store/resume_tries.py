"""Tries to open a case on another phone, for as long as they count against the next one."""

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, delete, insert, select, update

from zhangfang.store.moments import sortable
from zhangfang.store.tables import resume_tries

WINDOW = timedelta(minutes=15)
MOST_FOR_A_CASE = 5
MOST_FROM_A_CLIENT = 20


def begin(connection: Connection, case_number: str, client: str, now: datetime) -> int:
    """Count a try as a wrong one, before it is known what it is. Returns its id."""
    made = connection.execute(
        insert(resume_tries).values(case_number=case_number, client=client, at=sortable(now))
    )
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def forgive(connection: Connection, try_id: int) -> None:
    """It was right."""
    connection.execute(delete(resume_tries).where(resume_tries.c.id == try_id))


def stays(connection: Connection, try_id: int) -> None:
    """It was wrong: the row is written again as it is.

    So a try at a case that does not exist costs the same write as one that goes into a log.
    """
    connection.execute(
        update(resume_tries).where(resume_tries.c.id == try_id).values(at=resume_tries.c.at)
    )


def wait_for(
    connection: Connection, case_number: str, client: str, now: datetime
) -> timedelta | None:
    """How long until another try is allowed; None if it is now."""
    waits = (
        _wait(connection, resume_tries.c.case_number, case_number, MOST_FOR_A_CASE, now),
        _wait(connection, resume_tries.c.client, client, MOST_FROM_A_CLIENT, now),
    )
    return max((wait for wait in waits if wait is not None), default=None)


def forget_old(connection: Connection, now: datetime) -> None:
    """Let go of what does not count any more: an address is not kept longer than it is needed."""
    connection.execute(delete(resume_tries).where(resume_tries.c.at <= sortable(now - WINDOW)))


def _wait(
    connection: Connection, column: Column[str], value: str, most: int, now: datetime
) -> timedelta | None:
    """Until the oldest of the tries that fill the window has left it."""
    newest_first = (
        select(resume_tries.c.at)
        .where(column == value, resume_tries.c.at > sortable(now - WINDOW))
        .order_by(resume_tries.c.at.desc())
        .offset(most - 1)
        .limit(1)
    )
    filling = connection.scalars(newest_first).one_or_none()
    return datetime.fromisoformat(filling) + WINDOW - now if filling else None
