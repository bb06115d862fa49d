"""The information sheet of one service point: its standards, the round before, and the commune's budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import coming, common, joint, score_columns
from facilitator.export.compose.input_tracking import standard
from facilitator.export.compose.notice import MOST_LATER, STAGES
from facilitator.export.documents.common import Method, Text
from facilitator.export.documents.information_sheet import (
    Entitlement,
    InformationSheet,
    Money,
    Paid,
    Performance,
    Scored,
)
from facilitator.i18n import _, screen_language
from facilitator.models.action import leaves, numbers
from facilitator.models.budget import Budget, Project
from facilitator.models.results import Results, previous_cycle

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.store import Store

LEFT_OVER = "closing_balance"


def information_sheet(job: Job) -> InformationSheet:
    """The sheet of the job's service point. Its day is that of the information session.

    Raises UserError while the service has no standards.
    """
    point, cycle = job.service_point, job.cycle
    if point is None:
        raise UserError(_("Choose the service of this paper."))
    if not point.input_checks:
        raise UserError(
            _("There are no standards of {service} yet. Add them on the page “Information session”.").format(
                service=point.name(screen_language())
            )
        )
    before = previous_cycle(job.store, cycle)
    then = next((each for each in before.service_points if each.key == point.key), None) if before is not None else None
    results = (
        Results.of(job.store, before, public=job.copy == "public", look_back=False) if before is not None else None
    )
    planned = coming.coming(cycle, STAGES, point)
    return InformationSheet(
        head=common.head(cycle, common.record_date(common.meetings_of(cycle, "information", point))),
        kind=point.kind,
        service=common.service_name(point),
        standards=_standards(point, then),
        method=common.method(results, point.key) if results is not None else Method(public=job.copy == "public"),
        performance=_performance(results, then) if results is not None and then is not None else None,
        money=_money(job.store, cycle, point),
        meetings=tuple(each.gathering() for each in planned if each.date is not None)[:MOST_LATER],
        callers=coming.callers(cycle),
        chief=common.signature(cycle, "commune_chief"),
    )


def _standards(point: ServicePoint, then: ServicePoint | None) -> tuple[Entitlement, ...]:
    found = {check.key: check.found for check in then.input_checks if check.key} if then is not None else {}
    return tuple(Entitlement(standard(check), found.get(check.key, "")) for check in point.input_checks)


def _performance(results: Results, then: ServicePoint) -> Performance | None:
    """The scores of the round before; None when citizens gave none."""
    rows = tuple(
        Scored(
            text=Text(criterion.text_km, criterion.text_en),
            citizens=score_columns.score(results, then, criterion),
            providers=joint.providers_score(results, then, criterion),
        )
        for criterion in score_columns.scored(then)
    )
    if not any(row.citizens is not None for row in rows):
        return None
    actions = [action for action in leaves(then.cycle) if action.provider is then]
    done = sum(action.status == "done" for action in actions)
    return Performance(then.cycle.year, then.cycle.round, rows, len(actions), done)


def _money(store: Store, cycle: Cycle, point: ServicePoint) -> Money | None:
    """From the budget of the cycle's year, or of the year before; None when neither has figures."""
    budgets: list[Budget] = store.all(Budget, commune_code=cycle.commune_code)
    for year in (cycle.year, cycle.year - 1):
        budget = next((each for each in budgets if each.year == year), None)
        if budget is not None and budget.total("expenditure", "plan"):
            return _money_of(budget, cycle, point)
    return None


def _money_of(budget: Budget, cycle: Cycle, point: ServicePoint) -> Money:
    column = "actual" if budget.status == "executed" and "actual" in budget.columns() else "plan"
    spent = [line for line in budget.leaves("expenditure") if line.part != LEFT_OVER]
    own = point.kind == "commune_administration"
    running = [line for line in spent if line.part == "administration" and line.amount(column)] if own else []
    all_numbers = numbers(cycle)
    own_numbers = {all_numbers[action] for action in leaves(cycle) if action.provider is point}
    return Money(
        year=budget.year,
        status=budget.status,
        total=sum(line.amount(column) for line in spent),
        projects=tuple(
            Paid(Text(project.name_km, project.name_en), _cost(project), project.status)
            for project in budget.projects
            if project.criterion.startswith(f"{point.key}/")
            or (budget.year == cycle.year and project.action in own_numbers)
        ),
        running=tuple((Text(line.name_km, line.name_en), line.amount(column)) for line in running),
        source=budget.source,
        source_date=budget.source_date,
    )


def _cost(project: Project) -> int:
    return project.sources() if project.cost is None else project.cost
