"""The tables as queries see them. Their making, and the triggers, are in migrations/.

Times are text, ISO 8601 with offset, because a leaf's hash covers them to the letter. Times that
are compared (`next_due`, those of `resume_tries`) are written as moments.py does.
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
    Column("created_at", String(32), nullable=False),
    Column("state", JSON, nullable=False),
    Column("next_seq", Integer, nullable=False),
    Column("next_due", String(32), index=True),
)

tokens = Table(
    "tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("created_at", String(32), nullable=False),
    Column("origin", String(16), nullable=False),
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

case_secrets = Table(
    "case_secrets",
    metadata,
    Column("case_number", ForeignKey("cases.number"), primary_key=True),
    Column("salt", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
)

resume_tries = Table(
    "resume_tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_number", String(24), nullable=False, index=True),
    Column("client", String(64), nullable=False, index=True),
    Column("at", String(32), nullable=False, index=True),
)
