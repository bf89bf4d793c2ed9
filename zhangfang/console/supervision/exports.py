"""Takes a table away: made whole, put on record with its hash, then sent."""

import hashlib
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from zhangfang.console.refusals import BadFieldError
from zhangfang.console.staff import deeds
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.supervision.csv_cells import Cell, table
from zhangfang.console.supervision.days import Days
from zhangfang.console.supervision.export_tables import TABLES, Table
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.said import Mask
from zhangfang.store.figure_rows import Chosen

EXPORTED = "exported"
"""The kind of the event."""

MOST_ROWS = 50_000
"""Some 15 MB; a spreadsheet takes a million, and nobody reads them."""

_TYPED = frozenset({"商户", "原话", "为什么不算", "留言", "商户的话", "理由", "定的理由"})
"""Columns with what somebody typed."""


class Asked(NamedTuple):
    """What is wanted: a table, for which days, of which family and agent."""

    what: str
    days: Days
    family: str | None
    agent: str | None


def export(sources: Sources, mask: Mask, who: SignedIn, asked: Asked, now: datetime) -> bytes:
    """The table as a file. It is on record before anybody gets a byte of it.

    Raises:
        BadFieldError: there are too many rows.
    """
    wanted = TABLES[asked.what]
    rows = _rows(sources, mask, wanted, asked)
    if len(rows) > MOST_ROWS:
        raise BadFieldError("since", f"超过 {MOST_ROWS} 行了。把日子选短一点，分几次导出。")
    content = table(wanted.header, rows)
    body = {
        "what": asked.what,
        "rows": len(rows),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    with sources.database.write() as connection:
        deeds.record(
            connection,
            who,
            EXPORTED,
            now,
            body,
            since=asked.days.first.isoformat(),
            until=asked.days.last.isoformat(),
            family=asked.family,
            of_agent=asked.agent,
        )
    return content


def _rows(sources: Sources, mask: Mask, wanted: Table, asked: Asked) -> list[list[Cell]]:
    """Personal numbers are hidden again: a rule of masking may be younger than a text."""
    days = asked.days
    chosen = Chosen(days.begins, days.ends, asked.family, asked.agent)
    typed = [name in _TYPED for name in wanted.header]
    with sources.database.read() as connection:
        found = wanted.rows(connection, sources, chosen, MOST_ROWS + 1)
        return [
            [
                mask(cell, "").text if is_typed and isinstance(cell, str) else cell
                for cell, is_typed in zip(row, typed, strict=True)
            ]
            for row in islice(found, MOST_ROWS + 1)
        ]
