"""A photo of what a check found, outcome stories, and the day on which a round was closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add columns that may be empty, and the table of stories."""
    op.add_column("follow_up", sa.Column("photo", sa.LargeBinary(), nullable=True))
    op.add_column("cycle", sa.Column("closed_on", sa.Date(), nullable=True))
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_story_cycle_id_cycle"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name="fk_story_action_id_action"),
    )
    op.create_index("ix_story_cycle_id", "story", ["cycle_id"])
    op.create_index("ix_story_action_id", "story", ["action_id"])
