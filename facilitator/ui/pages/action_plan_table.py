"""The table of the plan with what is done to its rows: adding, ordering, levels, joining, splitting, deleting."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSizePolicy, QWidget

from facilitator.i18n import _, format_number, plural, screen_language
from facilitator.models import joining, planning
from facilitator.models.action import PARTS, Action
from facilitator.models.cycle import ServicePoint
from facilitator.ui import tips
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.tables.actions import PART_LETTERS, TOTAL, ActionsTable, Band, shown_number
from facilitator.ui.tables.plan_columns import ACTIVITY, NUMBER
from facilitator.ui.tables.plan_view import PlanView
from facilitator.ui.widgets.basic import Button, Card, IconButton, Label, Remark

if TYPE_CHECKING:
    from facilitator.models.planning import Touched
    from facilitator.ui.context import Context

PLAIN_TOOLS = ("up", "down", "remove")
"""What is said by its picture alone, so that all that can be done to a row has room in one line."""


class PlanTable(Card):
    """Keys in the table: Ctrl+N adds, Ctrl+arrows move a row up, down, deeper and out again, Ctrl+Delete deletes.

    Ctrl+J joins a row with the one above it, Ctrl+D splits one in two. `moved` is sent when the cursor goes to
    another row.
    """

    moved = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="plan_rows", parent=parent)
        self.setProperty("role", "")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.context = context
        self.table = ActionsTable(context)
        self.table.remark.connect(self._say_cell)
        self.table.dropped.connect(self._dropped, Qt.ConnectionType.QueuedConnection)
        self.grid = PlanView(self.table)
        self.grid.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.grid.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.grid.setDragDropOverwriteMode(False)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.remark = Remark("plan_remark")
        self.quiet = Remark("plan_quiet")
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
        self.where = Label("", "muted", "plan_where")
        self.where.setWordWrap(False)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in self.adding:
            row.addWidget(button)
        row.addWidget(self.where, 1)
        self.tools.body.addLayout(row)
        self.moving = bare("plan_moving")
        entries: list[tuple[str, str, str, str, Callable[[], object]]] = [
            ("up", _("Move up"), "collapse", "Ctrl+Up", partial(self._shift, -1)),
            ("down", _("Move down"), "expand", "Ctrl+Down", partial(self._shift, 1)),
            ("in", _("Under the row above"), "page-next", "Ctrl+Right", partial(self._move, planning.indent)),
            ("out", _("One level up"), "page-previous", "Ctrl+Left", partial(self._move, planning.outdent)),
            ("join", _("Join with row above"), "interface", "Ctrl+J", self._join),
            ("split", _("Split in two"), "move", "Ctrl+D", self._split),
            ("remove", _("Delete"), "delete", "Ctrl+Delete", self._remove),
        ]
        QShortcut(QKeySequence("Ctrl+N"), self.grid, self._add_here, context=Qt.ShortcutContext.WidgetShortcut)
        for button in self.adding:
            button.setToolTip(_("In the table: Ctrl+N adds a row after this one"))
        self.moving.add_row(*(self._tool(*entry) for entry in entries))
        self.add(self.tools, self.grid, self.remark, self.quiet, self.moving)

    def _tool(self, name: str, text: str, icon: str, keys: str, call: Callable[[], object]) -> Button:
        QShortcut(QKeySequence(keys), self.grid, call, context=Qt.ShortcutContext.WidgetShortcut)
        if name in PLAIN_TOOLS:
            button: Button = IconButton(f"plan_{name}", text, icon, call)
            button.setToolTip(tips.plain(f"{text} ({keys})"))
        else:
            button = Button(f"plan_{name}", text, icon, "quiet", call)
            button.setToolTip(keys)
        return button

    def current(self) -> Action | None:
        """The activity on which the cursor is, or None."""
        return self.table.action(self.grid.currentIndex().row())

    def refresh(self, touched: Touched | None = None) -> None:
        """Show the plan as it is now; with `touched` no more than that is different from before."""
        places = self.table.refresh(touched)
        if places is None:
            self.grid.show_bands()
            self.grid.fit()
        else:
            self.grid.fit_rows(places)

    def focus_first(self) -> None:
        """Put the keyboard on the first activity."""
        if self.current() is None:
            first = next((row for row in range(self.table.rowCount()) if self.table.band(row) is None), 0)
            self.grid.setCurrentIndex(self.table.index(first, ACTIVITY))
        self.grid.setFocus()

    def say_quiet(self) -> None:
        """Say which row it is, for those who scrolled sideways, and what it lacks, or how many rows lack something."""
        row = self.grid.currentIndex().row()
        found = self.table.row_at(row)
        self.where.setText(f"{self.table.text_at(row, NUMBER)}  {found.texts[ACTIVITY]}" if found is not None else "")
        if found is not None:
            self.quiet.say(" ".join(self.table.remarks(row)), "note")
            return
        n = self.table.remarked()
        sentence = plural(n, _("{n} row has a remark: go to it to read it."), _("{n} rows have a remark: go to them."))
        self.quiet.say(sentence.format(n=format_number(n, screen_language())) if n else "", "note")

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if self.remark.text():
            self.remark.say("")
        if now.row() != before.row():
            self.moved.emit()

    @Slot(QModelIndex, str)
    def _say_cell(self, _index: QModelIndex, sentence: str) -> None:
        if sentence or self.remark.text():
            self.remark.say(sentence)

    # -- rows -------------------------------------------------------------------------------------------------------

    def _add_here(self) -> None:
        row = self.grid.currentIndex().row()
        self._insert(self.current(), self.table.part(row), self.table.band(row))

    def _add(self, part: str) -> None:
        self._insert(None, part)

    def _insert(self, current: Action | None, part: str, band: Band | None = None) -> None:
        made = None
        with self.context.gesture(_("Activity added"), say=self.remark.say):
            made = planning.add_after(self.context.cycle, current, part)
            if (provider := self._provider(band)) is not None:
                planning.put_among(made, provider, part)
        if made is not None:
            self.go_to(made)

    def go_to(self, action: Action) -> None:
        """Put the keyboard on the words of an activity."""
        self.grid.show()
        self.grid.setCurrentIndex(self.table.index(self.table.row_of(action.id), ACTIVITY))
        self.grid.setFocus()

    def _provider(self, band: Band | None) -> ServicePoint | None:
        found = band.provider if band is not None else None
        return self.context.store.get(ServicePoint, found) if found is not None else None

    def _shift(self, by: int) -> None:
        self._move(lambda action: planning.shift(action, by))

    def _move(self, change: Callable[[Action], object]) -> None:
        action = self.current()
        if action is None:
            return
        key = action.id
        with self.context.gesture(_("Order of the plan"), say=self.remark.say):
            change(action)
        if not self.remark.text():
            self.grid.go_to(key)

    @Slot(object, object, bool)
    def _dropped(self, key: uuid.UUID, target: object, under: bool) -> None:
        """A row takes the place of the one it is dropped on, or stands under it; on a band it becomes first or last."""
        action = self.context.store.get(Action, key)
        if action is None or key == target:
            return
        onto = self.context.store.get(Action, target) if isinstance(target, uuid.UUID) else None
        with self.context.gesture(_("Order of the plan"), say=self.remark.say):
            if onto is not None and under:
                planning.place(action, onto, onto.part, len(onto.children))
            elif onto is not None:
                planning.put_at(action, onto)
            elif isinstance(target, Band):
                provider = self._provider(target) or action.provider
                planning.put_among(action, provider, target.part, at_end=target.kind == TOTAL)
        self.grid.go_to(key)

    def _join(self) -> None:
        row = self.grid.currentIndex().row()
        action, above = self.table.action(row), self.table.action(row - 1)
        if action is None or above is None:
            self.remark.say(_("There is no row above it that it could be joined with.") if action is not None else "")
            return
        with self.context.gesture(_("Activities joined"), say=self.remark.say):
            joining.merge(above, action)
        if not self.remark.text():
            self.go_to(above)

    def _split(self) -> None:
        action, made = self.current(), []
        if action is None:
            return
        with self.context.gesture(_("Activity split"), say=self.remark.say):
            made = joining.split(action)
        if made:
            self.go_to(made[0])

    def _remove(self) -> None:
        action = self.current()
        if action is None:
            return
        with self.context.gesture(_("Activity {number} deleted").format(number=shown_number(action))):
            planning.remove(action)
        self.grid.setFocus()
