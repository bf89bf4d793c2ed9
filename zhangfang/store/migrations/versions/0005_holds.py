"""Who talks with the merchant."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holds",
        sa.Column(
            "conversation", sa.String(32), sa.ForeignKey("conversations.id"), primary_key=True
        ),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("reason", sa.String(16)),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("agent", sa.String(32), sa.ForeignKey("agents.id"), index=True),
        sa.Column("offered_to", sa.String(32), sa.ForeignKey("agents.id"), index=True),
        sa.Column("word", sa.String(2000), nullable=False),
        sa.Column("told_position", sa.Integer),
        sa.Column("silent_since", sa.String(32), index=True),
    )
