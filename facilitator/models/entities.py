"""All mapped classes in one import, for what deals with a whole database."""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from facilitator.models import cycle_entities
from facilitator.models.base import Base
from facilitator.models.budget import Budget, BudgetLine, BudgetPicture, Project
from facilitator.models.codes import IssuedCode
from facilitator.models.cycle_entities import *  # noqa: F403 - its classes are part of all
from facilitator.models.digests import Digest
from facilitator.models.history import HistoryEntry
from facilitator.models.summary import Summary
from facilitator.models.survey import Answer, Question, Questionnaire, Response, SurveyColumn, SurveyRound
from facilitator.models.survey_counts import SurveyCount

__all__ = [
    *cycle_entities.__all__,
    "Answer",
    "Base",
    "Budget",
    "BudgetLine",
    "BudgetPicture",
    "Digest",
    "HistoryEntry",
    "IssuedCode",
    "Project",
    "Question",
    "Questionnaire",
    "Response",
    "Summary",
    "SurveyColumn",
    "SurveyCount",
    "SurveyRound",
    "prepare",
]


def prepare() -> None:
    """Join the classes now, in the thread that loads the database, instead of at the window's first query."""
    configure_mappers()
