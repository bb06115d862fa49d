"""Blank tally sheets with the criteria, groups and breakdowns of the cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator import people
from facilitator.export.compose import common, forms
from facilitator.export.documents.blank_scores import BlankScores, TallySheet
from facilitator.export.documents.common import Text
from facilitator.models.cycle import BREAKDOWNS, Cycle
from facilitator.models.sheet_lines import breakdowns_of
from facilitator.models.sheets import scored_by
from facilitator.models.words import MOST_OWN_CRITERIA

if TYPE_CHECKING:
    from facilitator.export.papers import Job


def tally(job: Job) -> BlankScores:
    """A sheet for each focus group of the job's village, or one where nobody splits."""
    cycle, (point, village) = job.cycle, forms.place_of(job)
    criteria = forms.texts(scored_by(point, "citizens"))
    groups = [_sheet(cycle, group.key, Text(group.name_km, group.name_en)) for group in cycle.groups]
    return BlankScores(
        head=common.head(cycle, None),
        service=common.service_name(point),
        village=common.village_name(village),
        scale=cycle.scale,
        criteria=criteria,
        empty=0 if criteria else cycle.priorities,
        sheets=tuple(groups or [_sheet(cycle, "", Text())]),
        occasion=forms.occasion(cycle, "scoring", point, village.code),
        counts=("total", *dict.fromkeys((*people.GENDERS, *breakdowns_of(cycle, "")))),
    )


def self_assessment(job: Job) -> BlankScores:
    """One sheet for those who provide the job's service, with room for criteria of their own."""
    cycle, point = job.cycle, forms.point_of(job)
    criteria = scored_by(point, "providers")
    own = sum(criterion.side == "providers" for criterion in criteria)
    empty = MOST_OWN_CRITERIA - own if criteria else cycle.priorities
    return BlankScores(
        head=common.head(cycle, None),
        service=common.service_name(point),
        village=Text(),
        scale=cycle.scale,
        criteria=forms.texts(criteria),
        empty=max(0, empty),
        sheets=(TallySheet(Text()),),
        occasion=forms.occasion(cycle, "self_assessment", point),
    )


def _sheet(cycle: Cycle, key: str, name: Text) -> TallySheet:
    return TallySheet(name, breakdowns_of(cycle, key), everybody=key if key in BREAKDOWNS else "")
