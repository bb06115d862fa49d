"""All mapped classes and tables in one import, for what writes or deals with a whole database."""

from __future__ import annotations

import linecache

from sqlalchemy.orm import configure_mappers

from facilitator.models import digests, hiding, summary
from facilitator.models.action import Action
from facilitator.models.action_links import ActionCriterion, ActionOrigin
from facilitator.models.agreed_point import AgreedPoint
from facilitator.models.attendance import Attendance, MeetingFacilitator
from facilitator.models.ballot_file import BallotFile
from facilitator.models.base import Base
from facilitator.models.budget import Budget, BudgetLine, BudgetPicture, Project
from facilitator.models.codes import IssuedCode
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Catchment, Cycle, Person, ServicePoint
from facilitator.models.follow_up import FollowUp
from facilitator.models.group import Group
from facilitator.models.history import HistoryEntry
from facilitator.models.input_check import InputCheck
from facilitator.models.issue import Issue
from facilitator.models.meeting import Meeting
from facilitator.models.place import Commune, Village
from facilitator.models.scorecard import Card, Criterion, Remark
from facilitator.models.story import Story
from facilitator.models.survey import Answer, Question, Questionnaire, Response, SurveyColumn, SurveyRound
from facilitator.models.survey_counts import SurveyCount
from facilitator.models.tally import Sheet, Tally
from facilitator.models.target import Target

__all__ = [
    "Action",
    "ActionCriterion",
    "ActionOrigin",
    "AgreedPoint",
    "Answer",
    "Attendance",
    "BallotFile",
    "Base",
    "Budget",
    "BudgetLine",
    "BudgetPicture",
    "Card",
    "Catchment",
    "Commune",
    "Contribution",
    "Criterion",
    "Cycle",
    "FollowUp",
    "Group",
    "HistoryEntry",
    "InputCheck",
    "Issue",
    "IssuedCode",
    "Meeting",
    "MeetingFacilitator",
    "Person",
    "Project",
    "Question",
    "Questionnaire",
    "Remark",
    "Response",
    "ServicePoint",
    "Sheet",
    "Story",
    "SurveyColumn",
    "SurveyCount",
    "SurveyRound",
    "Tally",
    "Target",
    "Village",
    "prepare",
]

PLAIN_TABLES = (digests.TABLE, hiding.TABLE, summary.TABLE)
"""What the program works out and reads as rows: mapping a class takes two milliseconds."""


def prepare() -> None:
    """Join the classes now, in the thread that loads the database, instead of at the window's first query."""
    configure_mappers()
    linecache.clearcache()  # SQLAlchemy leaves there the source of each function that it wrote: 0.2 MB
