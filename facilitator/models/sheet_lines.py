"""The rows and columns of a tally sheet, the same on screen and on paper, and what is typed into a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator import people
from facilitator.models import scoring
from facilitator.models.cycle import BREAKDOWNS, Cycle
from facilitator.models.tally import ALL, Doubt, Sheet, doubts

if TYPE_CHECKING:
    from facilitator.models.scorecard import Criterion
    from facilitator.models.sheets import SheetPlace
    from facilitator.models.store import Store


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: the votes of one criterion, of all and by breakdown, and what follows from them."""

    criterion: int
    cells: Mapping[str, Mapping[int, int]]
    """By breakdown (and `all`): how many people gave each value."""
    votes: Mapping[str, int]
    present: Mapping[str, int | None]
    median: Fraction | None
    doubts: tuple[Doubt, ...]
    """Figures of this criterion that do not fit each other."""

    def count(self, value: int, breakdown: str = ALL) -> int:
        """How many people gave a value."""
        return self.cells.get(breakdown, {}).get(value, 0)


def lines(store: Store, place: SheetPlace) -> list[Line]:
    """The rows of a sheet, in one pass over its tallies: this runs after every typed number."""
    sheet, criteria = place.sheet(store), place.criteria(store)
    cells: dict[int, dict[str, dict[int, int]]] = {criterion.id: defaultdict(dict) for criterion in criteria}
    for tally in sheet.tallies if sheet is not None else ():
        if tally.criterion_id in cells:
            cells[tally.criterion_id][tally.breakdown][tally.value] = tally.count
    return [_line(sheet, criterion, dict(row)) for criterion, row in cells.items()]


def _line(sheet: Sheet | None, criterion: int, cells: Mapping[str, Mapping[int, int]]) -> Line:
    votes = {name: scoring.total(cells.get(name, {})) for name in (ALL, *BREAKDOWNS)}
    present = sheet.present() if sheet is not None else {}
    own = everybody(sheet.group, sheet.card.service_point.cycle) if sheet is not None else ""
    counted = sheet is not None and sheet.method == "votes"
    return Line(
        criterion=criterion,
        cells=cells,
        votes=votes,
        present=present,
        median=scoring.median(cells.get(ALL, {})),
        doubts=tuple(doubt for doubt in doubts(votes, present) if doubt.breakdown != own) if counted else (),
    )


def everybody(group: str, cycle: Cycle) -> str:
    """The breakdown to which all of a focus group belong (of the women's group: women), or an empty key."""
    return group if group in BREAKDOWNS and group in cycle.breakdowns else ""


def breakdowns_of(cycle: Cycle, group: str) -> tuple[str, ...]:
    """The breakdowns that have columns of their own in the sheet of a group, on screen and on paper, in their order.

    One to which all of the group belong, or none can, needs none.
    """
    used = tuple(name for name in BREAKDOWNS if name in cycle.breakdowns)
    if group not in BREAKDOWNS:
        return used
    needless = set(people.GENDERS) if group in people.GENDERS else {group}
    return tuple(name for name in used if name not in needless)


def shown_breakdowns(cycle: Cycle, group: str, found: Iterable[Line], *, used: bool = True) -> tuple[str, ...]:
    """The same (none unless `used`), and those that hold figures from a file: nothing stays unseen."""
    needed, own = breakdowns_of(cycle, group) if used else (), everybody(group, cycle)
    odd = {
        name
        for line in found
        for name, counts in line.cells.items()
        if counts and not (name == own and counts == line.cells.get(ALL))
    }
    return tuple(name for name in BREAKDOWNS if name in needed or name in odd)


def enter(sheet: Sheet, criterion: Criterion, value: int, count: int | None, breakdown: str = ALL) -> None:
    """Type one cell of a sheet. Where all of the group belong to one breakdown, its cell follows that of all.

    Raises UserError as `Sheet.set` does.
    """
    sheet.set(criterion, value, count, breakdown)
    own = everybody(sheet.group, sheet.card.service_point.cycle)
    if breakdown == ALL and own:
        sheet.set(criterion, value, count, own)
