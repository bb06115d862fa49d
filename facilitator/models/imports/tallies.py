"""Tallies in a file: each row sets one cell of a sheet (docs/interfaces.md, kind `votes`)."""

from __future__ import annotations

from typing import Any

from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.models.cycle import BREAKDOWNS, Cycle, ServicePoint
from facilitator.models.imports import cells, sources
from facilitator.models.imports.shape import CITIZENS, Place, Shape
from facilitator.models.imports.staging import CellError, Column, Row, SheetKind
from facilitator.models.imports.writing import CHANGED, NEW, SAME, blame
from facilitator.models.scorecard import SIDES, card_of
from facilitator.models.tally import ALL, METHODS, MOST_VOTES, Sheet

VOTES = "votes"
MOST_COLUMNS_OF_STEPS = 10
"""A scale with more steps has the columns `value` and `count` instead."""

ALL_AND_BREAKDOWNS = (ALL, *BREAKDOWNS)


def place_columns(shape: Shape) -> tuple[Column, ...]:
    """The columns that say which sheet a row belongs to."""
    return (
        Column(
            "service_point",
            cells.known(shape.points),
            N_("Key of the service point."),
            required=True,
            from_sheet=sources.SERVICES,
        ),
        Column(
            "village_code",
            cells.village_among(shape.villages),
            N_("Code of the village; empty for providers."),
            as_text=True,
            from_sheet=sources.PLACES,
        ),
        Column(
            "side",
            cells.one_of(lambda: SIDES),
            N_("Who gives the scores; citizens when empty."),
            choices=lambda: SIDES,
        ),
        Column(
            "group",
            cells.known(shape.groups),
            N_("Key of the group; empty where the village does not split, and for providers."),
            from_sheet=sources.GROUPS,
        ),
    )


def sheet_kind(shape: Shape) -> SheetKind:
    """The table of tallies for a cycle."""
    count, value = cells.whole(0, MOST_VOTES), cells.whole(shape.steps[0], shape.steps[-1])
    steps: tuple[Column, ...] = ()
    if len(shape.steps) <= MOST_COLUMNS_OF_STEPS:
        steps = tuple(Column(str(step), count, N_("How many people gave this step.")) for step in shape.steps)
    return SheetKind(
        VOTES,
        N_("Tallies: each row sets how many people gave each step. A row without figures changes nothing."),
        (
            *place_columns(shape),
            Column(
                "criterion",
                cells.known(shape.criteria),
                N_("Key of the criterion."),
                required=True,
                from_sheet=sources.CRITERIA,
            ),
            Column(
                "breakdown",
                cells.one_of(lambda: ALL_AND_BREAKDOWNS),
                N_("Whose scores: all (also when empty), or one category of people."),
                choices=lambda: ALL_AND_BREAKDOWNS,
            ),
            Column(
                "method",
                cells.one_of(lambda: METHODS),
                N_("votes (also when empty), or consensus: the group agreed on one score."),
                choices=lambda: METHODS,
            ),
            *steps,
            Column("value", value, N_("Instead of the columns of steps: a score.")),
            Column("count", count, N_("How many people gave that score; 0 clears it.")),
        ),
    )


def place_of(shape: Shape, row: Row) -> Place:
    """The sheet that a row belongs to. Raises CellError."""
    return shape.place(
        row.get("service_point"), row.get("side", CITIZENS), row.get("village_code", ""), row.get("group", "")
    )


def known_sheet(point: ServicePoint, place: Place) -> Sheet | None:
    """The sheet of a place, None when there is none."""
    for card in point.cards:
        if (card.side, card.village_code or "") == (place.side, place.village):
            return next((sheet for sheet in card.sheets if sheet.group == place.group), None)
    return None


def sheet_of(point: ServicePoint, place: Place) -> Sheet:
    """The sheet of a place, made when there is none."""
    village = next((each for each in point.villages if each.code == place.village), None)
    return card_of(point, place.side, village).sheet(place.group)


class TallyRows:
    """Puts rows of tallies into the sheets of a cycle."""

    def __init__(self, cycle: Cycle, shape: Shape) -> None:
        self._points = {point.key: point for point in cycle.service_points}
        self._shape = shape
        self._set: dict[tuple[Any, ...], int] = {}
        self.sheets: dict[Place, Sheet] = {}
        """The sheets that rows set something in."""

    def put(self, row: Row) -> str:
        """Set the cell of one row; says whether that was new. Raises UserError."""
        place = place_of(self._shape, row)
        with blame("criterion"):
            self._shape.refuse_unscored(place, row.get("criterion"))
        steps = {step: row.values[str(step)] for step in self._shape.steps if str(step) in row.values}
        if not steps and "value" not in row.values and "count" not in row.values:
            return SAME
        self._refuse_second(place, row)
        point = self._points[place.service_point]
        criterion = next(each for each in point.criteria if each.key == row.get("criterion"))
        breakdown, method = row.get("breakdown", ALL), row.get("method", METHODS[0])
        known = known_sheet(point, place)
        before = known.counts(criterion, breakdown) if known is not None else {}
        wanted = _wanted(row, steps, before, method)
        if wanted == before and (known is None or not wanted or method == known.method):
            return SAME
        if method != METHODS[0] and breakdown != ALL:
            raise CellError("breakdown", _("A group that agrees on one score has no breakdown."))
        sheet = self.sheets[place] = sheet_of(point, place)
        with blame("method"):
            sheet.set_method(method)
        sheet.set_counts(criterion, wanted, breakdown)
        return CHANGED if before else NEW

    def _refuse_second(self, place: Place, row: Row) -> None:
        cell = (place, row.get("criterion"), row.get("breakdown", ALL), row.get("value"))
        first = self._set.setdefault(cell, row.number)
        if first != row.number:
            raise UserError(_("The same as row {row}. Keep one of them.").format(row=first))


def _wanted(row: Row, steps: dict[int, int], before: dict[int, int], method: str) -> dict[int, int]:
    """What the cell holds after the row: all its steps, or the count of one value beside the others."""
    value = row.get("value")
    if steps and value is not None:
        raise CellError("value", _("Write either the columns of steps or a value, not both."))
    if steps:
        wanted = {step: count for step, count in steps.items() if count}
    elif value is None:
        raise CellError("value", _("Write which score this count is for."))
    elif method == METHODS[0]:
        if "count" not in row.values:
            raise CellError("count", _("Write how many people gave this score."))
        wanted = {each: count for each, count in (before | {value: row.values["count"]}).items() if count}
    else:
        wanted = {value: 1} if row.get("count", 1) else {}
    if method != METHODS[0] and (len(wanted) > 1 or set(wanted.values()) - {1}):
        raise CellError("method", _("With consensus the group has one score: write 1 under it and nothing else."))
    return dict(sorted(wanted.items()))
