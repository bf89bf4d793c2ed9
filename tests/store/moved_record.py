"""Copies a record from one database to another."""

from sqlalchemy import insert, select

from zhangfang.store.database import Database
from zhangfang.store.tables import metadata


def move(source: Database, target: Database) -> None:
    """All rows of all tables, in the order in which they may be written."""
    with source.read() as reading, target.write() as writing:
        for table in metadata.sorted_tables:
            rows = reading.execute(select(table).order_by(*table.primary_key)).mappings().all()
            if rows:
                writing.execute(insert(table), [dict(row) for row in rows])
