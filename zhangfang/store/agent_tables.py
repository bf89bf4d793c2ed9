"""The tables of agents' accounts, sessions and tries to sign in."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table

from zhangfang.store.tables import metadata

agents = Table(
    "agents",
    metadata,
    Column("id", ForeignKey("conversations.id"), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("name_key", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password", String(256)),
    Column("must_change_password", Boolean, nullable=False),
    Column("totp", LargeBinary),
    Column("recovery_codes", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("away", Boolean, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("last_signed_in", String(32)),
)

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("agent", ForeignKey("agents.id"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("way", String(16), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("streamed_at", String(32)),
    Column("until", String(32), nullable=False),
)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("what", String(80), nullable=False, index=True),
    Column("at", String(32), nullable=False, index=True),
)
