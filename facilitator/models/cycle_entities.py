"""The mapped classes of a cycle in one import: their relationships name each other, so that none works alone.

Budgets, surveys, codes of papers and the history stand apart and are mapped when something asks for them: a paper of a
cycle is printed without (a tenth of its time). What deals with the whole database imports `entities`.
"""

from __future__ import annotations

from facilitator.models.action import Action, ActionCriterion, ActionOrigin, Contribution, FollowUp
from facilitator.models.ballot_file import BallotFile
from facilitator.models.cycle import Catchment, Cycle, Group, Person, ServicePoint, Target
from facilitator.models.meeting import AgreedPoint, Attendance, Meeting, MeetingFacilitator
from facilitator.models.place import Commune, Village
from facilitator.models.scorecard import Card, Criterion, InputCheck, Issue, Remark
from facilitator.models.story import Story
from facilitator.models.tally import Sheet, Tally

__all__ = [
    "Action",
    "ActionCriterion",
    "ActionOrigin",
    "AgreedPoint",
    "Attendance",
    "BallotFile",
    "Card",
    "Catchment",
    "Commune",
    "Contribution",
    "Criterion",
    "Cycle",
    "FollowUp",
    "Group",
    "InputCheck",
    "Issue",
    "Meeting",
    "MeetingFacilitator",
    "Person",
    "Remark",
    "ServicePoint",
    "Sheet",
    "Story",
    "Tally",
    "Target",
    "Village",
]
