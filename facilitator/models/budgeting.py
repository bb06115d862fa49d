"""Entering a Citizens' Budget: how it starts, its figures, lines of the commune's own, projects and their links."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from facilitator.errors import UserError
from facilitator.i18n import _, digits, format_number, plural, screen_language
from facilitator.models import catalogue
from facilitator.models.action import Action, numbers
from facilitator.models.budget import Budget, BudgetLine, BudgetPicture, Project
from facilitator.typed import parse_riel

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.scorecard import Criterion
    from facilitator.models.store import Store

COPIED = ("code", "side", "part", "parent", "name_km", "name_en", "explain_km", "explain_en", "icon", "position")
"""What a line of a new budget takes over from the year before: everything but figures and notes."""

MONEY = ("cost", "commune_fund", "contribution", "other", "fund_revised", "fund_actual")
"""The amounts of a project, in whole riel: four of the plan, then its commune fund as revised and as it came."""

KEPT = ("cover_text", "take_part", "complaints")
"""Words of a booklet that the next year begins with."""

# -- the budget -------------------------------------------------------------------------------------------------------


def budget_of(store: Store, cycle: Cycle) -> Budget | None:
    """The budget of the cycle's commune and year; all rounds of the year share it."""
    found = store.all(Budget, commune_code=cycle.commune_code, year=cycle.year)
    return found[0] if found else None


def budget_beside(cycle: Cycle) -> Budget | None:
    """The same, for a caller who has the cycle only."""
    session = object_session(cycle)
    found = (
        session.scalars(select(Budget).filter_by(commune_code=cycle.commune_code, year=cycle.year)) if session else ()
    )
    return next(iter(found), None)


def budget_before(store: Store, cycle: Cycle) -> Budget | None:
    """The commune's newest budget of an earlier year that has lines."""
    earlier = [each for each in store.all(Budget, commune_code=cycle.commune_code) if each.year < cycle.year]
    return max((each for each in earlier if each.lines), key=lambda each: each.year, default=None)


def year_before(store: Store, budget: Budget) -> Budget | None:
    """The budget of the same commune for the year before."""
    found = store.all(Budget, commune_code=budget.commune_code, year=budget.year - 1)
    return found[0] if found else None


def from_template(cycle: Cycle) -> Budget:
    """A budget without figures, with the lines of the template; people and households are the commune's."""
    budget = empty(cycle, cycle.year)
    for position, line in enumerate(catalogue.budget_lines()):
        words = {name: getattr(line, name) for name in COPIED if name != "position"}
        budget.lines.append(BudgetLine(position=position, **words))
    return budget


def from_earlier(cycle: Cycle, earlier: Budget) -> Budget:
    """A budget without figures, with the lines, the booklet's words, pages and pictures of an earlier one."""
    budget = empty(cycle, cycle.year)
    budget.lines.extend(BudgetLine(**{name: getattr(line, name) for name in COPIED}) for line in earlier.lines)
    for name in KEPT:
        setattr(budget, name, getattr(earlier, name))
    budget.left_out = list(earlier.left_out)
    budget.pictures.extend(BudgetPicture(kind=each.kind, data=each.data) for each in earlier.pictures)
    return budget


def set_people(budget: Budget, which: str, value: int | None) -> None:
    """`population` or `households`. Raises UserError when there are more households than people."""
    people = value if which == "population" else budget.population
    homes = value if which == "households" else budget.households
    if people is not None and homes is not None and homes > people:
        language = screen_language()
        sentence = _("{households} households cannot have {people} people. Check the digits.")
        raise UserError(
            sentence.format(households=format_number(homes, language), people=format_number(people, language))
        )
    setattr(budget, which, value)


def what_keeps_it_a_draft(budget: Budget) -> str:
    """Why an approved or executed budget is not printed yet; empty when nothing is against it."""
    faults = len(budget.checks())
    if budget.status == "draft" or not faults:
        return ""
    sentence = plural(
        faults,
        _("It is not printed as approved or executed while {n} check fails. As a draft it can be printed."),
        _("It is not printed as approved or executed while {n} checks fail. As a draft it can be printed."),
    )
    return sentence.format(n=format_number(faults, screen_language()))


def summary(budget: Budget) -> dict[str, dict[str, int]]:
    """Whole riel by row and column: both sides, their difference, the development part and the projects' fund.

    The projects' fund has a figure where the projects tell it.
    """
    columns = budget.columns()
    revenue = {column: budget.total("revenue", column) for column in columns}
    expenditure = {column: budget.total("expenditure", column) for column in columns}
    return {
        "revenue": revenue,
        "expenditure": expenditure,
        "difference": {column: revenue[column] - expenditure[column] for column in columns},
        "development": {column: budget.part("expenditure", "development", column) for column in columns},
        "fund": {
            column: budget.projects_fund(column)
            for column in columns
            if column == "plan" or budget.has_project_figures(column)
        },
    }


