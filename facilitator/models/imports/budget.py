"""A Citizens' Budget from a file (docs/interfaces.md, kind `budget`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import N_, _, plural, shown
from facilitator.models import budgeting
from facilitator.models.budget import COLUMNS, EXPENDITURE_PARTS, REVENUE_PARTS, Budget, BudgetLine, Project
from facilitator.models.imports import budget_sheets, comma_file, sources, workbook
from facilitator.models.imports.budget_sheets import BUDGET, LINES, PROJECTS
from facilitator.models.imports.kinds import Kind
from facilitator.models.imports.staging import CellError, Row, SheetKind, Staged, headers, stage
from facilitator.models.imports.workbook import Progress, RawSheet
from facilitator.models.imports.writing import CHANGED, NEW, SAME, Writer, blame, take

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.imports.shape import Shape
    from facilitator.models.store import Store

WORDS = ("name_km", "name_en", "explain_km", "explain_en", "note", "icon")
OF_BUDGET = (
    "population", "households", "source", "source_date", "revised_source", "revised_date", "actual_source",
    "actual_date", "cover_text", "take_part", "complaints", "notes",
)  # fmt: skip
OF_PROJECT = ("name_km", "name_en", "sector", "unit", "status", "action", "criterion", *budgeting.MONEY)
MOST_CHECKS = 5
"""Failing checks that the preview names."""


def sheets(_shape: Shape) -> tuple[SheetKind, ...]:
    """The tables; they are the same for every cycle."""
    return budget_sheets.sheets()


def read(path: Path, _shape: Shape, progress: Progress | None = None) -> Staged:
    """The file's rows. A file of comma-separated values is the table whose columns it has. Raises UserError."""
    kinds = budget_sheets.sheets()
    if path.suffix.lower() not in comma_file.SUFFIXES:
        return sources.read(path, kinds, progress)
    with sources.opened(path, (LINES,), progress) as source:
        ((_name, rows),) = source.tables
        raw = workbook.whole(path.stem, rows, sources.MOST_ROWS)
    name = _table_of(raw, kinds)
    return stage([RawSheet(name, raw.rows)], kinds)


def _table_of(raw: RawSheet, kinds: Sequence[SheetKind]) -> str:
    """The name of the table that most of the columns belong to."""
    found = set(headers(raw.rows[0])) if raw.rows else set()
    return max(kinds, key=lambda kind: len(found & {column.name for column in kind.columns})).name


