"""What the room sees, screen by screen, as plain words and figures taken from the public scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.i18n import _, format_date, format_decimal, format_number, format_signed, screen_language, shown
from facilitator.models import agreeing, proposing
from facilitator.models.action import Action, leaves
from facilitator.models.comparing import Score, band_ends
from facilitator.ui.meeting import agenda
from facilitator.ui.tables.actions import shown_number

if TYPE_CHECKING:
    from facilitator.models.agreeing import Talk
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.results import Results


@dataclass(frozen=True)
class Slide:
    """One screen. `key` stays the same as long as it is about the same thing; `item` is its point of the agenda."""

    key: str
    item: str
    title: str


@dataclass(frozen=True)
class TitleSlide(Slide):
    """The meeting, or one service of it; `lines` stand below the title."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgendaSlide(Slide):
    """The points of the meeting."""

    rows: tuple[agenda.Item, ...] = ()


@dataclass(frozen=True)
class Side:
    """What one side scored and said; `shown` is the score as written, `about` says how it was found.

    `bands` names the bands of a long scale by their marks.
    """

    name: str
    score: Score
    shown: str
    about: str
    said: str
    suggested: tuple[str, ...]
    bands: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriterionSlide(Slide):
    """One criterion: both sides, the gap between them, what was agreed, and the activities that answer it."""

    criterion: int
    service: str
    citizens: Side
    providers: Side
    gap: str
    agreed: str
    activities: tuple[str, ...]


@dataclass(frozen=True)
class PlanSlide(Slide):
    """The activities that answer the criteria of this meeting: number, what, and who until when."""

    rows: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class ClosingSlide(Slide):
    """The decisions, and when the meeting goes on."""

    decisions: str = ""
    next: str = ""


def services_of(meeting: Meeting) -> list[ServicePoint]:
    """The services with criteria that this meeting is about: its own, or all of the cycle."""
    points = [meeting.service_point] if meeting.service_point is not None else meeting.cycle.service_points
    return [point for point in points if point.criteria]


def make(meeting: Meeting, results: Results) -> list[Slide]:
    """Every screen of the meeting in order. Raises ValueError unless the results are the public ones."""
    if not results.public:
        raise ValueError("a room sees public results only")
    points, language = services_of(meeting), screen_language()
    names = [(point.id, point.name(language), len(point.criteria)) for point in points]
    found: list[Slide] = [
        _title(meeting, points),
        AgendaSlide("agenda", agenda.OPENING, _("Agenda"), agenda.items(names)),
    ]
    for point in points:
        if len(points) > 1:
            found.append(_service(point))
        found += [_criterion(meeting, point, talk, results) for talk in agreeing.talks(results, point)]
    found.append(PlanSlide("plan", agenda.PLAN, _("What will be done"), tuple(_rows(meeting.cycle, points))))
    following = format_date(meeting.next_date, language) if meeting.next_date is not None else ""
    found.append(ClosingSlide("closing", agenda.CLOSING, _("Decisions"), meeting.decisions.strip(), following))
    return found


def _title(meeting: Meeting, points: Sequence[ServicePoint]) -> TitleSlide:
    cycle, language = meeting.cycle, screen_language()
    where = meeting.place.strip()
    day = format_date(meeting.date, language) if meeting.date is not None else ""
    service = points[0].name(language) if len(points) == 1 else ""
    lines = (cycle.name(language), service, day, where)
    return TitleSlide("title", agenda.OPENING, _("Interface meeting"), tuple(line for line in lines if line))


def _service(point: ServicePoint) -> TitleSlide:
    counted = _("Criteria: {n}").format(n=shown(len(point.criteria)))
    return TitleSlide(f"service_{point.id}", agenda.scores_key(point.id), point.name(screen_language()), (counted,))


def _criterion(meeting: Meeting, point: ServicePoint, talk: Talk, results: Results) -> CriterionSlide:
    language, criterion = screen_language(), talk.criterion
    said = agreeing.words_of(meeting, criterion)
    words = {part: getattr(said, part).strip() if said is not None else "" for part in agreeing.PARTS}
    sides = [
        Side(name, score, _score(score), about, words[f"{key}_said"], _suggested(talk, key), _bands(results))
        for key, name, score, about in (
            ("citizens", _("Citizens"), talk.citizens, _citizens_about(talk)),
            ("providers", _("Providers"), talk.providers, ""),
        )
    ]
    return CriterionSlide(
        key=f"criterion_{criterion.id}",
        item=agenda.scores_key(point.id),
        title=f"{format_number(talk.number, language)}. {criterion.text(language)}",
        criterion=criterion.id,
        service=point.name(language),
        citizens=sides[0],
        providers=sides[1],
        gap=format_signed(talk.gap, screen_language()) if talk.gap is not None else "",
        agreed=words["agreed"],
        activities=tuple(
            f"{shown_number(action)} {action.words(language)}"
            for action in proposing.answering(meeting.cycle, criterion)
        ),
    )


def _bands(results: Results) -> tuple[str, ...]:
    """The marks of each band, short enough for large letters."""
    ends = band_ends(results)
    if not ends:
        return ()
    low, between, high = ends
    return f"≤ {shown(low[1])}", f"{shown(between[0])}–{shown(between[1])}", f"≥ {shown(high[0])}"


def _suggested(talk: Talk, side: str) -> tuple[str, ...]:
    return tuple(remark.words(screen_language()) for remark in agreeing.selected(talk.criterion, side))


def _score(score: Score) -> str:
    return format_decimal(score.median, screen_language()) if score.median is not None else "–"


def _citizens_about(talk: Talk) -> str:
    score = talk.citizens
    if talk.criterion.side == "providers":
        return _("only the providers score this")
    if score.hidden:
        return _("Not shown: too few people scored")
    if score.median is None:
        return _("no score")
    if score.agreed:
        return _("agreed score")
    return _("median, n = {n}").format(n=shown(score.n))


def _rows(cycle: Cycle, points: Sequence[ServicePoint]) -> Iterator[tuple[str, str, str]]:
    wanted = {criterion.id for point in points for criterion in point.criteria}
    for action in leaves(cycle):
        if any(link.criterion_id in wanted for link in action.criteria):
            yield shown_number(action), action.words(screen_language()), _who(action)


def _who(action: Action) -> str:
    until = format_date(action.end, screen_language(), "short") if action.end is not None else ""
    return " · ".join(part for part in (action.lead or action.responsible, until) if part)
