"""Conversations, the append-only log, turns and cases."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_tables()
    if op.get_bind().dialect.name == "sqlite":  # on PostgreSQL no log was ever kept in this form
        for trigger in _SQLITE_TRIGGERS:
            op.execute(trigger)


def _create_tables() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("next_seq", sa.Integer, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column(
            "log_index",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("conversation", sa.String(32), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("client_message_id", sa.String(64)),
        sa.Column("leaf_hash", sa.String(64), nullable=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.UniqueConstraint("conversation", "seq"),
        sa.UniqueConstraint("conversation", "client_message_id"),
    )
    op.create_table(
        "turns",
        sa.Column(
            "conversation", sa.String(32), sa.ForeignKey("conversations.id"), primary_key=True
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("accepted_at", sa.String(32), nullable=False),
        sa.Column("result", sa.JSON),
    )
    op.create_table(
        "cases",
        sa.Column("number", sa.String(24), primary_key=True),
        sa.Column(
            "conversation",
            sa.String(32),
            sa.ForeignKey("conversations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("family", sa.String(32), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("due_at", sa.String(32)),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
    )


# INSERT OR REPLACE deletes the row in its way without asking a DELETE trigger, so the insert
# itself is checked: an entry may only be the next one.
_SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events BEGIN
      SELECT RAISE(ABORT, 'events is append-only: an entry is never altered, append another');
    END
    """,
    """
    CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events BEGIN
      SELECT RAISE(ABORT, 'events is append-only: an entry is never deleted');
    END
    """,
    """
    CREATE TRIGGER events_refuse_gap BEFORE INSERT ON events
    WHEN NEW.log_index <> (SELECT COALESCE(MAX(log_index) + 1, 0) FROM events)
      OR NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 1) FROM events
                     WHERE conversation = NEW.conversation)
    BEGIN
      SELECT RAISE(ABORT, 'events is append-only: log_index and seq must be the next ones');
    END
    """,
    """
    CREATE TRIGGER events_refuse_repeat BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE conversation = NEW.conversation
                 AND client_message_id = NEW.client_message_id)
    BEGIN
      SELECT RAISE(ABORT, 'events is append-only: this client_message_id is on record already');
    END
    """,
)
