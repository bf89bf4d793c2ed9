"""The tables of the search index.

The index itself, `search_index`, is made in migration 0008 and known to search_index.py alone: on
SQLite it is FTS5's, on PostgreSQL a table with a `tsvector`.
"""

from sqlalchemy import Column, String, Table

from zhangfang.store.tables import metadata

search_debts = Table(
    "search_debts",
    metadata,
    Column("conversation", String(32), primary_key=True),
)
"""An erased conversation, if the index's files are still to be written anew because of it."""
