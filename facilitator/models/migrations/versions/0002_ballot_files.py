"""Digests of the files whose ballots were added to a sheet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "ballot_file",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sheet_id", "digest", name="pk_ballot_file"),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name="fk_ballot_file_sheet_id_sheet"),
    )
