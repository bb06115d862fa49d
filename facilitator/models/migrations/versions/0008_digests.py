"""Digests of the records of each table, against damage that SQLite does not see."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table; the last step of every upgrade fills it."""
    op.create_table(
        "digest",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sums", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_digest"),
    )
