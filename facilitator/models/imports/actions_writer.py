"""Rows of an action plan put into the tree of a cycle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from facilitator.i18n import _, shown
from facilitator.models import planning
from facilitator.models.action import NEED_REASON, PARTS, STATUSES, Action, add_action, numbers
from facilitator.models.imports.contributions import numbered
from facilitator.models.imports.staging import CellError, Row, Staged
from facilitator.models.imports.writing import CHANGED, NEW, SAME, Writer, blame, take

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.follow_up import FollowUp
    from facilitator.models.scorecard import Criterion
    from facilitator.models.store import Store

ACTIONS = "actions"
MOST_RENUMBERED = 5
"""Rows that are named because they got another number; the others follow from them."""

_WITH_PART = re.compile(r"([AB])[.-]?\d.*")
_PLAIN = (
    "activity", "proposer", "target", "location", "unit", "lead", "responsible", "role", "sector", "cip_number",
    "cip_year",
)  # fmt: skip
_COMPARED = (
    "parent", "part", "provider", *_PLAIN, "quantity", "start", "end", "beneficiaries", "women", "cost", "status",
    "percent", "reason",
)  # fmt: skip


class ActionsWriter(Writer):
    """Finds each row's activity by its number, or makes it; what the file does not name stays as it is.

    New activities are made before any is filled, so a row may stand under one that comes later in the file.
    """

    def __init__(self, store: Store, cycle: Cycle, staged: Staged) -> None:
        super().__init__(store, staged)
        self._cycle = cycle
        self._points = {point.key: point for point in cycle.service_points}
        self._criteria = {(point.key, each.key): each for point in cycle.service_points for each in point.criteria}
        self._actions = numbered(cycle)
        self._before = {found: _image(action) for found, action in self._actions.items()}

    def write(self) -> None:
        """Write every row; look at `problems` before committing."""
        rows = self.staged.rows.get(ACTIONS, ())
        for row in rows:
            if (found := row.get("number")) and found not in self._actions:
                self._actions[found] = add_action(self._cycle, self._part(row), "")
        self.each(ACTIONS, self._stand)
        if not self.problems:
            self.outcomes.clear()
            self.each(ACTIONS, self._fill)
        if not self.problems and not self.staged.problems:
            self._number(rows)

    # -- the tree -------------------------------------------------------------------------------------------------

    def _part(self, row: Row) -> str:
        """The part of a new row: as it says, or as its number begins; a parent's part wins later."""
        return str(row.get("part") or _part_of(row) or PARTS[-1])

    def _stand(self, row: Row) -> str:
        action = self._actions[row.get("number")]
        is_new = row.get("number") not in self._before
        parent = self._parent(row, is_new)
        if parent is not None and parent is not action.parent:
            with blame("parent"):
                action.put_under(parent)
        self._set_part(row, action, is_new)
        if "provider" in row.values:
            action.provider = self._points[row.get("provider")]
        return NEW

    def _parent(self, row: Row, is_new: bool) -> Action | None:
        wanted = row.get("parent")
        if wanted:
            if wanted not in self._actions:
                raise CellError("parent", _("The plan has no activity {number}.").format(number=wanted))
            return self._actions[wanted]
        above = row.get("number").rpartition(".")[0]
        return self._actions.get(above) if is_new else None

    def _set_part(self, row: Row, action: Action, is_new: bool) -> None:
        """The part that a row names; a new one needs to know it, and rows below others stand in their part."""
        named = row.get("part")
        top = action.line_up()[-1]
        if named and top is not action and named != top.part:
            raise CellError("part", _("It stands under an activity of part {part}.").format(part=top.part))
        if is_new and not named and top is action and not _part_of(row):
            raise CellError("part", _("Write the part, A or B."))
        for each in planning.below(action):
            each.part = named or top.part

    # -- the columns ----------------------------------------------------------------------------------------------

    def _fill(self, row: Row) -> str:
        found = row.get("number")
        action = self._actions[found]
        if found not in self._before and not row.get("activity"):
            raise CellError("activity", _("Write what will be done."))
        if action.provider is None and action.parent is not None:
            action.provider = action.parent.provider
        take(action, row, *_PLAIN)
        self._take_quantity(row, action)
        with blame("end"):
            planning.set_time(action, row.get("start", action.start), row.get("end", action.end))
        with blame("women"):
            action.set_beneficiaries(row.get("beneficiaries", action.beneficiaries), row.get("women", action.women))
        self._take_cost(row, action)
        if "criteria" in row.values:
            action.answers([self._criterion(word, action) for word in row.values["criteria"]])
        self._take_status(row, action)
        before = self._before.get(found)
        return NEW if before is None else SAME if before == _image(action) else CHANGED

    def _take_quantity(self, row: Row, action: Action) -> None:
        if "quantity" in row.values:
            action.quantity, unit = row.values["quantity"]
            if unit and "unit" not in row.values:
                action.unit = unit

    def _take_cost(self, row: Row, action: Action) -> None:
        if "cost" not in row.values:
            return
        if not action.children:
            action.cost = row.values["cost"]
        elif row.values["cost"] != self._cost_below(action):
            raise CellError("cost", _("The cost of this row is the sum of the rows below it."))

    def _cost_below(self, action: Action) -> int:
        """What the rows below cost once the file is in: they may come later in it."""
        costs = {self._actions[row.get("number")]: row for row in self.staged.rows[ACTIONS] if row.get("number")}
        return sum(
            (row.get("cost", each.cost) if (row := costs.get(each)) is not None else each.cost) or 0
            for each in planning.below(action)
            if not each.children
        )

    def _criterion(self, word: str, action: Action) -> Criterion:
        point, _slash, key = word.rpartition("/")
        if not point and action.provider is not None:
            point = action.provider.key
        found = self._criteria.get((point, key))
        if found is None:
            raise CellError(
                "criteria",
                _("“{key}” is no criterion of this cycle. Write it as in health_centre/health_centre.medicine.").format(
                    key=word
                ),
            )
        return found

    # -- how far it is --------------------------------------------------------------------------------------------

    def _take_status(self, row: Row, action: Action) -> None:
        said = {name: row.values[name] for name in ("status", "percent", "reason") if name in row.values}
        day = row.get("last_check")
        if not said and day is None:
            return
        if action.children:
            if said.get("status", STATUSES[0]) != STATUSES[0]:
                self.remarks.append(
                    _("Row {row}: the rows below it have a status of their own.").format(row=shown(row.number))
                )
            return
        status = said.get("status", action.status or STATUSES[0])
        reason = said.get("reason", action.reason if status == action.status else "")
        if status in NEED_REASON and not reason:
            raise CellError("reason", _("Say why: a delayed or dropped activity needs its reason."))
        percent = said.get("percent", action.percent if status == action.status else None)
        if day is not None:
            self._check(action, day, status, percent, reason)
        elif (status, percent, reason) != (action.status, action.percent, action.reason or ""):
            if action.checks:
                raise CellError("last_check", _("Write the day on which this was found."))
            action.status, action.percent, action.reason = status, percent, reason

    def _check(self, action: Action, day: Any, status: str, percent: int | None, reason: str) -> None:
        """The check of that day, corrected or added; the newest one says how far the activity is."""
        known: FollowUp | None = next((check for check in action.checks if check.date == day), None)
        if known is None:
            action.check(day, status, percent, reason=reason)
            return
        known.status, known.percent, known.reason = status, percent, reason
        newest = max(action.checks, key=lambda check: check.date)
        action.status, action.percent, action.reason = newest.status, newest.percent, newest.reason

    # -- numbers --------------------------------------------------------------------------------------------------

    def _number(self, rows: tuple[Row, ...]) -> None:
        """Keep the number that the file gave a row where the plan counts otherwise, and say so."""
        planning.put_in_order(self._cycle)
        official = numbers(self._cycle)
        others = 0
        for row in rows:
            action = self._actions[row.get("number")]
            key = "" if official[action] == row.get("number") else row.get("number")
            if key and key != action.key and planning.OFFICIAL.fullmatch(key):
                others += 1
                if others <= MOST_RENUMBERED:
                    self.remarks.append(_told(row, official[action]))
            if action.key != key:
                action.key = key


def _part_of(row: Row) -> str:
    """The part that a number begins with: `A.1`, `A-1`, `A1`; empty for other ones."""
    found = _WITH_PART.fullmatch(row.get("number"))
    return found[1] if found else ""


def _told(row: Row, official: str) -> str:
    return _("Row {row}: {key} is number {number} in the plan.").format(
        row=shown(row.number), key=row.get("number"), number=official
    )


def _image(action: Action) -> tuple[Any, ...]:
    """All that a row of the file may change."""
    checks = [(check.date, check.status, check.percent, check.reason) for check in action.checks]
    criteria = {link.criterion for link in action.criteria}
    plain = [getattr(action, name) for name in _COMPARED]
    return (*plain, sorted(checks, key=str), criteria)
