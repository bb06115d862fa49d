"""The letters of invitation, from the meetings planned and the people in an office."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import coming, common
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Text
from facilitator.export.documents.invitation import Addressee, Invitation, Letter
from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.export.compose.coming import Planned
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle, Person, ServicePoint

STAGES = ("information", "self_assessment", "interface", "follow_up")
"""The meetings to which officials and providers are invited by letter."""

OFFICIALS = ("councillor", "district", "other")
"""Who is invited, besides the heads of the services, to what concerns all services."""


def invitation(job: Job) -> Invitation:
    """A letter for each person and meeting to come; what is not fixed yet is left to be written.

    Raises UserError while the cycle has no service.
    """
    cycle = job.cycle
    if not cycle.service_points:
        raise UserError(_("Nobody to invite yet. Choose the services on the page “Prepare”."))
    letters = tuple(
        Letter(addressee, planned.gathering(), _copies(cycle, addressee))
        for planned in coming.coming(cycle, STAGES)
        for addressee in _invited(cycle, planned)
    )
    return Invitation(
        head=common.head(cycle, None),
        letters=letters,
        chief=common.signature(cycle, "commune_chief"),
        callers=coming.callers(cycle),
    )


def _invited(cycle: Cycle, planned: Planned) -> Iterator[Addressee]:
    """The heads of the services that meet; to what concerns all services, the officials as well."""
    for point in [planned.point] if planned.point is not None else cycle.service_points:
        yield from _heads(cycle, point)
    if planned.point is not None and planned.stage not in ("interface", "follow_up"):
        return
    officials = common.people_of(cycle, *OFFICIALS)
    yield from (_addressee(cycle, person) for person in officials)
    if not any(person.role == "district" for person in officials):
        yield Addressee(_district(cycle))


def _heads(cycle: Cycle, point: ServicePoint) -> list[Addressee]:
    """Who heads the service; the clerk for the commune's own office, whose chief signs. Else a line for the name."""
    role = "clerk" if point.kind == "commune_administration" else "provider_head"
    known = common.people_of(cycle, role)
    if role == "provider_head":
        known = [person for person in known if person.organisation in (point.name_km, point.name_en)]
    found = [_addressee(cycle, person) for person in known]
    return found or [Addressee(common.role(cycle, role), organisation=common.service_name(point))]


def _addressee(cycle: Cycle, person: Person) -> Addressee:
    role = _district(cycle) if person.role == "district" else common.role(cycle, person.role)
    return Addressee(role, person.name, _organisation(cycle, person.organisation))


def _organisation(cycle: Cycle, name: str) -> Text:
    """In both languages where it is one of the services."""
    names = (common.service_name(point) for point in cycle.service_points)
    return next((text for text in names if name in (text.km, text.en)), Text(name))


def _copies(cycle: Cycle, addressee: Addressee) -> tuple[Text, ...]:
    district, records = _district(cycle), both("Records of the commune office")
    return (records,) if addressee.role == district else (district, records)


def _district(cycle: Cycle) -> Text:
    return both("Town or khan administration") if cycle.commune.urban else both("District administration")
