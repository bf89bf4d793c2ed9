"""Run by Alembic, on the connection that migrate.py opened."""

from alembic import context

from zhangfang.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
