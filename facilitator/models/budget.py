"""The Citizens' Budget of a commune and year: lines, projects, and the checks that make it faultless."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import budget_checks, budget_remarks
from facilitator.models.base import Base, Child, JsonValue, LongText, Riel, Root

if TYPE_CHECKING:
    from facilitator.models.budget_checks import BudgetCheck
    from facilitator.models.place import Commune, Village

BUDGET_STATUSES = ("draft", "approved", "executed")
REVENUE_PARTS = (
    "carry_over",
    "fund_administration",
    "fund_development",
    "additional_transfer",
    "own_source",
    "contribution",
    "donor",
    "other",
)
EXPENDITURE_PARTS = ("administration", "social", "development", "other", "closing_balance")
COLUMNS = ("plan", "revised", "actual")
FUNDS = {"plan": "commune_fund", "revised": "fund_revised", "actual": "fund_actual"}
"""Which attribute of a project holds its commune fund of a column."""


class Budget(Root, Base):
    """The budget of one commune and fiscal year (1 January to 31 December); whole riel."""

    __tablename__ = "budget"
    __table_args__ = (UniqueConstraint("commune_code", "year"),)

    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    year: Mapped[int]
    status: Mapped[str] = mapped_column(default="draft")
    population: Mapped[int | None]
    households: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    source_date: Mapped[dt.date | None]
    revised_source: Mapped[str] = mapped_column(default="", server_default="")
    revised_date: Mapped[dt.date | None]
    actual_source: Mapped[str] = mapped_column(default="", server_default="")
    actual_date: Mapped[dt.date | None]
    notes: Mapped[str] = mapped_column(LongText, default="")
    cover_text: Mapped[str] = mapped_column(LongText, default="", server_default="")
    """A sentence of the commune's own on the cover of the booklet."""
    take_part: Mapped[str] = mapped_column(LongText, default="", server_default="")
    """When and where the council meets: one line each."""
    complaints: Mapped[str] = mapped_column(LongText, default="", server_default="")
    """To whom one complains, step by step: one line each."""
    left_out: Mapped[list[str]] = mapped_column(JsonValue, default=list, server_default=text("'[]'"))
    """Pages and pictures that the booklet goes without (`budget_booklet.PAGES`, `PICTURES`)."""

    commune: Mapped[Commune] = relationship()
    lines: Mapped[list[BudgetLine]] = relationship(
        back_populates="budget", cascade="all, delete-orphan", order_by="BudgetLine.position"
    )
    projects: Mapped[list[Project]] = relationship(
        back_populates="budget", cascade="all, delete-orphan", order_by="Project.position"
    )
    pictures: Mapped[list[BudgetPicture]] = relationship(cascade="all, delete-orphan")

    def line(self, code: str) -> BudgetLine:
        """The line with that code. Raises UserError when there is none."""
        for line in self.lines:
            if line.code == code:
                return line
        raise UserError(_("The budget has no line “{code}”.").format(code=code))

    def leaves(self, side: str) -> list[BudgetLine]:
        """The lines of one side that no other line is part of: what is summed."""
        parents = {line.parent for line in self.lines if line.parent}
        return [line for line in self.lines if line.side == side and line.code not in parents]

    def leaves_below(self, line: BudgetLine) -> list[BudgetLine]:
        """The leaves that are part of a line, directly or through other lines; none for a leaf."""
        parents = {each.code: each.parent for each in self.lines}
        return [leaf for leaf in self.leaves(line.side) if line.code in _above(leaf.code, parents)]

    def shown_amount(self, line: BudgetLine, column: str) -> int | None:
        """The figure of a line; of a line without one the sum of its parts, or None where those have none either."""
        stated: int | None = getattr(line, column)
        if stated is not None:
            return stated
        known = [part.amount(column) for part in self.leaves_below(line) if getattr(part, column) is not None]
        return sum(known) if known else None

    def total(self, side: str, column: str) -> int:
        """Whole riel of one side (`revenue` with carry-over, `expenditure` with closing balance)."""
        return sum(line.amount(column) for line in self.leaves(side))

    def part(self, side: str, part: str, column: str) -> int:
        """Whole riel of one part of a side."""
        return sum(line.amount(column) for line in self.leaves(side) if line.part == part)

    def sum_of_projects(self, which: str) -> int:
        """Whole riel of all projects: `cost` (of a project without one, its sources), or one of the sources."""
        if which == "cost":
            return sum(project.whole_cost() for project in self.projects)
        return sum(getattr(project, which) or 0 for project in self.projects)

    def projects_fund(self, column: str) -> int:
        """Whole riel that all projects take of the commune fund in a column; a project without a figure as before."""
        return sum(project.fund(column) or 0 for project in self.projects)

    def has_project_figures(self, column: str) -> bool:
        """Whether the projects tell what they take of the commune fund in that column; always for the plan."""
        attribute = FUNDS[column]
        return bool(self.projects) and (
            column == "plan" or any(getattr(project, attribute) is not None for project in self.projects)
        )

    def source_of(self, column: str) -> tuple[str, dt.date | None]:
        """Where the figures of a column come from and of which day: its own source, else that of the plan."""
        if column == "plan":
            return self.source, self.source_date
        source, day = getattr(self, f"{column}_source"), getattr(self, f"{column}_date")
        return source or self.source, day or self.source_date

    def picture(self, kind: str) -> bytes | None:
        """The commune's own picture of that kind (`budget_booklet.OWN_PICTURES`), None where there is none."""
        return next((each.data for each in self.pictures if each.kind == kind), None)

    def columns(self) -> list[str]:
        """The columns that hold a figure; `plan` always."""
        return ["plan"] + [
            column for column in COLUMNS[1:] if any(getattr(line, column) is not None for line in self.lines)
        ]

    def checks(self) -> list[BudgetCheck]:
        """Every check that fails, each with both figures; an empty list means that the budget balances."""
        return budget_checks.failing(self)

    def remarks(self, before: Budget | None = None) -> list[BudgetCheck]:
        """What is worth a second look though it may be right; `before` is the budget of the year before."""
        return budget_remarks.remarkable(self, before)

    @property
    def balanced(self) -> bool:
        """True when no check fails."""
        return not self.checks()

    def set_status(self, status: str) -> None:
        """Draft, approved or executed."""
        if status not in BUDGET_STATUSES:
            raise UserError(_("A budget is draft, approved or executed, not “{status}”.").format(status=status))
        self.status = status


