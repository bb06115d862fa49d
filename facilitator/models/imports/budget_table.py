"""A clerk's own table of a budget: which of its columns is what, which row is which line or project.

Nothing has to be named as the program names it: columns are guessed by their headings and can be corrected; lines are
found by code or name, projects by code or name, and a project that is not known is added.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.i18n import _, screen_language
from facilitator.models import budgeting, catalogue
from facilitator.models.action import STATUSES
from facilitator.models.budget import COLUMNS, Budget, BudgetLine, Project
from facilitator.models.imports import apart, budget_sheets, cells, comma_file, sources, workbook, worker
from facilitator.models.imports.budget_sheets import riel
from facilitator.text import clean, suggestion_key

if TYPE_CHECKING:
    from facilitator.models.imports.workbook import Progress
    from facilitator.models.place import Village

LINES, PROJECTS = "lines", "projects"
MOST_ROWS = 1000
LOOKED_AT = 12
"""Rows from the top among which the headings stand."""

FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    LINES: {
        "code": ("code", "លេខកូដ", "កូដ", "លរ", "ល.រ", "no", "ខ្ទង់"),
        "name": (
            "name",
            "budget line",
            "line",
            "description",
            "ខ្ទង់ថវិកា",
            "បរិយាយ",
            "ឈ្មោះ",
            "name_km",
            "name_en",
            "item",
        ),
        "plan": ("plan", "planned", "budget", "approved", "គ្រោងទុក", "គម្រោង", "ថវិកា", "អនុម័ត", "ផែនការ"),
        "revised": ("revised", "revised plan", "adjusted", "កែសម្រួល", "កែតម្រូវ"),
        "actual": ("actual", "executed", "spent", "received", "ជាក់ស្តែង", "អនុវត្ត", "ចំណាយជាក់ស្តែង", "ចំណូលជាក់ស្តែង"),
        "note": ("note", "notes", "remark", "remarks", "កំណត់សម្គាល់", "ផ្សេងៗ"),
    },
    PROJECTS: {
        "code": ("code", "no", "លេខកូដ", "លរ", "ល.រ"),
        "name": ("name", "project", "projects", "activity", "ឈ្មោះគម្រោង", "គម្រោង", "សកម្មភាព", "name_km", "name_en"),
        "sector": ("sector", "វិស័យ"),
        "village": ("village", "village_code", "location", "ភូមិ", "ទីតាំង"),
        "quantity": ("quantity", "បរិមាណ", "ចំនួន"),
        "unit": ("unit", "ឯកតា"),
        "cost": ("cost", "total", "total cost", "តម្លៃ", "តម្លៃសរុប", "សរុប", "ថវិកាសរុប"),
        "commune_fund": ("commune_fund", "commune fund", "fund", "មូលនិធិឃុំ", "មូលនិធិឃុំ/សង្កាត់", "មូលនិធិ"),
        "contribution": ("contribution", "contributions", "ការចូលរួម", "ការចូលរួមចំណែក", "វិភាគទាន"),
        "other": ("other", "other sources", "ប្រភពផ្សេង", "ប្រភពផ្សេងៗ", "ផ្សេងៗ"),
        "start": ("start", "ចាប់ផ្ដើម", "ថ្ងៃចាប់ផ្ដើម"),
        "end": ("end", "បញ្ចប់", "ថ្ងៃបញ្ចប់"),
        "status": ("status", "ស្ថានភាព"),
    },
}
"""What a column may be, and the headings that say so (`suggestion_key` of them is compared)."""

AMOUNTS = ("cost", "commune_fund", "contribution", "other")


@dataclass(frozen=True)
class Table:
    """Rows of cells, and the place of the headings among them (-1: there are none)."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    head: int = -1

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in self.rows), default=0)

    def heading(self, column: int) -> str:
        """The heading of a column, empty where there is none."""
        row = self.rows[self.head] if self.head >= 0 else ()
        return clean(str(row[column])) if column < len(row) and row[column] is not None else ""


@dataclass
class Taken:
    """What one row of the table does: to which line or project, with which values, or why nothing."""

    row: int
    label: str
    key: int | None = None
    """Id of the line or project; None for a new project."""
    target: str = ""
    """Name of the line or project."""
    values: dict[str, Any] = field(default_factory=dict)
    problem: str = ""


def from_text(text: str) -> Table:
    """What a spreadsheet puts on the clipboard. Raises UserError when it is no table."""
    rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter="\t") if any(cell.strip() for cell in row)]
    if not rows:
        raise UserError(_("There is no table on the clipboard. Copy the cells in the spreadsheet first."))
    return with_headings(_("Clipboard"), rows[:MOST_ROWS])


def from_file(path: Path, progress: Progress | None = None) -> list[Table]:
    """The tables of a workbook or a table file. It needs no database. Raises UserError when it cannot be read."""
    way = worker.TABLE if path.suffix.lower() in comma_file.SUFFIXES else worker.BOOK
    with apart.opened(path, way, progress) as found:
        tables = [
            with_headings(name or path.stem, [row.cells for row in workbook.whole(name, rows, MOST_ROWS).rows])
            for name, rows in found
            if name not in sources.PASSED_OVER
        ]
    kept = [table for table in tables if table.rows]
    if not kept:
        raise UserError(_("“{name}” holds no table.").format(name=path.name))
    return kept


def with_headings(name: str, rows: Sequence[tuple[Any, ...]]) -> Table:
    """A table whose headings are the row with the most known ones near the top."""
    known = {suggestion_key(each) for fields in FIELDS.values() for names in fields.values() for each in names}
    counts = [sum(suggestion_key(str(cell)) in known for cell in row if cell) for row in rows[:LOOKED_AT]]
    best = max(range(len(counts)), key=lambda place: (counts[place], -place), default=-1)
    return Table(name, tuple(rows), best if best >= 0 and counts[best] >= 2 else -1)


