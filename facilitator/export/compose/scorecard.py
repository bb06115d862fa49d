"""Citizens' scorecards from the records of one service point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.compose.common import both
from facilitator.export.compose.remarks import remarks_of
from facilitator.export.compose.score_columns import BREAKDOWNS, by_breakdown, by_group, score, score_before, scored
from facilitator.export.documents.common import Figures, People, Signature, Text
from facilitator.export.documents.scorecard import (
    Remarks,
    ScoreRow,
    ScoreTable,
    ServiceScorecard,
    VillageScorecard,
    VillageScores,
)
from facilitator.i18n import _, screen_language
from facilitator.models.results import Results
from facilitator.models.suppression import Place, hidden_places
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.place import Village
    from facilitator.models.scorecard import Criterion

BESIDE = {key: BREAKDOWNS[key] for key in ("women", "men", "youth")}
"""The breakdowns that stand beside the score of all; the others have a paper of their own."""


def village(job: Job) -> VillageScorecard:
    """The card of the job's village. Its day is that of the village's scoring meeting.

    Raises UserError while the village has no scores for that service.
    """
    point, place = job.service_point, job.village
    if point is None or place is None:
        raise UserError(_("Choose the service and the village of this scorecard."))
    results = Results.of(job.store, job.cycle, public=job.copy == "public")
    if not _has_scores(results, point, place.code):
        language = screen_language()
        names = {"service": point.name(language), "village": common.village_name(place).of(language)}
        raise UserError(_("No scores yet for {service} in {village}.").format(**names), "scoring")
    meetings = common.meetings_of(job.cycle, "scoring", point, place.code)
    meeting = next((found for found in reversed(meetings) if found.date is not None), None)
    people = _people(meeting)
    said = [remark for remark in point.remarks if remark.side == "citizens" and remark.village_code == place.code]
    return VillageScorecard(
        head=common.head(job.cycle, meeting.date if meeting is not None else _closed_on(point, place)),
        service=common.service_name(point),
        village=common.village_name(place),
        scores=_table(results, point, place.code, {row.key: remarks_of(said, row) for row in scored(point)}),
        place=meeting.place if meeting is not None else "",
        facilitators=led_by(job.cycle, meeting),
        people=people,
        people_hidden=_hidden_people(results, point, place, people) if results.public else frozenset(),
        facilitator=facilitator(job.cycle, meeting),
        representative=Signature(both("Representative of the villagers")),
        chief=common.signature(job.cycle, "commune_chief"),
    )


def service(job: Job) -> ServiceScorecard:
    """The card of the job's service point in all its villages. Its day is that of the last scoring meeting.

    Raises UserError while no village has scores for it.
    """
    point = job.service_point
    if point is None:
        raise UserError(_("Choose the service of this scorecard."))
    results = Results.of(job.store, job.cycle, public=job.copy == "public")
    need_scores(results, point)
    said = [remark for remark in point.remarks if remark.side == "citizens"]
    criteria = scored(point)
    scores = _table(results, point, "", {row.key: remarks_of(said, row) for row in criteria})
    return ServiceScorecard(
        head=common.head(job.cycle, common.record_date(common.meetings_of(job.cycle, "scoring", point))),
        service=common.service_name(point),
        scores=scores,
        villages=tuple(_line(results, point, place, criteria) for place in point.villages),
        people=most(row.score for row in scores.rows),
        village_medians=tuple(_median_of_villages(results, point, row) for row in criteria),
        order_disagrees=results.order_disagrees(point.key),
        by_village=job.cycle.consolidation == "village_medians",
        facilitators=common.facilitators(job.cycle),
        facilitator=facilitator(job.cycle, None),
        chief=common.signature(job.cycle, "commune_chief"),
    )


def need_scores(results: Results, point: ServicePoint) -> None:
    """Raises UserError while no citizen has scored the service."""
    if not _has_scores(results, point, ""):
        raise UserError(
            _("No scores of citizens yet for {service}.").format(service=point.name(screen_language())), "scoring"
        )


def facilitator(cycle: Cycle, meeting: Meeting | None) -> Signature:
    """Who signs as facilitator: the first of those who led the meeting, else the cycle's lead."""
    names = led_by(cycle, meeting)
    return Signature(both("Facilitator"), names[0] if names else "")


def _has_scores(results: Results, point: ServicePoint, village: str) -> bool:
    keys = {criterion.key for criterion in scored(point)}
    cells = (cell for cell in results.counts_of(point.key) if (cell.side, cell.village) == ("citizens", village))
    return any(cell.criterion in keys for cell in cells)


def _table(results: Results, point: ServicePoint, village: str, said: dict[str, Remarks]) -> ScoreTable:
    """The criteria with the scores of all and of the groups beside them.

    Those are the breakdowns where votes were counted by them, else the focus groups.
    """
    criteria = scored(point)
    columns = by_breakdown(results, point, criteria, BESIDE, village=village)
    columns = columns or by_group(results, point, criteria, village=village)
    rows = [
        ScoreRow(
            text=Text(criterion.text_km, criterion.text_en),
            score=score(results, point, criterion, village=village),
            beside=tuple(column[place] for _name, column in columns),
            remarks=said[criterion.key],
            before=score_before(results, point, criterion, village=village),
        )
        for place, criterion in enumerate(criteria)
    ]
    names = tuple(name for name, _column in columns)
    return ScoreTable(tuple(rows), common.method(results, point.key), names, results.previous_name)


def _line(results: Results, point: ServicePoint, place: Village, criteria: Sequence[Criterion]) -> VillageScores:
    scores = tuple(score(results, point, criterion, village=place.code) for criterion in criteria)
    return VillageScores(common.village_name(place), most(scores), scores)


def most(scores: Iterable[Figures | None]) -> int | None:
    """How many people scored: the most of any criterion. None where nothing is shown, or a group agreed."""
    return max((figures.n for figures in scores if figures is not None and figures.counts), default=None)


def _median_of_villages(results: Results, point: ServicePoint, criterion: Criterion) -> Fraction | None:
    figures = results.village_medians(point.key, criterion.key)
    return figures.median if figures is not None else None


def _closed_on(point: ServicePoint, place: Village) -> dt.date | None:
    return next((card.closed_on for card in point.cards if card.village_code == place.code), None)


def led_by(cycle: Cycle, meeting: Meeting | None) -> tuple[str, ...]:
    """The facilitators of a meeting, or all of the cycle; the cycle's lead first."""
    names = common.facilitators(cycle)
    present = {link.person.name for link in meeting.facilitators} if meeting is not None else set()
    return tuple(name for name in names if name in present) or names


def _people(meeting: Meeting | None) -> People:
    if meeting is None:
        return People()
    from facilitator.models import holding  # maps what no other paper of scores needs

    counts = holding.present(meeting, "citizens")
    return People(**{name: counts[name] for name in People.__dataclass_fields__})


def _hidden_people(results: Results, point: ServicePoint, place: Village, people: People) -> frozenset[str]:
    """The head counts that would give away how many are in a group whose scores are hidden, and small ones."""
    known = {name: count for name in People.__dataclass_fields__ if (count := getattr(people, name)) is not None}
    sizes = {Place("", "", _breakdown(name)): count for name, count in known.items()}
    small = {hidden.breakdown for hidden in hidden_places(sizes, results.cycle.k)}
    unscored = {
        cell.breakdown for cell in results.hidden_in(point.key) if cell[:4] == (point.key, "citizens", place.code, "")
    }
    return frozenset(name for name in known if _breakdown(name) in small | unscored)


def _breakdown(name: str) -> str:
    return ALL if name == "total" else name
