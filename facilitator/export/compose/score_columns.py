"""Columns of scores for a document: of everybody, of a village, of the people by breakdown or by focus group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from facilitator import people
from facilitator.export.compose import common
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Figures, Text
from facilitator.export.documents.scorecard import Before
from facilitator.i18n import N_
from facilitator.models import scoring
from facilitator.models.results import Cell, Results
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.scorecard import Criterion

BREAKDOWNS = people.KINDS | {"youth": N_("Youth")}
"""The shortest names, for narrow columns."""

Column = tuple[Text, list[Figures | None]]
"""The name of a group and its score for each criterion."""


def scored(point: ServicePoint) -> list[Criterion]:
    """The criteria that citizens score, in their order."""
    return [criterion for criterion in point.criteria if criterion.side == "both"]


def score(
    results: Results,
    point: ServicePoint,
    criterion: Criterion,
    *,
    village: str = "",
    group: str = "",
    breakdown: str = ALL,
) -> Figures | None:
    """Citizens' figures of one cell, hidden or with their distribution; None when nobody scored."""
    where = {"village": village, "group": group, "breakdown": breakdown}
    found = results.figures(point.key, criterion.key, **where)
    votes = Cell(point.key, "citizens", village, group, criterion.key, breakdown, "votes")
    voted = votes in results.counts_of(point.key)
    hidden = found is None and results.is_hidden(point.key, criterion.key, **where)
    return common.figures(found, results, hidden=hidden, consensus=found is not None and not voted)


def score_before(
    results: Results, point: ServicePoint, criterion: Criterion, side: str = "citizens", village: str = ""
) -> Before | None:
    """One side's score of the round before, and the change since; None when there was none."""
    before = results.before(point.key, criterion.key, side, village)
    if before is None:
        return None
    return Before(before.median, results.change(point.key, criterion.key, side, village), before.comparable)


def by_breakdown(
    results: Results,
    point: ServicePoint,
    criteria: Sequence[Criterion],
    names: Mapping[str, str] = BREAKDOWNS,
    *,
    village: str = "",
) -> list[Column]:
    """The scores by these breakdowns (key and name), of all villages or of one; those that nobody counted are left out.

    Where men cannot be shown because “other” is small, “men and other” stands for both.
    """
    found: list[Column] = []
    joined = False
    for key, name in names.items():
        column = [score(results, point, criterion, village=village, breakdown=key) for criterion in criteria]
        rest = _rests(results, point, village, criteria) if key == "men" and _some_hidden(column) else []
        if any(figures is not None for figures in rest):
            joined = True
            found.append((both("Men and other"), rest))
        elif any(figures is not None for figures in column) and not (joined and key == "other"):
            found.append((both(name), column))
    return found


def by_group(
    results: Results, point: ServicePoint, criteria: Sequence[Criterion], *, village: str = ""
) -> list[Column]:
    """The scores of the focus groups that scored."""
    found: list[Column] = []
    for group in results.cycle.groups:
        column = [score(results, point, criterion, village=village, group=group.key) for criterion in criteria]
        if any(figures is not None for figures in column):
            found.append((Text(group.name_km, group.name_en), column))
    return found


def _rests(results: Results, point: ServicePoint, village: str, criteria: Sequence[Criterion]) -> list[Figures | None]:
    """Men and other together: everybody but the women, where both of these are shown.

    This is how a small “other” is kept from being read off (design page “The domain”, Scores).
    """
    rests: list[Figures | None] = []
    for criterion in criteria:
        everybody = results.figures(point.key, criterion.key, village=village)
        women = results.figures(point.key, criterion.key, village=village, breakdown="women")
        if everybody is None or women is None:
            hidden = results.is_hidden(point.key, criterion.key, village=village, breakdown="men")
            rests.append(Figures(hidden=True) if hidden else None)
            continue
        counts = {value: count - women.counts.get(value, 0) for value, count in everybody.counts.items()}
        rests.append(common.figures(scoring.figures(counts, results.satisfied, results.dissatisfied), results))
    return rests if any(rest is not None and not rest.hidden for rest in rests) else []


def _some_hidden(column: Iterable[Figures | None]) -> bool:
    return any(figures is not None and figures.hidden for figures in column)
