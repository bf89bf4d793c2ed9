"""The tables of supervision: canned replies, what the quality rules found, what figures are made of.

`breaches`, `case_figures` and `measures` are made from the log (store/following.py) and can be made
again. Their moments are sortable, in UTC.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from zhangfang.store.tables import metadata

canned_replies = Table(
    "canned_replies",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("shortcut", String(32), nullable=False, unique=True),
    Column("title", String(64), nullable=False),
    Column("text", String(2000), nullable=False),
    Column("family", String(32)),
    Column("deeds", JSON, nullable=False),
    Column("by", ForeignKey("agents.id"), nullable=False),
    Column("at", String(32), nullable=False),
)

breaches = Table(
    "breaches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("rule", String(40), nullable=False),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("case_number", String(24)),
    Column("seq", Integer, nullable=False),
    Column("at", String(32), nullable=False, index=True),
    Column("agent", String(32)),
    Column("seconds", Float),
    Column("dismissed_by", ForeignKey("agents.id")),
    Column("dismissed_at", String(32)),
    Column("dismissal", String(500), nullable=False),
)

case_figures = Table(
    "case_figures",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("number", String(24)),
    Column("family", String(32)),
    Column("phase", String(16)),
    Column("status", String(16), nullable=False),
    Column("opened_at", String(32), nullable=False, index=True),
    Column("last_word_at", String(32)),
    Column("due_at", String(32)),
    Column("ended_at", String(32)),
    Column("let_be", Boolean, nullable=False),
)

measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("what", String(16), nullable=False),
    Column("name", String(40), nullable=False),
    Column("number", Float),
    Column("place", Integer),
    Column("family", String(32)),
    Column("agent", String(32)),
    Index("ix_measures_what_at", "what", "at"),
)