def _above(code: str, parents: dict[str, str]) -> list[str]:
    """The codes that a line is part of, nearest first; a circle of lines ends where it meets itself."""
    found: list[str] = []
    above = parents.get(code, "")
    while above and above not in found:
        found.append(above)
        above = parents.get(above, "")
    return found


class BudgetLine(Child, Base):
    """A line of revenue or expenditure, with a one-sentence explanation for citizens. Whole riel."""

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("budget_id", "code"),)

    budget_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("budget.id"), index=True)
    code: Mapped[str]
    side: Mapped[str]
    part: Mapped[str]
    parent: Mapped[str] = mapped_column(default="")
    name_km: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    explain_km: Mapped[str] = mapped_column(LongText, default="")
    explain_en: Mapped[str] = mapped_column(LongText, default="")
    icon: Mapped[str] = mapped_column(default="")
    plan: Mapped[int | None] = mapped_column(Riel)
    revised: Mapped[int | None] = mapped_column(Riel)
    actual: Mapped[int | None] = mapped_column(Riel)
    note: Mapped[str] = mapped_column(LongText, default="")
    position: Mapped[int] = mapped_column(default=0)

    budget: Mapped[Budget] = relationship(back_populates="lines")

    def amount(self, column: str) -> int:
        """Whole riel of one column; an empty cell counts as nothing."""
        return getattr(self, column) or 0

    def name(self, language: str) -> str:
        """The line's name in that language, or in the other one."""
        return (self.name_km or self.name_en) if language == "km" else (self.name_en or self.name_km)


class Project(Child, Base):
    """A project of the development part: where, what, what it costs and who pays, in whole riel."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("budget_id", "code"),)

    budget_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("budget.id"), index=True)
    code: Mapped[str]
    name_km: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="economic")
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    quantity: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    cost: Mapped[int | None] = mapped_column(Riel)
    commune_fund: Mapped[int | None] = mapped_column(Riel)
    contribution: Mapped[int | None] = mapped_column(Riel)
    other: Mapped[int | None] = mapped_column(Riel)
    fund_revised: Mapped[int | None] = mapped_column(Riel)
    """The commune fund in the revised plan; empty where nothing was revised."""
    fund_actual: Mapped[int | None] = mapped_column(Riel)
    """What it really took of the commune fund; empty where that is not recorded."""
    start: Mapped[dt.date | None]
    end: Mapped[dt.date | None]
    status: Mapped[str] = mapped_column(default="not_started")
    action: Mapped[str] = mapped_column(default="")
    """Number of the action of the joint action plan that it carries out."""
    criterion: Mapped[str] = mapped_column(default="")
    """`service_point/key` of the criterion that asked for it."""
    position: Mapped[int] = mapped_column(default=0)

    budget: Mapped[Budget] = relationship(back_populates="projects")
    village: Mapped[Village | None] = relationship()

    def name(self, language: str) -> str:
        """The project's name in that language, or in the other one."""
        return (self.name_km or self.name_en) if language == "km" else (self.name_en or self.name_km)

    def sources(self) -> int:
        """Whole riel of all sources together."""
        return (self.commune_fund or 0) + (self.contribution or 0) + (self.other or 0)

    def whole_cost(self) -> int:
        """Whole riel that it costs: as typed, else what its sources give."""
        return self.sources() if self.cost is None else self.cost

    def fund(self, column: str) -> int | None:
        """What it takes of the commune fund in a column: where nothing is typed, as in the column before."""
        known: int | None = None
        for each in COLUMNS[: COLUMNS.index(column) + 1]:
            typed: int | None = getattr(self, FUNDS[each])
            known = known if typed is None else typed
        return known


class BudgetPicture(Child, Base):
    """The commune's photo or logo on the cover: a JPEG without the camera's data, kept in the record itself."""

    __tablename__ = "budget_picture"
    __table_args__ = (UniqueConstraint("budget_id", "kind"),)

    budget_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("budget.id"), index=True)
    kind: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)
