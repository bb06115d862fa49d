"""What citizens asked for, and what the budget says to it: lowest scores, their activities, the lines that pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from facilitator.export.compose import common
from facilitator.export.documents.citizens_budget import Answer, Asked
from facilitator.export.documents.common import Text
from facilitator.models.action import Action, numbers
from facilitator.models.results import Results

if TYPE_CHECKING:
    from facilitator.models import scoring
    from facilitator.models.budget import Budget, Project
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.scorecard import Criterion
    from facilitator.models.store import Store

MOST = 5
"""How many criteria the booklet answers: those that citizens scored lowest."""


class _Low(NamedTuple):
    point: ServicePoint
    criterion: Criterion
    figures: scoring.Figures


def asked(store: Store, cycle: Cycle, budget: Budget, *, public: bool) -> tuple[Asked, ...]:
    """The criteria with citizens' lowest scores, lowest first, each with its activities and their money."""
    results = Results.of(store, cycle, public=public, look_back=False)
    projects = {project.action: project for project in budget.projects if project.action}
    paid = {action: projects[number] for action, number in numbers(cycle).items() if number in projects}
    return tuple(_asked(low, results.scale, budget, paid) for low in _lowest(cycle, results))


def _lowest(cycle: Cycle, results: Results) -> list[_Low]:
    found = []
    scored = results.scored_points()  # reads all services together
    for point in (each for each in cycle.service_points if each.key in scored):
        for criterion in point.criteria:
            figures = results.figures(point.key, criterion.key) if criterion.side == "both" else None
            if figures is not None and figures.median is not None:
                found.append(_Low(point, criterion, figures))
    found.sort(key=lambda low: (low.figures.median or 0, low.figures.satisfied or 0))
    return found[:MOST]


def _asked(low: _Low, scale: scoring.Scale, budget: Budget, paid: dict[Action, Project]) -> Asked:
    point, criterion, figures = low
    assert figures.median is not None
    steps = scale.steps
    answers = [_answer(link.action, paid.get(link.action)) for link in criterion.action_links]
    answered = {answer.project for answer in answers}
    for project in budget.projects:
        name = Text(project.name_km, project.name_en)
        if project.criterion == f"{point.key}/{criterion.key}" and name not in answered:
            answers.append(Answer(name, "funded", project.whole_cost(), name))
    return Asked(
        service=common.service_name(point),
        criterion=Text(criterion.text_km, criterion.text_en),
        median=figures.median,
        mood=float((figures.median - steps[0]) / (steps[-1] - steps[0])),
        answers=tuple(answers),
    )


def _answer(action: Action, project: Project | None) -> Answer:
    activity, cost = Text(action.activity, action.activity_en), action.total_cost()
    if project is not None:
        return Answer(activity, "funded", project.whole_cost(), Text(project.name_km, project.name_en))
    if any(each.contributions for each in (action, *action.children)):
        return Answer(activity, "others", cost)
    return Answer(activity, "unfunded" if cost else "free", cost)
