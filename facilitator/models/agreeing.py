"""The interface meeting, criterion by criterion: both scores, what each side said, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.comparing import Score, score
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.agreed_point import AgreedPoint
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.results import Results
    from facilitator.models.scorecard import Criterion, Remark

PARTS = ("citizens_said", "providers_said", "agreed")


@dataclass(frozen=True)
class Talk:
    """What lies on the table about one criterion: both scores, their gap, and the suggestions that were selected."""

    number: int
    criterion: Criterion
    citizens: Score
    providers: Score
    gap: Fraction | None

    @property
    def width(self) -> Fraction:
        """How far apart the two sides are, whichever is higher; -1 while a score is missing."""
        return abs(self.gap) if self.gap is not None else Fraction(-1)


def talks(results: Results, point: ServicePoint, by_gap: bool = False) -> list[Talk]:
    """The criteria of a service point, as they stand in the list or with the widest gap first."""
    found = [
        Talk(
            number,
            criterion,
            score(results, point.key, criterion.key),
            score(results, point.key, criterion.key, "providers"),
            results.gap(point.key, criterion.key),
        )
        for number, criterion in enumerate(point.criteria, 1)
    ]
    return sorted(found, key=lambda talk: -talk.width) if by_gap else found


def selected(criterion: Criterion, side: str) -> list[Remark]:
    """The suggestions of one side that go to the interface meeting, equal words once."""
    found: dict[str, Remark] = {}
    for remark in criterion.remarks:
        if (remark.side, remark.kind, remark.selected) == (side, "suggestion", True):
            found.setdefault(search_key(remark.text), remark)
    return sorted(found.values(), key=lambda remark: remark.position)


def words_of(meeting: Meeting, criterion: Criterion) -> AgreedPoint | None:
    """What the minutes say about a criterion, or None while they say nothing."""
    return next((point for point in meeting.agreed_points if point.criterion is criterion), None)


def write(meeting: Meeting, criterion: Criterion, part: str, text: str) -> None:
    """Keep one of `PARTS`. A point of which nothing is left goes. Raises UserError when the meeting is finished."""
    if part not in PARTS:
        raise ValueError(part)
    need_open(meeting)
    point = meeting.point(criterion)
    setattr(point, part, text)
    if not any((getattr(point, each) or "").strip() for each in PARTS):
        meeting.agreed_points.remove(point)


def need_open(meeting: Meeting) -> None:
    """Raise UserError when the meeting is finished."""
    if meeting.closed_on is not None:
        raise UserError(_("This meeting is finished. Choose “Correct it” and say why."))


def agreed_count(meeting: Meeting, criteria: Sequence[Criterion]) -> int:
    """For how many of these criteria something was agreed."""
    wanted = {criterion.id for criterion in criteria}
    return sum(bool(point.agreed.strip()) for point in meeting.agreed_points if point.criterion_id in wanted)
