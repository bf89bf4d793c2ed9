"""What an administrator sets, and how far into the log each follower has come."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setups",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("by", sa.String(32), sa.ForeignKey("agents.id")),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "cursors",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("next_index", sa.BigInteger, nullable=False),
    )
