"""What figures are made of: a row for each case, and one for each thing that was measured.

Times, families, phases, steps: nothing that anybody said. When a conversation is erased, its cases
still count, without anything that was told in them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, update

from zhangfang.store.moments import sortable
from zhangfang.store.supervision_tables import breaches, case_figures, measures

ERASED = "erased"
"""The status of a case whose conversation was erased."""


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A case as it stands.

    Attributes:
        place: among the cases of its conversation, from 0.
        last_word_at: when the merchant said something last while it was the current case.
        due_at: until when somebody else has time.
        ended_at: when it was resolved or closed.
        let_be: it was closed by the merchant's own wish, with no agent.
    """

    place: int
    number: str
    family: str
    phase: str
    status: str
    opened_at: datetime
    last_word_at: datetime | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None
    let_be: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that was measured; `what` and `name` as console/supervision/measuring.py explains them."""

    seq: int
    at: datetime
    what: str
    name: str
    number: float | None = None
    place: int | None = None
    family: str | None = None
    agent: str | None = None


def replace(
    connection: Connection,
    conversation: str,
    cases: Sequence[CaseFigure],
    measured: Sequence[Measure],
) -> None:
    """Keep these instead of what was kept of the conversation."""
    for table in (case_figures, measures):
        connection.execute(delete(table).where(table.c.conversation == conversation))
    own = {"conversation": conversation}
    if cases:
        connection.execute(insert(case_figures), [own | _row(it) for it in cases])
    if measured:
        connection.execute(insert(measures), [own | _row(it) for it in measured])


def forget(connection: Connection, conversation: str) -> None:
    """Keep of an erased conversation only that it had cases, and when they were opened."""
    for table in (breaches, measures):
        connection.execute(delete(table).where(table.c.conversation == conversation))
    connection.execute(
        update(case_figures)
        .where(case_figures.c.conversation == conversation)
        .values(
            number=None,
            family=None,
            phase=None,
            status=ERASED,
            last_word_at=None,
            due_at=None,
            ended_at=None,
            let_be=False,
        )
    )


def _row(kept: CaseFigure | Measure) -> dict[str, object]:
    row = asdict(kept)
    return {name: sortable(it) if isinstance(it, datetime) else it for name, it in row.items()}
