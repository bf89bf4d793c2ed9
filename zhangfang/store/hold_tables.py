"""The table of who talks with the merchant, where it is not simply the bot."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from zhangfang.store import agent_tables as agent_tables  # holds refer to its rows
from zhangfang.store.tables import metadata

holds = Table(
    "holds",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("state", String(16), nullable=False, index=True),
    Column("reason", String(16)),
    Column("rank", Integer, nullable=False),
    Column("since", String(32), nullable=False),
    Column("agent", ForeignKey("agents.id"), index=True),
    Column("offered_to", ForeignKey("agents.id"), index=True),
    Column("word", String(2000), nullable=False),
    Column("told_position", Integer),
    Column("silent_since", String(32), index=True),
)
