"""The table of how far into the log each follower has come."""

from sqlalchemy import BigInteger, Column, String, Table

from zhangfang.store.tables import metadata

cursors = Table(
    "cursors",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("next_index", BigInteger, nullable=False),
)
