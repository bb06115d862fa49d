"""From which suggestion or agreed point an activity was drafted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the two columns; the table is made anew, because SQLite adds no constraints."""
    with op.batch_alter_table("action") as table:
        for column, target in (("from_remark_id", "remark"), ("from_point_id", "agreed_point")):
            table.add_column(sa.Column(column, sa.Integer(), nullable=True))
            table.create_foreign_key(f"fk_action_{column}_{target}", target, [column], ["id"])
            table.create_index(f"ix_action_{column}", [column])
