"""Scores of whole places, worked out once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; it fills when results are read."""
    op.create_table(
        "summary",
        sa.Column("place_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("pool", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("place_code", "year", "round", "public", name="pk_summary"),
    )
