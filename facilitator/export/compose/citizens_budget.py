"""The Citizens' Budget booklet, from the budget of the cycle's commune and year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import budget_answers, budget_places, budget_review, coming, common
from facilitator.export.compose.common import both
from facilitator.export.documents.citizens_budget import (
    Asked,
    CitizensBudget,
    Contact,
    Fault,
    ProjectRow,
    Share,
    Source,
    Word,
)
from facilitator.export.documents.common import Text
from facilitator.i18n import _
from facilitator.models import catalogue
from facilitator.models.budget import COLUMNS, EXPENDITURE_PARTS, REVENUE_PARTS, Budget, Project
from facilitator.models.shares import largest_remainder

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle
    from facilitator.models.place import Village
    from facilitator.models.store import Store

ASK = ("clerk", "lead_facilitator", "district")
"""The roles whose phone numbers the booklet gives, as far as they are known."""

WORDS = (
    "Commune investment programme (CIP)",
    "Joint action plan (JAAP)",
    "Transparency",
)
"""The words explained on the last page; the others have a page where there is one to spare."""

STAGES = ("information", "criteria", "scoring", "interface", "follow_up")
"""The meetings of the scorecard that citizens may come to."""

MOST_DATES = 4


def citizens_budget(job: Job) -> CitizensBudget:
    """The booklet of the budget of the job's commune and year. Its day is that of the budget's figures.

    Raises UserError when there is no budget, when it has no figures, or when it does not balance and is no draft.
    """
    budget = budget_of(job.store, job.cycle)
    return booklet(job, budget, budget_answers.asked(job.store, job.cycle, budget, public=job.copy == "public"))


def preview(job: Job, known: tuple[Asked, ...] | None) -> CitizensBudget:
    """The booklet while its figures are typed: one that does not balance is shown as a draft, whatever its status.

    `known` are the answers to citizens, worked out before: scores do not change with the budget. Raises UserError when
    there is no budget or when it has no figures.
    """
    budget = _with_figures(job.store, job.cycle)
    found = known
    if found is None:
        found = budget_answers.asked(job.store, job.cycle, budget, public=job.copy == "public")
    made = booklet(job, budget, found)
    return replace(made, status="draft") if made.faults else made


def booklet(job: Job, budget: Budget, asked: tuple[Asked, ...]) -> CitizensBudget:
    """The document of a budget, with these answers to what citizens asked for."""
    cycle = job.cycle
    actual = budget.status == "executed" and "actual" in budget.columns()
    column = "actual" if actual else "plan"
    source, source_date = budget.source_of(column)
    projects = _projects(budget)
    return CitizensBudget(
        head=common.head(cycle, source_date),
        status=budget.status,
        revenue=_shares(budget, "revenue", REVENUE_PARTS, column),
        expenditure=_shares(budget, "expenditure", EXPENDITURE_PARTS, column),
        total=budget.total("revenue", column),
        population=budget.population or cycle.commune.population,
        households=budget.households or cycle.commune.households,
        actual=actual,
        faults=_faults(budget),
        sectors=budget_places.sectors(projects),
        projects=projects,
        villages=budget_places.villages(projects),
        review=budget_review.review(job.store, cycle, budget if actual else None),
        asked=asked,
        words=tuple(_word(word) for word in catalogue.budget_words() if word.term_en in WORDS),
        more_words=tuple(_word(word) for word in catalogue.budget_words() if word.term_en not in WORDS),
        meetings=tuple(each.gathering() for each in coming.coming(cycle, STAGES) if each.date is not None)[:MOST_DATES],
        take_part=budget.take_part,
        complaints=budget.complaints,
        contacts=_contacts(cycle),
        source=source,
        source_date=source_date,
        chief=common.signature(cycle, "commune_chief"),
        cover_text=budget.cover_text,
        photo=budget.picture("photo"),
        logo=budget.picture("logo"),
        left_out=frozenset(budget.left_out),
    )


def budget_of(store: Store, cycle: Cycle) -> Budget:
    """The budget of the cycle's commune and year. Raises UserError as `citizens_budget`."""
    budget = _with_figures(store, cycle)
    checks = budget.checks()
    if checks and budget.status != "draft":
        raise UserError(
            _("An approved or executed budget is printed only when it balances. {fault}").format(fault=checks[0].text)
        )
    return budget


