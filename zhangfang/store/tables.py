"""The tables as queries see them. Their making, and the triggers, are in migrations/.

`events`, `sealed`, `conversation_keys`, `subtrees` and `checkpoints` are the record
(docs/evidence-format.md, 6): what the columns of `events` say is in the leaf as well, and the leaf is
what counts. The other tables are working copies and can be made from it.

Times are text, ISO 8601 with offset, because a leaf's hash covers them to the letter. Times that
are compared (`next_due`, those of `resume_tries`) are written as moments.py does.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

_INDEX = BigInteger().with_variant(Integer, "sqlite")

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
    Column("log_index", _INDEX, primary_key=True, autoincrement=False),
    Column("conversation", ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("actor", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("leaf", String, nullable=False),
    Column("leaf_hash", String(64), nullable=False),
    UniqueConstraint("conversation", "seq"),
)

sealed = Table(
    "sealed",
    metadata,
    Column("log_index", ForeignKey("events.log_index"), primary_key=True, autoincrement=False),
    Column("name", String(32), primary_key=True),
    Column("box", LargeBinary, nullable=False),
)

conversation_keys = Table(
    "conversation_keys",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

subtrees = Table(
    "subtrees",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("place", _INDEX, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("size", _INDEX, primary_key=True, autoincrement=False),
    Column("note", String, nullable=False),
    Column("timestamp", LargeBinary),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("client_message_id", String(64), nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("message", String, nullable=False),
    Column("accepted_at", String(32), nullable=False),
    Column("result", JSON(none_as_null=True)),
    UniqueConstraint("conversation", "client_message_id"),
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
