"""The table of the plan with what is done to its rows: adding, ordering, levels, deleting."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from facilitator.i18n import _, format_number, format_riel, plural, screen_language
from facilitator.models import plan_remarks, planning, proposing
from facilitator.models.action import PARTS, Action, leaves
from facilitator.ui.context import Context
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.tables.actions import (
    ACTIVITY,
    COLUMNS,
    HEADING,
    NUMBER,
    PART_LETTERS,
    TOTAL,
    WIDTHS,
    ActionsTable,
    shown_number,
)
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark


class PlanView(LowView):
    """The bands of the parts run over several columns."""

    def refresh_bands(self, table: ActionsTable) -> None:
        """Let headings run over the whole width and totals up to the cost."""
        self.clearSpans()
        for row, key in enumerate(table.keys):
            if isinstance(key, tuple):
                self.setSpan(row, NUMBER, 1, len(COLUMNS) if key[0] == HEADING else COLUMNS.index("cost"))


class PlanCard(Card):
    """Keys in the table: Ctrl+N adds, Ctrl+arrows move a row up, down, deeper and out again, Ctrl+Delete deletes."""

    def __init__(self, context: Context, propose: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(name="plan_card", parent=parent)
        self.context = context
        self.table = ActionsTable(context)
        self.table.remark.connect(self._say_cell)
        self.table.dropped.connect(self._dropped, Qt.ConnectionType.QueuedConnection)
        self.grid = PlanView("plan_table", _("Action plan"), self.table, ACTIVITY)
        self.grid.set_widths(*WIDTHS)
        self.grid.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.grid.setDragDropOverwriteMode(False)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.sum = Label("", "heading", "plan_sum")
        self.remark = Remark("plan_remark")
        self.quiet = Remark("plan_quiet")
        self.propose = Button("plan_propose", _("Show the proposals"), "interface", "primary", propose)
        self.empty = EmptyState(
            "plan_empty",
            "action_plan",
            _("No activity in the plan yet"),
            _("Keep what was agreed and suggested with one key, or write the first activity yourselves."),
            self.propose,
        )
        self._build()

    def _build(self) -> None:
        self.tools = bare("plan_tools")
        self.adding = [
            Button(
                f"plan_add_{part}",
                _("Add to part {part}").format(part=_(PART_LETTERS[part])),
                "add",
                pressed=partial(self._add, part),
            )
            for part in PARTS
        ]
        self.tools.add_row(*self.adding)
        self.moving = bare("plan_moving")
        entries: list[tuple[str, str, str, str, Callable[[], object]]] = [
            ("up", _("Move up"), "collapse", "Ctrl+Up", partial(self._shift, -1)),
            ("down", _("Move down"), "expand", "Ctrl+Down", partial(self._shift, 1)),
            ("in", _("Under the row above"), "page-next", "Ctrl+Right", partial(self._level, planning.indent)),
            ("out", _("One level up"), "page-previous", "Ctrl+Left", partial(self._level, planning.outdent)),
            ("remove", _("Delete"), "delete", "Ctrl+Delete", self._remove),
        ]
        buttons = []
        for name, text, icon, keys, call in entries:
            button = Button(f"plan_{name}", text, icon, "quiet", call)
            button.setToolTip(keys)
            buttons.append(button)
            QShortcut(QKeySequence(keys), self.grid, call, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Ctrl+N"), self.grid, self._add_here, context=Qt.ShortcutContext.WidgetShortcut)
        for button in self.adding:
            button.setToolTip(_("In the table: Ctrl+N adds a row after this one"))
        self.moving.add_row(*buttons)
        self.add(self.sum, self.empty, self.tools, self.grid, self.remark, self.quiet, self.moving)

    def current(self) -> Action | None:
        """The activity on which the cursor is, or None."""
        return self.table.action(self.grid.currentIndex().row())

    def refresh(self) -> None:
        """Show the plan as it is now."""
        cycle, language = self.context.cycle, screen_language()
        self.table.refresh()
        self.grid.refresh_bands(self.table)
        some = bool(cycle.actions)
        for part in (self.sum, self.grid, self.moving):
            part.setVisible(some)
        self.empty.setVisible(not some)
        self.propose.setVisible(bool(proposing.proposals(cycle)))
        self.grid.fit()
        count = len(leaves(cycle))
        cost = sum(planning.part_cost(cycle, part) for part in PARTS)
        self.sum.setText(
            plural(count, _("{n} activity, {cost}"), _("{n} activities, {cost}")).format(
                n=format_number(count, language), cost=format_riel(cost, language)
            )
        )
        self._say_quiet()

    def focus_first(self) -> None:
        """Put the keyboard into the table, or on the button that starts."""
        if not self.context.cycle.actions:
            (self.adding[0] if self.propose.isHidden() else self.propose).setFocus()
            return
        if self.current() is None:
            self.grid.setCurrentIndex(self.table.index(1 if self.table.action(1) is not None else 0, ACTIVITY))
        self.grid.setFocus()

    def _say_quiet(self) -> None:
        current = self.current()
        if current is not None:
            self.quiet.say(" ".join(plan_remarks.remarks(current)), "note")
            return
        n = len(plan_remarks.without(self.context.cycle))
        sentence = plural(n, _("{n} row has a remark: go to it to read it."), _("{n} rows have a remark: go to them."))
        self.quiet.say(sentence.format(n=format_number(n, screen_language())) if n else "", "note")

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.remark.say("")
        self._say_quiet()

    @Slot(QModelIndex, str)
    def _say_cell(self, _index: QModelIndex, sentence: str) -> None:
        self.remark.say(sentence)

    # -- rows -----------------------------------------------------------------------------------------------------

    def _add_here(self) -> None:
        self._insert(self.current(), self.table.part(self.grid.currentIndex().row()))

    def _add(self, part: str) -> None:
        self._insert(None, part)

    def _insert(self, current: Action | None, part: str) -> None:
        made = None
        with self.context.gesture(_("Activity added"), say=self.remark.say):
            made = planning.add_after(self.context.cycle, current, part)
        if made is not None:
            self.grid.show()
            self.grid.setCurrentIndex(self.table.index(self.table.row_of(made.id), ACTIVITY))
            self.grid.setFocus()

    def _shift(self, by: int) -> None:
        self._move(lambda action: planning.shift(action, by))

    def _level(self, change: Callable[[Action], None]) -> None:
        self._move(change)

    def _move(self, change: Callable[[Action], None]) -> None:
        action = self.current()
        if action is None:
            return
        key = action.id
        with self.context.gesture(_("Order of the plan"), say=self.remark.say):
            change(action)
        if not self.remark.text():
            self.grid.go_to(key)

    @Slot(object, object)
    def _dropped(self, key: uuid.UUID, target: object) -> None:
        """A row dropped on another one takes its place; on a heading or a total it becomes first or last."""
        action = self.context.store.get(Action, key)
        if action is None or key == target:
            return
        onto = self.context.store.get(Action, target) if isinstance(target, uuid.UUID) else None
        with self.context.gesture(_("Order of the plan"), say=self.remark.say):
            if onto is not None:
                planning.put_at(action, onto)
            elif isinstance(target, tuple):
                planning.place(action, None, target[1], len(self.context.cycle.actions) if target[0] == TOTAL else 0)
        self.grid.go_to(key)

    def _remove(self) -> None:
        action = self.current()
        if action is None:
            return
        with self.context.gesture(_("Activity {number} deleted").format(number=shown_number(action))):
            planning.remove(action)
        self.grid.setFocus()
