"""The tables of who is told of what, what was told, and the keys of other systems."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from zhangfang.store import agent_tables as agent_tables  # webhooks and keys refer to its rows
from zhangfang.store.tables import metadata

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("url", String(500), nullable=False),
    Column("topics", JSON, nullable=False),
    Column("secrets", LargeBinary, nullable=False),
    Column("since_index", BigInteger, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("failing_since", String(32)),
    Column("made_by", ForeignKey("agents.id"), nullable=False),
    Column("made_at", String(32), nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("webhook", ForeignKey("webhooks.id"), nullable=False),
    Column("log_index", BigInteger, nullable=False),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("topic", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("body", String, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try", String(32), index=True),
    Column("last_status", Integer),
    Column("last_error", String(200)),
    UniqueConstraint("webhook", "log_index"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("start", String(16), nullable=False),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("made_by", ForeignKey("agents.id"), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("last_used", String(32)),
)
