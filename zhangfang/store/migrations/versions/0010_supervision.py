"""Canned replies, what the quality rules found, and what figures are made of."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("shortcut", sa.String(32), nullable=False, unique=True),
        sa.Column("title", sa.String(64), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("family", sa.String(32)),
        sa.Column("deeds", sa.JSON, nullable=False),
        sa.Column("by", sa.String(32), sa.ForeignKey("agents.id"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "breaches",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("rule", sa.String(40), nullable=False),
        _conversation(index=True),
        sa.Column("case_number", sa.String(24)),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("agent", sa.String(32)),
        sa.Column("seconds", sa.Float),
        sa.Column("dismissed_by", sa.String(32), sa.ForeignKey("agents.id")),
        sa.Column("dismissed_at", sa.String(32)),
        sa.Column("dismissal", sa.String(500), nullable=False),
    )
    op.create_table(
        "case_figures",
        _conversation(primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.String(24)),
        sa.Column("family", sa.String(32)),
        sa.Column("phase", sa.String(16)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False, index=True),
        sa.Column("last_word_at", sa.String(32)),
        sa.Column("due_at", sa.String(32)),
        sa.Column("ended_at", sa.String(32)),
        sa.Column("let_be", sa.Boolean, nullable=False),
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer, primary_key=True),
        _conversation(index=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("number", sa.Float),
        sa.Column("place", sa.Integer),
        sa.Column("family", sa.String(32)),
        sa.Column("agent", sa.String(32)),
    )
    op.create_index("ix_measures_what_at", "measures", ["what", "at"])


def _conversation(*, index: bool = False, primary_key: bool = False) -> sa.Column[str]:
    to = sa.ForeignKey("conversations.id")
    return sa.Column(
        "conversation", sa.String(32), to, nullable=False, index=index, primary_key=primary_key
    )
