"""The criteria of a service point: chosen from the bank or written by the meeting, put in order, taken out again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import choosing, correcting
from facilitator.models.records import Record
from facilitator.models.scorecard import Criterion
from facilitator.ui.pages.correction_line import CorrectionLine
from facilitator.ui.pages.criteria_add import AddCriteria
from facilitator.ui.pages.criteria_before import BeforeField
from facilitator.ui.pages.history_button import HistoryButton
from facilitator.ui.pages.meeting_parts import bare, bring_into_sight
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.criteria import WORDS, CriteriaTable
from facilitator.ui.tables.keyed import KeyedView
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context


class CriteriaSection(Section):
    """`point` gives the service point that the page is about. The list is the same in all its villages."""

    def __init__(
        self, context: Context, point: Callable[[], ServicePoint | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._point = point
        self._doomed: int | None = None
        self.table = CriteriaTable(context)
        self.table.dropped.connect(self._dropped, Qt.ConnectionType.QueuedConnection)
        self.grid = KeyedView("criteria_table", _("Criteria"), self.table, WORDS)
        self.grid.set_widths(56, 0, 0, 112, fit_height=True)
        self.grid.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.grid.setDragDropOverwriteMode(False)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.table.remark.connect(self._say_cell)
        self.remark = Remark("criteria_remark")
        self.limit = Remark("criteria_limit")
        self.question = Remark("criteria_question")
        self.before = BeforeField(context)
        self.add_card = AddCriteria(context, point)
        self.empty = EmptyState(
            "criteria_empty",
            "criteria",
            _("No criterion chosen yet"),
            _("Choose from the list below what people spoke about most, or write the criterion in their words."),
        )
        self._set_keys()
        self._lay_out()

    def _set_keys(self) -> None:
        for sequence, call in (
            ("Ctrl+Up", partial(self._shift, -1)),
            ("Ctrl+Down", partial(self._shift, 1)),
            ("Ctrl+Delete", self._remove),
        ):
            QShortcut(QKeySequence(sequence), self.grid, call, context=Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        up = Button("criterion_up", _("Move up"), "collapse", "quiet", partial(self._shift, -1))
        down = Button("criterion_down", _("Move down"), "expand", "quiet", partial(self._shift, 1))
        remove = Button("criterion_remove", _("Remove"), "delete", "quiet", self._remove)
        for button, keys in ((up, "Ctrl+Up"), (down, "Ctrl+Down"), (remove, "Ctrl+Delete")):
            button.setToolTip(keys)
        self.sure = Button("criterion_remove_sure", _("Remove all the same"), "delete", "danger", self._remove_doomed)
        self.keep_it = Button("criterion_remove_no", _("Keep it"), "close", "quiet", self._spare)
        self.answers = bare("criteria_answers")
        self.answers.add_row(self.sure, self.keep_it)
        self.tools = bare("criteria_tools")
        self.tools.add_row(up, down, remove, HistoryButton("criteria_history", self.context, self._record))
        self.tools.add(self.before)
        self.same = Label(
            _("The list is the same in all villages of this service, so that scores can be put together.")
        )
        self.same.setProperty("role", "small")
        self.correction = CorrectionLine("criteria", self.context, self._session)
        self.column.addWidget(self.correction)
        card = Card(name="criteria_card")
        card.add(self.empty, self.limit, self.grid, self.remark, self.question, self.answers, self.tools, self.same)
        self.answers.hide()
        self.column.addWidget(card)
        self.column.addWidget(self.add_card)

    def _session(self) -> Meeting | None:
        point = self._point()
        return correcting.session_of(point, "criteria") if point is not None else None

    def _record(self) -> Record | None:
        point = self._point()
        return Record("service_point", str(point.id)) if point is not None else None

    def refresh(self) -> None:
        """Show the criteria of the service point."""
        point = self._point()
        self.correction.refresh()
        self.table.refresh(point)
        some = self.table.rowCount() > 0
        self.empty.setVisible(not some)
        for part in (self.grid, self.tools, self.same):
            part.setVisible(some)
        self.grid.fit()
        self.limit.say(choosing.too_many(point) if point is not None else "", "note")
        self._show_criterion()
        self.add_card.refresh()

    def focus_first(self) -> None:
        """Put the keyboard into the search of the bank."""
        self.add_card.bank.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_criterion()

    def _show_criterion(self) -> None:
        criterion = self._current()
        if criterion is None or criterion.id != self._doomed:
            self._spare()
        self.before.show_criterion(criterion)

    @Slot(QModelIndex, str)
    def _say_cell(self, _index: QModelIndex, sentence: str) -> None:
        self.remark.say(sentence)

    # -- order ------------------------------------------------------------------------------------------------------

    def _shift(self, by: int) -> None:
        row = self.grid.currentIndex().row()
        criterion = self._current()
        if criterion is not None and 0 <= row + by < self.table.rowCount():
            self._place(criterion, row + by)

    @Slot(int, int)
    def _dropped(self, key: int, number: int) -> None:
        criterion = self.context.store.get(Criterion, key)
        if criterion is not None:
            self._place(criterion, number)

    def _place(self, criterion: Criterion, number: int) -> None:
        with self.context.gesture(_("Order of the criteria"), say=self.remark.say):
            choosing.place(criterion, number)
        self.grid.go_to(criterion.id)

    # -- taking out -------------------------------------------------------------------------------------------------

    def _remove(self) -> None:
        criterion = self._current()
        if criterion is None:
            return
        warning = choosing.goes_with(criterion)
        self._doomed = criterion.id
        if not warning:
            self._remove_doomed()
            return
        self.question.say(warning, "warning")
        self.answers.show()
        self.keep_it.setFocus()
        bring_into_sight(self.answers)

    def _remove_doomed(self) -> None:
        criterion = self.context.store.get(Criterion, self._doomed)
        self._spare()
        if criterion is None:
            return
        label = _("Criterion removed: {criterion}").format(criterion=criterion.text(screen_language()))
        with self.context.gesture(label, say=self.remark.say):
            choosing.remove(criterion)
        self.grid.setFocus()

    def _spare(self) -> None:
        self._doomed = None
        self.question.say("")
        self.answers.hide()

    def _current(self) -> Criterion | None:
        return self.table.criterion(self.grid.currentIndex().row())
