"""The tables as queries see them. Their making, and the triggers, are in migrations/.

Times are text, ISO 8601 with offset, because a leaf's hash covers them to the letter.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", String(32), nullable=False),
    Column("state", JSON, nullable=False),
    Column("next_seq", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column(
        "log_index",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("conversation", ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("actor", String(16), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("body", JSON, nullable=False),
    Column("client_message_id", String(64)),
    Column("leaf_hash", String(64), nullable=False),
    Column("prev", String(64), nullable=False),
    UniqueConstraint("conversation", "seq"),
    UniqueConstraint("conversation", "client_message_id"),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("status", String(16), nullable=False, index=True),
    Column("message", String, nullable=False),
    Column("accepted_at", String(32), nullable=False),
    Column("result", JSON(none_as_null=True)),
)

cases = Table(
    "cases",
    metadata,
    Column("number", String(24), primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("family", String(32), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("due_at", String(32)),
    Column("opened_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
)
