"""The tables of what an administrator sets."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table

from zhangfang.store.tables import metadata

setups = Table(
    "setups",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", JSON, nullable=False),
    Column("by", ForeignKey("agents.id")),
    Column("at", String(32), nullable=False),
)
