"""The log in its final form: leaves as they are hashed, what was said under seal, checkpoints."""

import sqlalchemy as sa
from alembic import op

from zhangfang.store.migrations import postgresql_0003

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEX = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _refuse_an_older_log()
    op.drop_table("turns")
    op.drop_table("events")
    _create_log()
    _create_record()
    for statement in _GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def _refuse_an_older_log() -> None:
    """Its leaves hold clear text: they can neither stay so, nor be rewritten and prove anything."""
    found = op.get_bind().exec_driver_sql("SELECT COUNT(*) FROM events").scalar_one()
    if found:
        raise RuntimeError(
            f"the log of this database ({found} events) was written before the record had its "
            "final form. It is left as it is. Keep the folder, and start with another one, e.g. "
            "`make run DATA=var-new`."
        )


def _create_log() -> None:
    op.create_table(
        "events",
        sa.Column("log_index", _INDEX, primary_key=True, autoincrement=False),
        sa.Column("conversation", sa.String(32), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("leaf", sa.String, nullable=False),
        sa.Column("leaf_hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("conversation", "seq"),
    )
    op.create_table(
        "turns",
        sa.Column(
            "conversation", sa.String(32), sa.ForeignKey("conversations.id"), primary_key=True
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("client_message_id", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("accepted_at", sa.String(32), nullable=False),
        sa.Column("result", sa.JSON),
        sa.UniqueConstraint("conversation", "client_message_id"),
    )


def _create_record() -> None:
    op.create_table(
        "sealed",
        sa.Column(
            "log_index",
            _INDEX,
            sa.ForeignKey("events.log_index"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("box", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "conversation_keys",
        sa.Column(
            "conversation", sa.String(32), sa.ForeignKey("conversations.id"), primary_key=True
        ),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "subtrees",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", _INDEX, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", _INDEX, primary_key=True, autoincrement=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("timestamp", sa.LargeBinary),
    )


# INSERT OR REPLACE deletes the row in its way without asking a DELETE trigger, so the insert
# itself is checked: an entry may only be the next one.
_SQLITE = (
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
    CREATE TRIGGER sealed_refuse_update BEFORE UPDATE ON sealed BEGIN
      SELECT RAISE(ABORT, 'sealed is never altered: what is under seal is kept or destroyed');
    END
    """,
    """
    CREATE TRIGGER sealed_refuse_replace BEFORE INSERT ON sealed
    WHEN EXISTS (SELECT 1 FROM sealed WHERE log_index = NEW.log_index AND name = NEW.name)
    BEGIN
      SELECT RAISE(ABORT, 'sealed is never altered: there is a value under this name');
    END
    """,
    """
    CREATE TRIGGER subtrees_refuse_update BEFORE UPDATE ON subtrees BEGIN
      SELECT RAISE(ABORT, 'subtrees are never altered');
    END
    """,
    """
    CREATE TRIGGER subtrees_refuse_delete BEFORE DELETE ON subtrees BEGIN
      SELECT RAISE(ABORT, 'subtrees are never deleted');
    END
    """,
    """
    CREATE TRIGGER checkpoints_refuse_update BEFORE UPDATE ON checkpoints
    WHEN NEW.size <> OLD.size OR OLD.timestamp IS NOT NULL AND NEW.timestamp IS NOT OLD.timestamp
      OR SUBSTR(NEW.note, 1, LENGTH(OLD.note)) <> OLD.note
    BEGIN
      SELECT RAISE(ABORT, 'a checkpoint is never altered: signatures and a time stamp are added');
    END
    """,
    """
    CREATE TRIGGER checkpoints_refuse_delete BEFORE DELETE ON checkpoints BEGIN
      SELECT RAISE(ABORT, 'a checkpoint is never deleted: it was handed out');
    END
    """,
    """
    CREATE TRIGGER checkpoints_refuse_replace BEFORE INSERT ON checkpoints
    WHEN EXISTS (SELECT 1 FROM checkpoints WHERE size = NEW.size)
    BEGIN
      SELECT RAISE(ABORT, 'a checkpoint is never altered: there is one of this size');
    END
    """,
)

_GUARDS = {"sqlite": _SQLITE, "postgresql": postgresql_0003.STATEMENTS}
