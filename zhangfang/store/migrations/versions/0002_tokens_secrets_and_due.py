"""Several tokens to a conversation, secrets of cases, and when a conversation is to be looked at."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

conversations = sa.table(
    "conversations",
    sa.column("id"),
    sa.column("state", sa.JSON),
    sa.column("next_due"),
)


def upgrade() -> None:
    _create_tables()
    _move_tokens()
    _set_next_due()
    if op.get_bind().dialect.name == "sqlite":
        _require_whole()


def _require_whole() -> None:
    """SQLite had to be told not to look at foreign keys (migrate.py)."""
    broken = op.get_bind().exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"{len(broken)} rows refer to rows that are not there; undone")


def _create_tables() -> None:
    op.create_table(
        "tokens",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column(
            "conversation",
            sa.String(32),
            sa.ForeignKey("conversations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
    )
    op.create_table(
        "case_secrets",
        sa.Column("case_number", sa.String(24), sa.ForeignKey("cases.number"), primary_key=True),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "resume_tries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_number", sa.String(24), nullable=False, index=True),
        sa.Column("client", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
    )


def _move_tokens() -> None:
    """SQLite drops no column that is unique: the table is made anew, with foreign keys off."""
    op.execute(
        "INSERT INTO tokens (token_hash, conversation, created_at, origin)"
        " SELECT token_hash, id, created_at, 'opened' FROM conversations"
    )
    with op.batch_alter_table("conversations", recreate="auto") as batch:
        batch.drop_column("token_hash")
        batch.add_column(sa.Column("next_due", sa.String(32)))
        batch.create_index("ix_conversations_next_due", ["next_due"])


def _set_next_due() -> None:
    connection = op.get_bind()
    for conversation, state in connection.execute(
        sa.select(conversations.c.id, conversations.c.state)
    ).all():
        due = _earliest_due(state)
        if due is not None:
            connection.execute(
                sa.update(conversations)
                .where(conversations.c.id == conversation)
                .values(next_due=due)
            )


def _earliest_due(state: dict[str, Any]) -> str | None:
    dues = [
        datetime.fromisoformat(case["due_at"]).astimezone(UTC).isoformat(timespec="microseconds")
        for case in state["cases"]
        if case["status"] in ("open", "handed_over") and case["due_at"]
    ]
    return min(dues, default=None)