def empty(cycle: Cycle, year: int) -> Budget:
    """A budget of the cycle's commune without lines; people and households are the commune's."""
    commune = cycle.commune
    return Budget(commune=commune, year=year, population=commune.population, households=commune.households, notes="")


# -- lines ------------------------------------------------------------------------------------------------------------


def set_amount(line: BudgetLine, column: str, typed: str) -> None:
    """Set `plan`, `revised` or `actual` as typed; empty takes the figure away. Raises UserError for no amount."""
    setattr(line, column, parse_riel(typed))


def revise_from_plan(budget: Budget) -> None:
    """Start the revised plan from the plan, so that only what changed is typed. Figures that are there stay."""
    for line in budget.lines:
        if line.revised is None:
            line.revised = line.plan


def set_line_words(line: BudgetLine, part: str, language: str, text: str) -> None:
    """Set the `name` or the explanation (`explain`) in one language. Raises UserError when no name would be left."""
    other = getattr(line, f"{part}_{'en' if language == 'km' else 'km'}")
    if part == "name" and not (text.strip() or other):
        raise UserError(_("A line needs a name. Remove the line instead."))
    setattr(line, f"{part}_{language}", text)


def explanation(line: BudgetLine, language: str) -> str:
    """What the line means, in that language or the other."""
    khmer, english = line.explain_km, line.explain_en
    return (khmer or english) if language == "km" else (english or khmer)


def add_line(line: BudgetLine, name: str, language: str) -> BudgetLine:
    """Add a line beside another one: one more part of what it is part of, or of itself when it has parts.

    Beside a line that stands alone it stands alone too. Raises UserError for an empty name.
    """
    if not name.strip():
        raise UserError(_("Type the name of the new line first."))
    budget = line.budget
    parent = line.code if any(each.parent == line.code for each in budget.lines) else line.parent
    stem = f"{parent}." if parent else line.code.rstrip("0123456789.")
    part = "other" if line.part in ("carry_over", "closing_balance") else line.part
    made = BudgetLine(code=_free_code(budget, stem), side=line.side, part=part, parent=parent)
    set_line_words(made, "name", language, name)
    ordered = sorted(budget.lines, key=lambda each: each.position)
    family = [n for n, each in enumerate(ordered) if each is line or (parent and each.parent == parent)]
    ordered.insert(max(family) + 1, made)
    budget.lines.append(made)
    for position, each in enumerate(ordered):
        each.position = position
    return made


def remove_line(line: BudgetLine) -> None:
    """Take a line out. Raises UserError when other lines are part of it."""
    budget = line.budget
    if any(each.parent == line.code for each in budget.lines):
        raise UserError(_("Other lines are part of this one. Remove those first."))
    budget.lines.remove(line)


def _free_code(budget: Budget, stem: str) -> str:
    taken = {line.code for line in budget.lines}
    return next(code for n in range(1, len(taken) + 2) if (code := f"{stem}{n}") not in taken)


# -- projects ---------------------------------------------------------------------------------------------------------


def add_project(budget: Budget, name: str, language: str) -> Project:
    """Add a project below the others, numbered on. Raises UserError for an empty name."""
    if not name.strip():
        raise UserError(_("Type the name of the project first."))
    taken = {project.code for project in budget.projects}
    code = next(code for n in range(1, len(taken) + 2) if (code := f"{n:02}") not in taken)
    position = max((each.position for each in budget.projects), default=-1) + 1
    project = Project(code=code, position=position, **{f"name_{language}": name})
    budget.projects.append(project)
    return project


def set_project_name(project: Project, language: str, name: str) -> None:
    """Set the name in one language. Raises UserError when no name would be left."""
    other = project.name_en if language == "km" else project.name_km
    if not (name.strip() or other):
        raise UserError(_("A project needs a name. Remove the project instead."))
    setattr(project, f"name_{language}", name)


def set_money(project: Project, which: str, typed: str) -> None:
    """Set one of `MONEY` as typed; empty takes the amount away. Raises UserError for no amount."""
    setattr(project, which, parse_riel(typed))


def set_quantity(project: Project, typed: str) -> None:
    """How much is built or bought, with Arabic digits."""
    project.quantity = digits(typed).strip()


def set_dates(project: Project, start: dt.date | None, end: dt.date | None) -> None:
    """Set when the work starts and ends. Raises UserError when it would end before it starts."""
    if start is not None and end is not None and end < start:
        raise UserError(_("A project cannot end before it starts."))
    project.start, project.end = start, end


def remove_project(project: Project) -> None:
    """Take a project out."""
    project.budget.projects.remove(project)


def actions_to_link(cycle: Cycle) -> list[tuple[str, Action]]:
    """The activities of the joint action plan that a project may carry out, by number."""
    found = numbers(cycle)
    return [(found[action], action) for action in cycle.actions]


def criteria_to_link(cycle: Cycle) -> list[tuple[str, Criterion]]:
    """The criteria that may have asked for a project, as `service_point/key`."""
    return [
        (f"{point.key}/{criterion.key}", criterion)
        for point in cycle.service_points
        for criterion in point.criteria
        if criterion.side == "both"
    ]
