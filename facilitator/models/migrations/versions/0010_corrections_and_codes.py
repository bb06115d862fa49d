"""Finished meetings and cards know that they are being corrected, and when they were; codes of papers are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add columns with their defaults, and the table of issued codes."""
    for table in ("meeting", "card"):
        op.add_column(table, sa.Column("correcting", sa.Text(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("corrected_on", sa.Date(), nullable=True))
    op.create_table(
        "issued_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("service_point", sa.String(), nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("copy", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_issued_code"),
    )
    op.create_index("ix_issued_code_cycle_id", "issued_code", ["cycle_id"])