def _with_figures(store: Store, cycle: Cycle) -> Budget:
    found = store.all(Budget, commune_code=cycle.commune_code, year=cycle.year)
    if not found:
        raise UserError(_("There is no budget of {year} yet. Enter it on the page “Budget”.").format(year=cycle.year))
    budget: Budget = found[0]
    if not any(budget.total(side, column) for side in ("revenue", "expenditure") for column in budget.columns()):
        raise UserError(
            _("The budget of {year} has no figures yet. Enter them on the page “Budget”.").format(year=cycle.year)
        )
    return budget


def _faults(budget: Budget) -> tuple[Fault, ...]:
    return tuple(
        Fault(check.code, check.expected, check.found, _about(budget, check.code, check.cell), _column(check.cell))
        for check in budget.checks()
    )


def _about(budget: Budget, kind: str, cell: str) -> Text:
    """The name of the line or project that a check is about; empty where it is about a whole side."""
    code = cell.rpartition(".")[0]
    rows = budget.projects if kind == "project_sources" else budget.lines
    return next((Text(row.name_km, row.name_en) for row in rows if row.code == code), Text())


def _column(cell: str) -> str:
    name = cell.rpartition(".")[2]
    return name if name in COLUMNS else COLUMNS[0]


def _shares(budget: Budget, side: str, keys: tuple[str, ...], column: str) -> tuple[Share, ...]:
    """The parts of one side that have money, in whole riel of every hundred.

    An overdrawn part (a closing balance below zero) is named but has no share.
    """
    amounts = {key: budget.part(side, key, column) for key in keys}
    amounts = {key: amount for key, amount in amounts.items() if amount}
    hundreds = largest_remainder([max(0, amount) for amount in amounts.values()])
    names = budget_review.part_names(side)
    return tuple(
        Share(*names[key], amount=amount, hundred=hundred)
        for (key, amount), hundred in zip(amounts.items(), hundreds, strict=True)
    )


def _projects(budget: Budget) -> tuple[ProjectRow, ...]:
    """The projects by sector, in the order of the sectors."""
    order = [sector.key for sector in catalogue.sectors()]
    ranked = sorted(
        budget.projects,
        key=lambda project: order.index(project.sector) if project.sector in order else len(order),
    )
    villages = {village.code: village for village in budget.commune.villages}  # one by one each takes a query
    return tuple(_project(project, villages.get(project.village_code or "")) for project in ranked)


def _project(project: Project, village: Village | None) -> ProjectRow:
    sources = ((kind, getattr(project, kind)) for kind in ("commune_fund", "contribution", "other"))
    return ProjectRow(
        name=Text(project.name_km, project.name_en),
        sector=project.sector,
        village=common.village_name(village) if village is not None else Text(),
        cost=project.whole_cost(),
        sources=tuple(Source(kind, amount) for kind, amount in sources if amount),
        start=project.start,
        end=project.end,
        status=project.status,
    )


def _word(word: catalogue.GlossaryWord) -> Word:
    return Word(Text(word.term_km, word.term_en), Text(word.explain_km, word.explain_en))


def _contacts(cycle: Cycle) -> tuple[Contact, ...]:
    people = [person for person in common.people_of(cycle, *ASK) if person.phone]
    people.sort(key=lambda person: ASK.index(person.role))
    office = [Contact(both("Commune office"), "", cycle.commune.phone)] if cycle.commune.phone else []
    return (*office, *(Contact(common.role(cycle, person.role), person.name, person.phone) for person in people))
