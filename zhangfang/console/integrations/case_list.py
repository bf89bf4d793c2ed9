"""The list of cases that other systems read, page by page."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select

from zhangfang.cases.case import Status
from zhangfang.store.tables import cases

PAGE = 50
SEPARATOR = "_"


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as the list has it."""

    number: str
    conversation: str
    family: str
    phase: str
    status: str
    due_at: str | None
    opened_at: str
    updated_at: str


class Page(NamedTuple):
    """Cases, the latest change first. `after`: the last one's mark, if others follow."""

    cases: list[Listed]
    after: str | None


class Mark(NamedTuple):
    """Where a page ends: a case, and when it was changed last."""

    updated_at: str
    number: str


def read_mark(text: str) -> Mark | None:
    """A mark that a page ended with; None if it is none.

    Put into an address as it is, its + has become a blank. A database may refuse to look for what
    cannot be printed.
    """
    updated_at, separator, number = text.replace(" ", "+").rpartition(SEPARATOR)
    is_mark = separator and updated_at and number and text.isprintable()
    return Mark(updated_at, number) if is_mark else None


def listed(connection: Connection, status: Status | None, before: Mark | None) -> Page:
    """A page of the cases.

    Args:
        connection: to read by.
        status: only those that stand like this.
        before: the mark of the page before.
    """
    query = (
        select(*_SHOWN).order_by(cases.c.updated_at.desc(), cases.c.number.desc()).limit(PAGE + 1)
    )
    if status is not None:
        query = query.where(cases.c.status == status)
    if before is not None:
        query = query.where(
            or_(
                cases.c.updated_at < before.updated_at,
                and_(cases.c.updated_at == before.updated_at, cases.c.number < before.number),
            )
        )
    rows = connection.execute(query).all()
    found = [Listed(**row._mapping) for row in rows[:PAGE]]  # noqa: SLF001 - SQLAlchemy's public name
    last = found[-1] if len(rows) > PAGE else None
    return Page(found, f"{last.updated_at}{SEPARATOR}{last.number}" if last else None)


_SHOWN = tuple(cases.c[name] for name in Listed.__slots__)
