"""The index of transcripts, facts and case numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# rowid is the entry's log_index
_SQLITE = ("CREATE VIRTUAL TABLE search_index USING fts5(terms, tokenize = 'ascii')",)

# No samples of a column may stay in pg_statistic, where an erasure would not find them.
_POSTGRESQL = (
    """
    CREATE TABLE search_index (
      log_index BIGINT PRIMARY KEY REFERENCES events (log_index),
      terms TSVECTOR NOT NULL
    )
    """,
    "CREATE INDEX ix_search_index_terms ON search_index USING gin (terms)",
    "ALTER TABLE search_index ALTER COLUMN terms SET STATISTICS 0",
)

_INDEX = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def upgrade() -> None:
    op.create_table("search_debts", sa.Column("conversation", sa.String(32), primary_key=True))
    for statement in _INDEX[op.get_bind().dialect.name]:
        op.execute(statement)