class BudgetWriter(Writer):
    """Puts a budget, its lines and its projects into the cycle's commune; what is not there yet is made."""

    def __init__(self, store: Store, cycle: Cycle, staged: Staged) -> None:
        super().__init__(store, staged)
        self._cycle = cycle
        self._budget: Budget | None = None
        self._villages = {village.code: village for village in (*cycle.commune.villages, *cycle.villages())}

    def write(self) -> None:
        """Write every row; look at `problems` before committing."""
        self.each(BUDGET, self._row)
        if self.problems:
            return
        self.each(LINES, self._line)
        self.each(PROJECTS, self._project)
        if self._budget is not None:
            self.store.session.flush()
            self._look_back(self._budget)

    # -- the budget ---------------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> str:
        if row.get("commune_code", self._cycle.commune_code) != self._cycle.commune_code:
            raise CellError("commune_code", _("This budget is of another commune than the cycle."))
        if len(self.staged.rows[BUDGET]) > 1:
            raise UserError(_("One file holds one budget: keep one row."))
        budget, is_new = self._of_year(row.get("year", self._cycle.year))
        before = _state(budget, (*OF_BUDGET, "status"))
        take(budget, row, *OF_BUDGET)
        with blame("households"):
            budgeting.set_people(budget, "households", budget.households)
        with blame("status"):
            budget.set_status(row.get("status", budget.status or "draft"))
        return NEW if is_new else CHANGED if _state(budget, (*OF_BUDGET, "status")) != before else SAME

    def _of_year(self, year: int) -> tuple[Budget, bool]:
        found = self.store.all(Budget, commune_code=self._cycle.commune_code, year=year)
        self._budget = found[0] if found else None
        if self._budget is None:
            self._budget = budgeting.empty(self._cycle, year)
            self.store.session.add(self._budget)
            self.store.session.flush()  # gives the defaults that rows are compared with
        return self._budget, not found

    def _current(self) -> Budget:
        """The budget of the file; of the cycle's year where the file has no row for it."""
        return self._budget or self._of_year(self._cycle.year)[0]

    # -- lines --------------------------------------------------------------------------------------------------------

    def _line(self, row: Row) -> str:
        budget, code = self._current(), row.get("code")
        line = next((known for known in budget.lines if known.code == code), None)
        is_new = line is None
        if line is None:
            line = BudgetLine(code=code, side="", part="", position=_next_place(budget.lines))
        before = _state(line, ("side", "part", "parent", *WORDS, *COLUMNS))
        take(line, row, "side", "part", "parent", *WORDS, *COLUMNS)
        self._refuse_line(budget, line)
        if is_new:
            budget.lines.append(line)
        return NEW if is_new else CHANGED if _state(line, tuple(before)) != before else SAME

    def _refuse_line(self, budget: Budget, line: BudgetLine) -> None:
        if not line.side:
            raise CellError("side", _("A new line needs its side."))
        parts = REVENUE_PARTS if line.side == "revenue" else EXPENDITURE_PARTS
        if line.part not in parts:
            raise CellError("part", _("On this side a part is one of: {options}.").format(options=", ".join(parts)))
        if not (line.name_km or line.name_en):
            raise CellError("name_km", _("A line needs a name."))
        codes = {known.code for known in budget.lines} | {row.get("code") for row in self.staged.rows.get(LINES, ())}
        if line.parent and (line.parent == line.code or line.parent not in codes):
            raise CellError("parent", _("There is no other line “{code}”.").format(code=line.parent))

    # -- projects -----------------------------------------------------------------------------------------------------

    def _project(self, row: Row) -> str:
        budget, code = self._current(), row.get("code")
        project = next((known for known in budget.projects if known.code == code), None)
        is_new = project is None
        if project is None:
            project = Project(code=code, position=_next_place(budget.projects))
        columns = (*OF_PROJECT, "village_code", "quantity", "start", "end")
        before = _state(project, columns)
        take(project, row, *OF_PROJECT)
        if village := row.get("village_code"):
            if village not in self._villages:
                raise CellError("village_code", _("This village is not one of this cycle."))
            project.village, project.village_code = self._villages[village], village
        if quantity := row.get("quantity"):
            budgeting.set_quantity(project, quantity)
        with blame("end"):
            budgeting.set_dates(project, row.get("start", project.start), row.get("end", project.end))
        if not (project.name_km or project.name_en):
            raise CellError("name_km", _("A project needs a name."))
        if is_new:
            budget.projects.append(project)
        return NEW if is_new else CHANGED if _state(project, columns) != before else SAME

    # -- what will be there -------------------------------------------------------------------------------------------

    def _look_back(self, budget: Budget) -> None:
        """Say which checks would fail: that refuses nothing, a draft may be out of balance."""
        checks = budget.checks()
        if not checks:
            self.lines.append(_("Everything adds up."))
            return
        count = plural(len(checks), _("{n} check fails"), _("{n} checks fail"))
        self.lines.append(count.format(n=shown(len(checks))))
        self.remarks += [check.text for check in checks[:MOST_CHECKS]]


def _next_place(rows: Sequence[BudgetLine] | Sequence[Project]) -> int:
    return max((row.position or 0 for row in rows), default=-1) + 1


def _state(entity: Budget | BudgetLine | Project, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(entity, name) for name in names}


def _writer(store: Store, cycle: Cycle, staged: Staged, _replace: bool) -> Writer:
    return BudgetWriter(store, cycle, staged)


KIND = Kind("budget", N_("Budget from a file"), sheets, _writer, reader=read)
