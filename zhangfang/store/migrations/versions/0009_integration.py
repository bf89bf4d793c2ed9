"""Who is told of what, what was told, and the keys of other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_webhooks()
    _create_keys()
    op.create_index("ix_cases_updated_at", "cases", ["updated_at", "number"])
    if op.get_bind().dialect.name == "postgresql":
        # ANALYZE would keep samples where an erasure does not find them
        op.execute("ALTER TABLE deliveries ALTER COLUMN body SET STATISTICS 0")
        # compared as bytes, like every moment
        op.execute('ALTER TABLE deliveries ALTER COLUMN next_try TYPE varchar(32) COLLATE "C"')


def _create_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("secrets", sa.LargeBinary, nullable=False),
        sa.Column("since_index", sa.BigInteger, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("failing_since", sa.String(32)),
        sa.Column("made_by", sa.String(32), sa.ForeignKey("agents.id"), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("webhook", sa.String(32), sa.ForeignKey("webhooks.id"), nullable=False),
        sa.Column("log_index", sa.BigInteger, nullable=False),
        sa.Column(
            "conversation",
            sa.String(32),
            sa.ForeignKey("conversations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("topic", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_try", sa.String(32), index=True),
        sa.Column("last_status", sa.Integer),
        sa.Column("last_error", sa.String(200)),
        sa.UniqueConstraint("webhook", "log_index"),
    )


def _create_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("start", sa.String(16), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("made_by", sa.String(32), sa.ForeignKey("agents.id"), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("last_used", sa.String(32)),
    )
