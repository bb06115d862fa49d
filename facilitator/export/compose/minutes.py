"""The minutes of the interface meeting, from its head counts, its agreed points and both cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, joint, score_columns, scorecard
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Method, People, Signature, Text
from facilitator.export.documents.minutes import Minutes, Present, Record, ServiceMinutes, Spoken
from facilitator.i18n import N_, _
from facilitator.models import agreeing, holding
from facilitator.models.results import Results
from facilitator.models.suppression import Place, hidden_places
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.scorecard import Criterion

SIDES = {
    "citizens": N_("Citizens"),
    "providers": N_("Providers"),
    "commune": N_("Commune"),
    "district": N_("District"),
    "other": N_("Other"),
}


def minutes(job: Job) -> Minutes:
    """The minutes of the job's cycle, a record for each interface meeting that was held.

    Raises UserError while none was held.
    """
    cycle = job.cycle
    held = [meeting for meeting in common.meetings_of(cycle, "interface") if meeting.held]
    if not held:
        raise UserError(
            _("There are no minutes yet. Fill in the date and how many people came on the page “Interface meeting”.")
        )
    results = Results.of(job.store, cycle, public=job.copy == "public", look_back=False)
    return Minutes(
        head=common.head(cycle, common.record_date(held)),
        records=tuple(_record(results, meeting) for meeting in held),
        method=_method(results),
        representative=Signature(both("Representative of the citizens")),
        district=_district(cycle),
        chief=common.signature(cycle, "commune_chief"),
        copies_to=_copies_to(cycle),
    )


def _record(results: Results, meeting: Meeting) -> Record:
    present = _present(results, meeting)
    return Record(
        date=meeting.date,
        place=meeting.place,
        facilitators=scorecard.led_by(meeting.cycle, meeting),
        present=present,
        all_present=_together(meeting, present),
        services=tuple(_service(results, meeting, point) for point in _services(meeting)),
        decisions=meeting.decisions,
        notes=meeting.notes,
        next_date=meeting.next_date,
        facilitator=scorecard.facilitator(meeting.cycle, meeting),
    )


def _services(meeting: Meeting) -> list[ServicePoint]:
    """The services that were talked about: the meeting's own, else those in its minutes, else all with criteria."""
    if meeting.service_point is not None:
        return [meeting.service_point]
    points = [point for point in meeting.cycle.service_points if point.criteria]
    spoken = {point.criterion.service_point_id for point in meeting.agreed_points}
    return [point for point in points if point.id in spoken] or points


def _service(results: Results, meeting: Meeting, point: ServicePoint) -> ServiceMinutes:
    spoken = tuple(_spoken(results, meeting, point, criterion) for criterion in point.criteria)
    return ServiceMinutes(common.service_name(point), spoken, joint.head_of(point))


def _spoken(results: Results, meeting: Meeting, point: ServicePoint, criterion: Criterion) -> Spoken:
    said = agreeing.words_of(meeting, criterion)
    return Spoken(
        text=Text(criterion.text_km, criterion.text_en),
        citizens=score_columns.score(results, point, criterion) if criterion.side == "both" else None,
        providers=joint.providers_score(results, point, criterion),
        gap=results.gap(point.key, criterion.key),
        citizens_said=said.citizens_said.strip() if said is not None else "",
        providers_said=said.providers_said.strip() if said is not None else "",
        agreed=said.agreed.strip() if said is not None else "",
        own=criterion.side == "providers",
    )


def _present(results: Results, meeting: Meeting) -> tuple[Present, ...]:
    """The sides that came, in the order of `SIDES`."""
    came = {row.side for row in meeting.attendance}
    found = []
    for side, name in SIDES.items():
        if side in came:
            people = _people(meeting, side)
            found.append(Present(both(name), people, _hidden(results, side, people)))
    return tuple(found)


def _people(meeting: Meeting, side: str) -> People:
    counts = holding.present(meeting, side)
    return People(**{name: counts[name] for name in People.__dataclass_fields__})


def _hidden(results: Results, side: str, people: People) -> frozenset[str]:
    """The counts of a small group in a public copy. How many officials and providers came is no secret."""
    if not results.public:
        return frozenset()
    known = {name: count for name in People.__dataclass_fields__ if (count := getattr(people, name)) is not None}
    names = {Place("", "", ALL if name == "total" else name): name for name in known}
    small = {
        names[place] for place in hidden_places({place: known[name] for place, name in names.items()}, results.cycle.k)
    }
    return frozenset(small if side == "citizens" else small - {"total"})


def _together(meeting: Meeting, present: tuple[Present, ...]) -> Present:
    """All sides. What is hidden of one side is hidden here too: the others could be taken from it."""
    return Present(both("Total"), _people(meeting, ""), frozenset().union(*(side.hidden for side in present)))


def _method(results: Results) -> Method:
    """The facts of the method line: votes, unless every service agreed on its numbers."""
    keys = [point.key for point in results.cycle.service_points]
    voted = next((key for key in keys if results.method(key) != "consensus"), keys[0] if keys else "")
    return common.method(results, voted)


def _district(cycle: Cycle) -> Signature:
    known = common.signature(cycle, "district")
    return Signature(both("Town or khan administration"), known.name) if cycle.commune.urban else known


def _copies_to(cycle: Cycle) -> tuple[Text, ...]:
    services = (common.service_name(point) for point in cycle.service_points)
    return (_district(cycle).role, *services, both("Records of the commune office"))
