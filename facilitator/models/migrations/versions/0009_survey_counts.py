"""Survey rounds name their enumerators; answers are counted once; what columns of survey files mean is remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add a column, an index and two tables; the counts fill when results are read."""
    op.add_column("survey_round", sa.Column("enumerators", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_response_place", "response", ["round_id", "commune_code", "village_code"])
    op.create_table(
        "survey_column",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("header", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("questionnaire_id", "header", name="pk_survey_column"),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name="fk_survey_column_questionnaire_id_questionnaire"
        ),
    )
    op.create_table(
        "survey_count",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("round_id", "question", "place", name="pk_survey_count"),
    )
