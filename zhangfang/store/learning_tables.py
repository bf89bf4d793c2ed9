"""The table of corrections: what agents said a message should have been read as."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from zhangfang.store.tables import metadata

corrections = Table(
    "corrections",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("event", Integer, nullable=False),
    Column("what", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("decided_by", ForeignKey("agents.id")),
    Column("decided_at", String(32)),
    Column("decision", String(2000), nullable=False),
    Column("sentence", String(2000)),
    Column("value", String(200)),
)
