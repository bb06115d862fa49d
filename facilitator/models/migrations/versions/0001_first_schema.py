"""The first schema."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "text": sa.String(),
    "long": sa.Text(),
    "whole": sa.Integer(),
    "big": sa.BigInteger(),
    "flag": sa.Boolean(),
    "day": sa.Date(),
    "uuid": sa.Uuid(),
    "json": sa.JSON(none_as_null=True),
}


def upgrade() -> None:
    """Make every table, parents first."""
    _places_and_cycle()
    _meetings()
    _scorecards()
    _plan()
    _survey()
    _budget()


def _places_and_cycle() -> None:
    op.create_table(
        "commune",
        *_columns(
            "code:text name_km:text name_en:text district_code:text district_km:text district_en:text "
            "province_code:text province_km:text province_en:text data_year:whole urban:flag population:whole? "
            "households:whole? phone:text"
        ),
        sa.PrimaryKeyConstraint("code", name="pk_commune"),
    )
    op.create_table(
        "village",
        *_columns("code:text commune_code:text name_km:text name_en:text added:flag"),
        sa.PrimaryKeyConstraint("code", name="pk_village"),
        _link("village", "commune_code", "commune.code"),
    )
    op.create_index("ix_village_commune_code", "village", ["commune_code"])
    op.create_table(
        "cycle",
        *_columns(
            "commune_code:text year:whole round:whole title_km:text title_en:text scale:text k:whole "
            "priorities:whole languages:json breakdowns:json satisfied:json? dissatisfied:json? "
            "consolidation:text era_offset:whole archived:flag training:flag id:uuid"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cycle"),
        _link("cycle", "commune_code", "commune.code"),
        sa.UniqueConstraint("commune_code", "year", "round", "training", name="uq_cycle_commune_code"),
    )
    op.create_index("ix_cycle_commune_code", "cycle", ["commune_code"])
    op.create_table(
        "service_point",
        *_columns("cycle_id:uuid key:text kind:text name_km:text name_en:text position:whole id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_service_point"),
        _link("service_point", "cycle_id", "cycle.id"),
        sa.UniqueConstraint("cycle_id", "key", name="uq_service_point_cycle_id"),
    )
    op.create_index("ix_service_point_cycle_id", "service_point", ["cycle_id"])
    op.create_table(
        "catchment",
        *_columns("service_point_id:whole village_code:text"),
        sa.PrimaryKeyConstraint("service_point_id", "village_code", name="pk_catchment"),
        _link("catchment", "service_point_id", "service_point.id"),
        _link("catchment", "village_code", "village.code"),
    )
    op.create_table(
        "focus_group",
        *_columns("cycle_id:uuid key:text name_km:text name_en:text position:whole id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_focus_group"),
        _link("focus_group", "cycle_id", "cycle.id"),
        sa.UniqueConstraint("cycle_id", "key", name="uq_focus_group_cycle_id"),
    )
    op.create_index("ix_focus_group_cycle_id", "focus_group", ["cycle_id"])
    op.create_table(
        "person",
        *_columns("cycle_id:uuid name:text role:text organisation:text phone:text position:whole id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        _link("person", "cycle_id", "cycle.id"),
    )
    op.create_index("ix_person_cycle_id", "person", ["cycle_id"])
    op.create_table(
        "target",
        *_columns("cycle_id:uuid category:text share:whole id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
        _link("target", "cycle_id", "cycle.id"),
        sa.UniqueConstraint("cycle_id", "category", name="uq_target_cycle_id"),
    )
    op.create_index("ix_target_cycle_id", "target", ["cycle_id"])
    op.create_table(
        "history",
        *_columns("at:text who:text label:text reason:long cycle_id:uuid? votes:flag rows:json id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_cycle_id", "history", ["cycle_id"])


def _meetings() -> None:
    op.create_table(
        "meeting",
        *_columns(
            "cycle_id:uuid stage:text service_point_id:whole? village_code:text? date:day? place:text notes:long "
            "decisions:long next_date:day? closed_on:day? id:uuid"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        _link("meeting", "cycle_id", "cycle.id"),
        _link("meeting", "service_point_id", "service_point.id"),
        _link("meeting", "village_code", "village.code"),
    )
    op.create_index("ix_meeting_cycle_id", "meeting", ["cycle_id"])
    op.create_table(
        "meeting_facilitator",
        *_columns("meeting_id:uuid person_id:whole"),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name="pk_meeting_facilitator"),
        _link("meeting_facilitator", "meeting_id", "meeting.id"),
        _link("meeting_facilitator", "person_id", "person.id"),
    )
    op.create_table(
        "attendance",
        *_columns(
            "meeting_id:uuid side:text group:text age_0_14:whole? age_15_30:whole? age_31_45:whole? age_46:whole? "
            "id:whole total:whole? women:whole? men:whole? other:whole? youth:whole? disability:whole? "
            "minority:whole? idpoor:whole?"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
        _link("attendance", "meeting_id", "meeting.id"),
        sa.UniqueConstraint("meeting_id", "side", "group", name="uq_attendance_meeting_id"),
    )
    op.create_index("ix_attendance_meeting_id", "attendance", ["meeting_id"])


def _scorecards() -> None:
    op.create_table(
        "criterion",
        *_columns(
            "service_point_id:whole key:text text_km:text text_en:text side:text same_as:text position:whole id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_criterion"),
        _link("criterion", "service_point_id", "service_point.id"),
        sa.UniqueConstraint("service_point_id", "key", name="uq_criterion_service_point_id"),
    )
    op.create_index("ix_criterion_service_point_id", "criterion", ["service_point_id"])
    op.create_table(
        "input_check",
        *_columns(
            "service_point_id:whole key:text text_km:text text_en:text standard_km:long standard_en:long "
            "source_km:text source_en:text source_date:text to_confirm:flag found:long difference:long "
            "remark:long confirmed_by:text position:whole id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_input_check"),
        _link("input_check", "service_point_id", "service_point.id"),
    )
    op.create_index("ix_input_check_service_point_id", "input_check", ["service_point_id"])
    op.create_table(
        "issue",
        *_columns(
            "service_point_id:whole village_code:text? criterion_id:whole? kind:text text:long text_en:long "
            "votes:whole? position:whole id:whole total:whole? women:whole? men:whole? other:whole? youth:whole? "
            "disability:whole? minority:whole? idpoor:whole?"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
        _link("issue", "service_point_id", "service_point.id"),
        _link("issue", "village_code", "village.code"),
        _link("issue", "criterion_id", "criterion.id"),
    )
    op.create_index("ix_issue_criterion_id", "issue", ["criterion_id"])
    op.create_index("ix_issue_service_point_id", "issue", ["service_point_id"])
    op.create_table(
        "remark",
        *_columns(
            "service_point_id:whole criterion_id:whole village_code:text? side:text kind:text text:long "
            "text_en:long selected:flag position:whole id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
        _link("remark", "service_point_id", "service_point.id"),
        _link("remark", "criterion_id", "criterion.id"),
        _link("remark", "village_code", "village.code"),
    )
    op.create_index("ix_remark_criterion_id", "remark", ["criterion_id"])
    op.create_index("ix_remark_service_point_id", "remark", ["service_point_id"])
    op.create_table(
        "card",
        *_columns("service_point_id:whole village_code:text? side:text closed_on:day? id:uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        _link("card", "service_point_id", "service_point.id"),
        _link("card", "village_code", "village.code"),
        sa.UniqueConstraint("service_point_id", "side", "village_code", name="uq_card_service_point_id"),
    )
    op.create_index("ix_card_service_point_id", "card", ["service_point_id"])
    op.create_table(
        "sheet",
        *_columns(
            "card_id:uuid group:text method:text override:long id:whole total:whole? women:whole? men:whole? "
            "other:whole? youth:whole? disability:whole? minority:whole? idpoor:whole?"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sheet"),
        _link("sheet", "card_id", "card.id"),
        sa.UniqueConstraint("card_id", "group", name="uq_sheet_card_id"),
    )
    op.create_index("ix_sheet_card_id", "sheet", ["card_id"])
    op.create_table(
        "tally",
        *_columns("sheet_id:whole criterion_id:whole breakdown:text value:whole count:whole"),
        sa.PrimaryKeyConstraint("sheet_id", "criterion_id", "breakdown", "value", name="pk_tally"),
        _link("tally", "sheet_id", "sheet.id"),
        _link("tally", "criterion_id", "criterion.id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tally_criterion_id", "tally", ["criterion_id"])
    op.create_table(
        "agreed_point",
        *_columns("meeting_id:uuid criterion_id:whole citizens_said:long providers_said:long agreed:long id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_agreed_point"),
        _link("agreed_point", "meeting_id", "meeting.id"),
        _link("agreed_point", "criterion_id", "criterion.id"),
        sa.UniqueConstraint("meeting_id", "criterion_id", name="uq_agreed_point_meeting_id"),
    )
    op.create_index("ix_agreed_point_criterion_id", "agreed_point", ["criterion_id"])
    op.create_index("ix_agreed_point_meeting_id", "agreed_point", ["meeting_id"])


def _plan() -> None:
    op.create_table(
        "action",
        *_columns(
            "cycle_id:uuid parent_id:uuid? service_point_id:whole? carried_from:uuid? position:whole part:text "
            "activity:long activity_en:long proposer:text target:long location:text quantity:text unit:text "
            "start:day? end:day? beneficiaries:whole? women:whole? cost:big? lead:text responsible:text role:text "
            "sector:text cip_number:text cip_year:whole? status:text percent:whole? reason:long id:uuid"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        _link("action", "cycle_id", "cycle.id"),
        _link("action", "parent_id", "action.id"),
        _link("action", "service_point_id", "service_point.id"),
    )
    op.create_index("ix_action_cycle_id", "action", ["cycle_id"])
    op.create_index("ix_action_parent_id", "action", ["parent_id"])
    op.create_index("ix_action_service_point_id", "action", ["service_point_id"])
    op.create_table(
        "action_criterion",
        *_columns("action_id:uuid criterion_id:whole"),
        sa.PrimaryKeyConstraint("action_id", "criterion_id", name="pk_action_criterion"),
        _link("action_criterion", "action_id", "action.id"),
        _link("action_criterion", "criterion_id", "criterion.id"),
    )
    op.create_index("ix_action_criterion_criterion_id", "action_criterion", ["criterion_id"])
    op.create_table(
        "contribution",
        *_columns(
            "action_id:uuid key:uuid source_kind:text source_name:text state:text form:text currency:text "
            "amount:big rate:whole? date:day? id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contribution"),
        _link("contribution", "action_id", "action.id"),
        sa.UniqueConstraint("key", name="uq_contribution_key"),
    )
    op.create_index("ix_contribution_action_id", "contribution", ["action_id"])
    op.create_table(
        "follow_up",
        *_columns("action_id:uuid date:day status:text percent:whole? note:long reason:long checked_by:text id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_follow_up"),
        _link("follow_up", "action_id", "action.id"),
    )
    op.create_index("ix_follow_up_action_id", "follow_up", ["action_id"])


def _survey() -> None:
    op.create_table(
        "questionnaire",
        *_columns("key:text title_km:text title_en:text id:uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaire"),
        sa.UniqueConstraint("key", name="uq_questionnaire_key"),
    )
    op.create_table(
        "question",
        *_columns(
            "questionnaire_id:uuid key:text text_km:long text_en:long kind:text satisfied:json position:whole id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        _link("question", "questionnaire_id", "questionnaire.id"),
        sa.UniqueConstraint("questionnaire_id", "key", name="uq_question_questionnaire_id"),
    )
    op.create_index("ix_question_questionnaire_id", "question", ["questionnaire_id"])
    op.create_table(
        "answer",
        *_columns("question_id:whole code:text text_km:text text_en:text position:whole id:whole"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        _link("answer", "question_id", "question.id"),
        sa.UniqueConstraint("question_id", "code", name="uq_answer_question_id"),
    )
    op.create_index("ix_answer_question_id", "answer", ["question_id"])
    op.create_table(
        "survey_round",
        *_columns("questionnaire_id:uuid key:text started:day? ended:day? id:uuid"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_round"),
        _link("survey_round", "questionnaire_id", "questionnaire.id"),
        sa.UniqueConstraint("questionnaire_id", "key", name="uq_survey_round_questionnaire_id"),
    )
    op.create_index("ix_survey_round_questionnaire_id", "survey_round", ["questionnaire_id"])
    op.create_table(
        "response",
        *_columns(
            "round_id:uuid submission_id:text date:day? enumerator:text commune_code:text village_code:text "
            "gender:text age:whole? youth:flag? disability:flag? minority:flag? idpoor:flag? answers:json "
            "id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        _link("response", "round_id", "survey_round.id"),
        sa.UniqueConstraint("round_id", "submission_id", name="uq_response_round_id"),
    )
    op.create_index("ix_response_round_id", "response", ["round_id"])


def _budget() -> None:
    op.create_table(
        "budget",
        *_columns(
            "commune_code:text year:whole status:text population:whole? households:whole? source:text "
            "source_date:day? notes:long id:uuid"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_budget"),
        _link("budget", "commune_code", "commune.code"),
        sa.UniqueConstraint("commune_code", "year", name="uq_budget_commune_code"),
    )
    op.create_index("ix_budget_commune_code", "budget", ["commune_code"])
    op.create_table(
        "budget_line",
        *_columns(
            "budget_id:uuid code:text side:text part:text parent:text name_km:text name_en:text explain_km:long "
            "explain_en:long icon:text plan:big? revised:big? actual:big? note:long position:whole id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_budget_line"),
        _link("budget_line", "budget_id", "budget.id"),
        sa.UniqueConstraint("budget_id", "code", name="uq_budget_line_budget_id"),
    )
    op.create_index("ix_budget_line_budget_id", "budget_line", ["budget_id"])
    op.create_table(
        "project",
        *_columns(
            "budget_id:uuid code:text name_km:text name_en:text sector:text village_code:text? quantity:text "
            "unit:text cost:big? commune_fund:big? contribution:big? other:big? start:day? end:day? status:text "
            "action:text criterion:text position:whole id:whole"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        _link("project", "budget_id", "budget.id"),
        _link("project", "village_code", "village.code"),
        sa.UniqueConstraint("budget_id", "code", name="uq_project_budget_id"),
    )
    op.create_index("ix_project_budget_id", "project", ["budget_id"])


def _columns(words: str) -> list[sa.Column[Any]]:
    """Columns from `name:kind`, with `?` behind where a value may be missing."""
    named = [word.rstrip("?").partition(":") for word in words.split()]
    return [
        sa.Column(name, KINDS[kind], nullable=word.endswith("?"))
        for word, (name, _colon, kind) in zip(words.split(), named, strict=True)
    ]


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}_{target.partition('.')[0]}")
