"""Input tracking of one service point: the table, adding rows, and the chosen row's standard and source."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import correcting, tracking
from facilitator.models.records import Record
from facilitator.ui.pages.correction_line import CorrectionLine
from facilitator.ui.pages.history_button import HistoryButton
from facilitator.ui.pages.information_standard import StandardCard
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.inputs import FOUND, InputsTable
from facilitator.ui.tables.keyed import KeyedView
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context


class InputsSection(Section):
    """`point` gives the service point that the page is about."""

    def __init__(
        self, context: Context, point: Callable[[], ServicePoint | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._point = point
        self.table = InputsTable(context)
        self.grid = KeyedView("inputs_table", _("Input tracking"), self.table, FOUND)
        self.grid.set_widths(168, 0, 100, 100, 128, 100, fit_height=True)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.table.remark.connect(self._say_cell)
        self.remark = Remark("inputs_remark")
        self.standard = StandardCard(context)
        self.add_all = Button("inputs_add_standards", "", "add", pressed=self._add_standards)
        self.own = LineText("inputs_own", _("An input of your own"), _("An input of your own, then Enter"))
        self.own.returnPressed.connect(self._add_own)
        self.remove_button = Button("inputs_remove", _("Remove this input"), "delete", "quiet", self._remove)
        self.open_standard = Button(
            "inputs_standard", _("Standard and source"), "edit", "quiet", pressed=self._open_standard
        )
        self.open_standard.setToolTip("Ctrl+Enter")
        self.remove_button.setToolTip("Ctrl+Delete")
        self.begin = Button("inputs_begin", _("Start with the usual standards"), "add", "primary", self._add_standards)
        self.empty = EmptyState(
            "inputs_empty",
            "information",
            _("Nothing to compare yet"),
            _("Take the standards of this kind of service, or type an input that people ask about."),
            self.begin,
        )
        for sequence, call in (("Ctrl+Delete", self._remove), ("Ctrl+Return", self._open_standard)):
            QShortcut(QKeySequence(sequence), self.grid, call, context=Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        hint = Label(_("Read the standard aloud, then type what is really there. Enter goes on."), "small")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.own, 1)
        line.addWidget(Button("inputs_add_own", _("Add"), "add", pressed=self._add_own))
        self.tools = bare("inputs_tools")
        self.tools.add_row(
            self.open_standard,
            self.remove_button,
            self.add_all,
            HistoryButton("inputs_history", self.context, self._record),
        )
        self.hint = hint
        self.correction = CorrectionLine("inputs", self.context, self._session)
        self.column.addWidget(self.correction)
        card = Card(name="inputs_card")
        card.add(self.empty, hint, self.tools, self.grid, self.remark)
        card.body.addLayout(line)
        self.column.addWidget(card)
        self.column.addWidget(self.standard)

    def _session(self) -> Meeting | None:
        point = self._point()
        return correcting.session_of(point, "information") if point is not None else None

    def _record(self) -> Record | None:
        point = self._point()
        return Record("service_point", str(point.id)) if point is not None else None

    def refresh(self) -> None:
        """Show the inputs of the service point."""
        point = self._point()
        self.correction.refresh()
        self.table.refresh(point)
        some = self.table.rowCount() > 0
        for part in (self.grid, self.tools, self.hint):
            part.setVisible(some)
        self.grid.fit()
        missing = len(tracking.missing_standards(point)) if point is not None else 0
        self.empty.setVisible(not some)
        self.begin.setVisible(missing > 0)
        self.add_all.setVisible(missing > 0)
        text = _("Add the {n} usual standards that are missing").format(n=format_number(missing, screen_language()))
        self.add_all.setText(text)
        self.add_all.setAccessibleName(text)
        self._show_standard()

    def focus_first(self) -> None:
        """Put the keyboard into the table, or on the button that starts."""
        if self.table.rowCount():
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().focus_first()

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_standard()

    def _show_standard(self) -> None:
        self.standard.show_check(self.table.check(self.grid.currentIndex().row()))

    @Slot(QModelIndex, str)
    def _say_cell(self, _index: QModelIndex, sentence: str) -> None:
        self.remark.say(sentence)

    def _open_standard(self) -> None:
        self.standard.take_keyboard()

    def _add_standards(self) -> None:
        point = self._point()
        if point is None:
            return
        with self.context.gesture(_("Usual standards added"), say=self.remark.say):
            tracking.add_standards(point)
        self.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_own(self) -> None:
        point = self._point()
        if point is None:
            return
        with self.context.gesture(_("Input added"), say=self.remark.say):
            tracking.add_own(point, self.own.text(), screen_language())
        if not self.remark.text():
            self.own.set_value("")

    def _remove(self) -> None:
        check = self.table.check(self.grid.currentIndex().row())
        if check is None:
            return
        label = _("Input removed: {input}").format(input=check.text(screen_language()))
        with self.context.gesture(label, say=self.remark.say):
            tracking.remove(check)
