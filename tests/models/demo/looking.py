"""What several tests of the samples look up."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.models import progress
from facilitator.models.entities import Attendance, Card
from facilitator.models.store import Store
from facilitator.models.tally import Sheet


def citizens_sheets(store: Store) -> Iterator[tuple[Sheet, Attendance]]:
    """Every citizens' sheet with the people counted at its scoring meeting."""
    for card in store.all(Card, side="citizens"):
        point = card.service_point
        (meeting,) = (
            meeting
            for meeting in point.cycle.meetings
            if meeting.stage == "scoring"
            and meeting.service_point is point
            and meeting.village_code == card.village_code
        )
        for sheet in card.sheets:
            (present,) = (row for row in meeting.attendance if (row.side, row.group) == ("citizens", sheet.group))
            yield sheet, present


def unfinished(store: Store) -> dict[tuple[str, int, str], tuple[str, ...]]:
    """What is missing, by commune, year and stage, in all stages that are not done."""
    return {
        (cycle.commune_code, cycle.year, stage.key): stage.missing
        for cycle in store.cycles()
        for stage in progress.stages_of(store, cycle)
        if not stage.done
    }
