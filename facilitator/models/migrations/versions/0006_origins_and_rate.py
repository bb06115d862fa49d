"""Where activities come from becomes a table of its own; a plan has keys of imported rows and a rate for dollars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ORIGINS = (("from_remark_id", "remark"), ("from_point_id", "agreed_point"))


def upgrade() -> None:
    """An activity that joins several proposals has several origins: the two columns move into the new table."""
    op.create_table(
        "action_origin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_action_origin"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name="fk_action_origin_action_id_action"),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.id"], name="fk_action_origin_remark_id_remark"),
        sa.ForeignKeyConstraint(["point_id"], ["agreed_point.id"], name="fk_action_origin_point_id_agreed_point"),
    )
    for column in ("action_id", "remark_id", "point_id"):
        op.create_index(f"ix_action_origin_{column}", "action_origin", [column])
    op.execute(
        "INSERT INTO action_origin (action_id, remark_id, point_id) SELECT id, from_remark_id, from_point_id"
        " FROM action WHERE from_remark_id IS NOT NULL OR from_point_id IS NOT NULL ORDER BY id"
    )
    with op.batch_alter_table("action") as table:
        for column, target in ORIGINS:
            table.drop_index(f"ix_action_{column}")
            table.drop_constraint(f"fk_action_{column}_{target}", type_="foreignkey")
            table.drop_column(column)
        table.add_column(sa.Column("key", sa.String(), nullable=False, server_default=""))
    op.add_column("cycle", sa.Column("usd_rate", sa.Integer(), nullable=True))
