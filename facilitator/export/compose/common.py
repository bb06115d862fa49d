"""Entities to the parts that many documents share: head, signatures, figures, method."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from facilitator.export.documents.common import Figures, Head, Method, People, Signature, Text
from facilitator.i18n import N_, catalogue

if TYPE_CHECKING:
    from facilitator.models import scoring
    from facilitator.models.attendance import Attendance
    from facilitator.models.cycle import Cycle, Person, ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.place import Village
    from facilitator.models.results import Results

ROLES = {
    "lead_facilitator": N_("Lead facilitator"),
    "facilitator": N_("Community accountability facilitator"),
    "commune_chief": N_("Commune chief"),
    "clerk": N_("Clerk"),
    "councillor": N_("Councillor"),
    "provider_head": N_("Head of the service"),
    "district": N_("District administration"),
    "other": N_("Participant"),
}
SANGKAT_CHIEF = N_("Sangkat chief")


def both(message: str) -> Text:
    """A sentence of the catalogues in both languages."""
    return Text(catalogue("km")(message), catalogue("en")(message))


def head(cycle: Cycle, date: dt.date | None) -> Head:
    """The administrative head; `date` is the day of the record."""
    commune = cycle.commune
    return Head(
        province=Text(commune.province_km, commune.province_en),
        district=Text(commune.district_km, commune.district_en),
        commune=Text(commune.name_km, commune.name_en),
        urban=commune.urban,
        year=cycle.year,
        round=cycle.round,
        era_offset=cycle.era_offset,
        date=date,
        training=cycle.training,
    )


def service_name(point: ServicePoint) -> Text:
    """The service point's name in both languages."""
    return Text(point.name_km, point.name_en)


def village_name(village: Village) -> Text:
    """The village's name in both languages."""
    return Text(village.name_km, village.name_en)


def role(cycle: Cycle, key: str) -> Text:
    """What a role is called on paper; a sangkat has a sangkat chief."""
    if key == "commune_chief" and cycle.commune.urban:
        return both(SANGKAT_CHIEF)
    return both(ROLES.get(key, ROLES["other"]))


def people_of(cycle: Cycle, *roles: str) -> list[Person]:
    """The cycle's people in these roles, in their order."""
    return [person for person in cycle.people if person.role in roles]


def signature(cycle: Cycle, key: str) -> Signature:
    """The block of one role, with the name where exactly one person holds it."""
    holders = people_of(cycle, key)
    return Signature(role(cycle, key), holders[0].name if len(holders) == 1 else "")


def facilitators(cycle: Cycle) -> tuple[str, ...]:
    """The names of the facilitators, the lead first."""
    return tuple(person.name for person in [*people_of(cycle, "lead_facilitator"), *people_of(cycle, "facilitator")])


def meetings_of(
    cycle: Cycle, stage: str, point: ServicePoint | None = None, village: str | None = None
) -> list[Meeting]:
    """The meetings of a stage that concern a service point and village, oldest first; undated ones last."""
    found = [
        meeting
        for meeting in cycle.meetings
        if meeting.stage == stage
        and (point is None or meeting.service_point_id in (None, point.id))
        and (village is None or meeting.village_code in (None, village))
    ]
    return sorted(found, key=lambda meeting: (meeting.date is None, meeting.date or dt.date.min))


def record_date(meetings: Iterable[Meeting]) -> dt.date | None:
    """The day of the record: of the newest dated meeting."""
    return max((meeting.date for meeting in meetings if meeting.date is not None), default=None)


def people(row: Attendance | None) -> People:
    """A head count as printed."""
    if row is None:
        return People()
    counts = row.headcount()
    return People(**{name: counts[name] for name in People.__dataclass_fields__})


def figures(
    found: scoring.Figures | None, results: Results, *, hidden: bool = False, consensus: bool = False
) -> Figures | None:
    """A score for a document: every step of a short scale with its count; None when nobody scored."""
    if hidden:
        return Figures(hidden=True)
    if found is None:
        return None
    steps = results.scale.steps if len(results.scale.steps) <= 10 else tuple(found.counts)
    return Figures(
        n=found.n,
        counts=tuple((step, found.counts.get(step, 0)) for step in steps) if found.counts and not consensus else (),
        median=found.median,
        mean=found.mean,
        satisfied=found.satisfied,
        dissatisfied=found.dissatisfied,
        consensus=consensus,
    )


def method(results: Results, service_point: str) -> Method:
    """The facts of the method line of one service point."""
    return Method(
        scale=results.cycle.scale,
        votes=results.method(service_point) != "consensus",
        k=results.cycle.k,
        public=results.public,
        satisfied=results.satisfied,
        dissatisfied=results.dissatisfied,
        data_year=results.cycle.commune.data_year,
    )


def villages_scored(results: Results, point: ServicePoint) -> int:
    """How many villages have scored a service point."""
    return len({cell.village for cell in results.counts_of(point.key) if cell.side == "citizens"} - {""})
