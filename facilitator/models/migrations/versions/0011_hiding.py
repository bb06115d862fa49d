"""What public copies hide is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add a table; it fills when papers leave the program."""
    op.create_table(
        "hiding",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("votes", sa.LargeBinary(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("cycle_id", "votes", name="pk_hiding"),
    )
