"""What a booklet needs beside plain figures: each column's own fund of projects and source, words, pages, pictures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add columns with their defaults, and the table of pictures."""
    for column in ("fund_revised", "fund_actual"):
        op.add_column("project", sa.Column(column, sa.BigInteger(), nullable=True))
    for column in ("revised_source", "actual_source"):
        op.add_column("budget", sa.Column(column, sa.String(), nullable=False, server_default=""))
    for column in ("revised_date", "actual_date"):
        op.add_column("budget", sa.Column(column, sa.Date(), nullable=True))
    for column in ("cover_text", "take_part", "complaints"):
        op.add_column("budget", sa.Column(column, sa.Text(), nullable=False, server_default=""))
    op.add_column("budget", sa.Column("left_out", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "budget_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("budget_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_budget_picture"),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.id"], name="fk_budget_picture_budget_id_budget"),
        sa.UniqueConstraint("budget_id", "kind", name="uq_budget_picture_budget_id"),
    )
    op.create_index("ix_budget_picture_budget_id", "budget_picture", ["budget_id"])
