"""The empty action plan with the providers of the cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.export.compose import common
from facilitator.export.documents.blank_action_plan import BlankActionPlan

if TYPE_CHECKING:
    from facilitator.export.papers import Job

ROWS_WITHOUT_PROVIDERS = 6
"""Empty rows of a part that names nobody."""


def action_plan(job: Job) -> BlankActionPlan:
    """The plan of the job's cycle, to fill in by hand at the interface meeting."""
    cycle = job.cycle
    town, district = common.both("Town or khan administration"), common.both("District administration")
    return BlankActionPlan(
        head=common.head(cycle, None),
        providers=tuple(common.service_name(point) for point in cycle.service_points),
        chief=common.signature(cycle, "commune_chief"),
        facilitators=common.facilitators(cycle),
        copies_to=(town if cycle.commune.urban else district, common.both("Records of the commune office")),
        rows=BlankActionPlan.rows if cycle.service_points else ROWS_WITHOUT_PROVIDERS,
    )
