"""The joint accountability action plan, from its tree to its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.compose.common import both
from facilitator.export.documents.action_plan import ActionPlan, Activity, PlanPart, ProviderActions
from facilitator.export.documents.common import Text
from facilitator.i18n import _
from facilitator.models.action import PARTS, Action, top_actions

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle, ServicePoint


def action_plan(job: Job) -> ActionPlan:
    """The plan of the job's cycle. Its day is that of the interface meeting, where it was agreed.

    Raises UserError while the plan has no activity.
    """
    cycle = job.cycle
    need_plan(cycle)
    parts = tuple(_part(cycle, key) for key in PARTS)
    return ActionPlan(
        head=common.head(cycle, common.record_date(common.meetings_of(cycle, "interface"))),
        parts=parts,
        cost=sum(part.cost for part in parts),
        facilitators=common.facilitators(cycle),
        chief=common.signature(cycle, "commune_chief"),
        copies_to=_copies_to(cycle),
    )


def need_plan(cycle: Cycle) -> None:
    """Raise UserError while the plan has no activity."""
    if not cycle.actions:
        raise UserError(
            _("The action plan has no activity yet. Add the first one on the page “Action plan”."), "action_plan"
        )


def _part(cycle: Cycle, key: str) -> PlanPart:
    """The rows of a part under their providers, in the order in which the providers first occur."""
    found: dict[ServicePoint | None, list[tuple[int, Action]]] = {}
    for place, action in enumerate(top_actions(cycle, key), 1):
        found.setdefault(action.provider, []).append((place, action))
    providers = tuple(
        ProviderActions(
            provider=common.service_name(point) if point is not None else Text(),
            activities=tuple(row for place, action in rows for row in _rows(action, (place,))),
            cost=sum(action.total_cost() for _place, action in rows),
        )
        for point, rows in found.items()
    )
    return PlanPart(key, providers, sum(provider.cost for provider in providers))


def _rows(action: Action, places: tuple[int, ...]) -> Iterator[Activity]:
    """An activity and all below it. A row with rows below it costs what they cost."""
    yield Activity(
        part=action.part,
        places=places,
        activity=Text(action.activity, action.activity_en),
        proposer=action.proposer,
        target=action.target,
        location=action.location,
        quantity=action.quantity,
        unit=action.unit,
        start=action.start,
        end=action.end,
        beneficiaries=action.beneficiaries,
        women=action.women,
        cost=action.total_cost() if action.children else action.cost,
        lead=action.lead,
        heading=bool(action.children),
    )
    for place, child in enumerate(action.children, 1):
        yield from _rows(child, (*places, place))


def _copies_to(cycle: Cycle) -> tuple[Text, ...]:
    district = both("Town or khan administration") if cycle.commune.urban else both("District administration")
    services = tuple(common.service_name(point) for point in cycle.service_points)
    return (district, *services, both("Records of the commune office"))