def is_template(tables: Sequence[Table]) -> bool:
    """Whether the file is the program's own, which needs no guessing."""
    return any(table.name in budget_sheets.NAMES and table.heading(0) == "code" for table in tables)


def usual_kind(table: Table) -> str:
    """Whether the headings speak of lines or of projects."""
    return max((LINES, PROJECTS), key=lambda kind: len(guess(table, kind)) - (kind == PROJECTS))


def guess(table: Table, kind: str) -> dict[str, int]:
    """Which column is what, by its heading; each column once."""
    found: dict[str, int] = {}
    for name, words in FIELDS[kind].items():
        keys = [suggestion_key(word) for word in words]
        places = [
            (keys.index(key), column)
            for column in range(table.width)
            if column not in found.values() and (key := suggestion_key(table.heading(column))) in keys
        ]
        if places:
            found[name] = min(places)[1]
    return found


def read(budget: Budget, table: Table, kind: str, columns: Mapping[str, int]) -> list[Taken]:
    """What every row below the headings would do."""
    known = _known(budget.lines if kind == LINES else budget.projects)
    villages = {
        suggestion_key(name): village
        for village in budget.commune.villages
        for name in (village.code, village.name_km, village.name_en, f"ភូមិ{village.name_km}")
        if name
    }
    found = []
    for place, row in enumerate(table.rows[table.head + 1 :], table.head + 2):
        typed = {name: row[column] for name, column in columns.items() if column < len(row)}
        if any(value not in (None, "") for value in typed.values()):
            found.append(_taken(place, typed, kind, known, villages))
    return found


def take_over(budget: Budget, kind: str, rows: Sequence[Taken]) -> int:
    """Store the rows that have no problem; returns how many. To be called in a transaction."""
    lines = {line.id: line for line in budget.lines}
    projects = {project.id: project for project in budget.projects}
    sound = [row for row in rows if not row.problem and row.values]
    for row in sound:
        if kind == LINES and row.key is not None:
            for name, value in row.values.items():
                setattr(lines[row.key], name, value)
        else:
            project = projects.get(row.key or -1) or budgeting.add_project(budget, row.label, screen_language())
            for name, value in row.values.items():
                setattr(project, name, value)
    return len(sound)


def _known(rows: Sequence[BudgetLine] | Sequence[Project]) -> dict[str, BudgetLine | Project]:
    """Lines or projects by the keys of their names, then by their codes, which win."""
    everything: list[BudgetLine | Project] = [*rows]
    names = {suggestion_key(name): row for row in reversed(everything) for name in (row.name_km, row.name_en) if name}
    return names | {suggestion_key(row.code): row for row in everything}


def _taken(
    place: int,
    typed: Mapping[str, Any],
    kind: str,
    known: Mapping[str, BudgetLine | Project],
    villages: Mapping[str, Village],
) -> Taken:
    label = cells.text(typed.get("name")) or cells.text(typed.get("code"))
    found = next(
        (
            known[key]
            for name in (("code", "name") if kind == LINES else ("name",))
            if (key := suggestion_key(cells.text(typed.get(name)))) in known
        ),
        None,
    )
    taken = Taken(place, label, found.id if found else None, found.name(screen_language()) if found else "")
    if kind == LINES and found is None:
        taken.problem = _("No line of this budget has that code or name: left out.")
        return taken
    if not label:
        taken.problem = _("A project needs a name.")
        return taken
    readers = _readers(kind, villages)
    for name, value in typed.items():
        if name in readers and value not in (None, ""):
            try:
                target, read_value = readers[name](value)
            except UserError as error:
                taken.problem = error.text
                return taken
            taken.values[target] = read_value
    return taken


def _readers(kind: str, villages: Mapping[str, Village]) -> dict[str, Callable[[Any], tuple[str, Any]]]:
    """How a cell of each kind is read, and which attribute takes it."""
    if kind == LINES:
        return {name: _amount(name) for name in COLUMNS} | {"note": lambda cell: ("note", cells.text(cell))}
    return {
        **{name: _amount(name) for name in AMOUNTS},
        "sector": lambda cell: ("sector", _sector(cell)),
        "village": lambda cell: ("village_code", _village(cell, villages)),
        "quantity": lambda cell: ("quantity", cells.figures(cell)),
        "unit": lambda cell: ("unit", cells.text(cell)),
        "start": lambda cell: ("start", cells.day(cell)),
        "end": lambda cell: ("end", cells.day(cell)),
        "status": lambda cell: ("status", cells.one_of(lambda: STATUSES)(cell)),
    }


def _amount(name: str) -> Callable[[Any], tuple[str, Any]]:
    return lambda cell: (name, riel(cell))


def _sector(cell: Any) -> str:
    key = suggestion_key(cells.text(cell))
    for sector in catalogue.sectors():
        if key in {suggestion_key(name) for name in (sector.key, sector.name_km, sector.name_en)}:
            return sector.key
    names = ", ".join(each.name_km if screen_language() == "km" else each.name_en for each in catalogue.sectors())
    raise UserError(
        _("“{text}” is not known here. Write one of: {options}.").format(text=str(cell)[:40], options=names)
    )


def _village(cell: Any, villages: Mapping[str, Village]) -> str:
    found = villages.get(suggestion_key(cells.figures(cell))) or villages.get(suggestion_key(cells.text(cell)))
    if found is None:
        raise UserError(_("There is no village “{name}” in this commune.").format(name=cells.text(cell)[:40]))
    return found.code
