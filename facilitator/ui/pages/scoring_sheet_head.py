"""The head of a tally sheet: people present, how they score, and whether the scores are finished."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _, format_date, format_number, screen_language
from facilitator.models import sheet_lines, sheets
from facilitator.models.cycle import BREAKDOWNS
from facilitator.models.records import Record
from facilitator.ui import theme
from facilitator.ui.pages.history_button import HistoryButton
from facilitator.ui.pages.rows import show_value
from facilitator.ui.tables.scores import who_scores
from facilitator.ui.tables.scores_headers import block_name
from facilitator.ui.widgets.basic import Banner, Button, IconButton, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.flow import Flow
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.scorecard import Card as ScoreCard
    from facilitator.models.sheets import SheetPlace
    from facilitator.models.tally import Sheet
    from facilitator.ui.context import Context

METHODS = {"votes": N_("Each person's score"), "consensus": N_("One agreed score")}


class SheetHead(QWidget):
    """Folded into one line once the people present are known. `ballots_asked`: people score one by one."""

    ballots_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.place: SheetPlace | None = None
        self._open = True
        self.closed = Banner("closed", "ok")
        self.reopen_reason = LineText("reopen_reason", _("Reason of the correction"))
        self.reopen_field = Field(_("To correct something, say why"), self.reopen_reason).stores(self._reopen)
        self.present = PresentFields(self)
        self.method = Choice("method", _("How they score"), [(key, _(text)) for key, text in METHODS.items()])
        self.method_field = Field(_("How they score"), self.method).stores(self._set_method)
        self.take = Button("take_count", _("From the meeting"), "people", "quiet", self._take_count)
        self.summary = Label("", "label", "sheet_summary")
        self.change = IconButton("sheet_change", _("People present and method"), "edit", self._unfold)
        self.one_by_one = Button("one_by_one", _("One by one"), "person", "quiet", self._ask_ballots)
        self.finish = Button("finish", _("The scores are finished"), "check", pressed=self._finish)
        self.history = HistoryButton("card_history", context, self._card_record)
        self._lay_out()

    def _card_record(self) -> Record | None:
        card = self.place.card(self.context.store) if self.place is not None else None
        return Record("card", str(card.id)) if card is not None else None

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.closed)
        column.addWidget(self.reopen_field)
        line = Flow(spacing=8)
        for widget in (self.summary, self.change, self.take, self.one_by_one, self.history):
            line.addWidget(widget)
        self.summary.setWordWrap(False)
        self.summary.setMinimumHeight(self.change.sizeHint().height())
        column.addLayout(line)
        column.addWidget(self.present)
        column.addWidget(self.method_field)

    def show_head(self, place: SheetPlace) -> None:
        """Show what is stored for a sheet; another sheet is folded when its people were counted."""
        sheet = place.sheet(self.context.store)
        if place != self.place:
            self._open = sheet is None or sheet.total is None
        self.place = place
        self.present.show_sheet(sheet, self._shown())
        self.method.set_value(sheet.method if sheet is not None else "votes")
        self.summary.setText(_summary(sheet))
        self._offer_count(sheet)
        self._show_closing(place.card(self.context.store))
        self.one_by_one.setVisible(not self._finished and (sheet is None or sheet.method == "votes"))
        self._show_fold()

    def fold(self) -> None:
        """Leave one line when the people present are known."""
        if self.place is not None and self._open:
            sheet = self.place.sheet(self.context.store)
            self._open = sheet is None or sheet.total is None
            self._show_fold()

    @property
    def _finished(self) -> bool:
        card = self.place.card(self.context.store) if self.place is not None else None
        return card is not None and card.closed_on is not None

    def _show_fold(self) -> None:
        opened = self._open and not self._finished
        self.present.setVisible(opened)
        self.method_field.setVisible(opened)
        self.change.setVisible(not opened and not self._finished)

    def _unfold(self) -> None:
        self._open = True
        self._show_fold()
        self.present.focus_first()

    def _shown(self) -> tuple[str, ...]:
        assert self.place is not None
        if self.place.side == "providers":
            return ()
        return sheet_lines.breakdowns_of(self.context.cycle, self.place.group)

    def _offer_count(self, sheet: Sheet | None) -> None:
        """The head count of the meeting, when it differs from the sheet's."""
        assert self.place is not None
        counted = sheets.counted_at(self.context.cycle, self.place)
        total = counted.total if counted is not None else None
        offered = total is not None and (sheet is None or total != sheet.total) and not self._finished
        self.take.setVisible(offered)
        if offered and total is not None:
            self.take.setText(_("From the meeting: {n}").format(n=format_number(total, screen_language())))
            self.take.setAccessibleName(self.take.text())

    def _show_closing(self, card: ScoreCard | None) -> None:
        day = card.closed_on if card is not None else None
        sentence = _("These scores were finished on {day}.")
        self.closed.say("" if day is None else sentence.format(day=format_date(day, screen_language())), "ok")
        self.reopen_field.setVisible(day is not None)
        self.finish.setVisible(day is None and card is not None)

    # -- what people do -----------------------------------------------------------------------------------------------

    def count(self, name: str, n: int | None) -> None:
        """So many people are present, of all (`total`) or of a breakdown. Raises UserError for an impossible number."""
        assert self.place is not None
        counts = {name: n}
        own = sheet_lines.everybody(self.place.group, self.context.cycle)
        if name == "total" and own:
            counts[own] = n
        with self.context.store.transaction(self._label(N_("People present, {who}")), cycle=self.context.cycle):
            self._open_sheet().count(**counts)

    def _ask_ballots(self) -> None:
        self.ballots_asked.emit()

    def _set_method(self, method: str) -> None:
        with self.context.gesture(self._label(N_("How they score, {who}")), say=self.method_field.say):
            self._open_sheet().set_method(method)
        if self.method_field.sentence():
            self.method.set_value("votes" if method == "consensus" else "consensus")

    def _take_count(self) -> None:
        assert self.place is not None
        counted = sheets.counted_at(self.context.cycle, self.place)
        if counted is not None:
            with self.context.gesture(self._label(N_("People present, {who}")), say=self.method_field.say):
                sheets.take_count(self._open_sheet(), counted)
            self.fold()

    def _finish(self) -> None:
        assert self.place is not None
        card = self.place.card(self.context.store)
        if card is not None:
            with self.context.gesture(self._label(N_("Scores finished, {who}")), say=self.method_field.say):
                sheets.finish(card, dt.date.today())

    def _reopen(self, reason: str) -> None:
        assert self.place is not None
        card = self.place.card(self.context.store)
        if card is None or not reason:
            return
        label = self._label(N_("Scores opened again, {who}"))
        with self.context.gesture(label, say=self.reopen_field.say, reason=reason):
            sheets.reopen(card, reason)
        self.reopen_reason.set_value("")

    def _open_sheet(self) -> Sheet:
        assert self.place is not None
        return self.place.open_sheet(self.context.store)

    def _label(self, sentence: str) -> str:
        assert self.place is not None
        return _(sentence).format(who=who_scores(self.context, self.place))


class PresentFields(QWidget):
    """How many people are present: of all, and of each breakdown that has columns in the grid."""

    def __init__(self, head: SheetHead) -> None:
        super().__init__(head)
        self.editors = {"total": WholeNumber("present", _("People present"))}
        for name in BREAKDOWNS:
            label = _("{group} present").format(group=block_name(name))
            self.editors[name] = WholeNumber(f"present_{name}", label)
        self.fields: dict[str, Field] = {}
        flow = Flow(self, spacing=12)
        for name, editor in self.editors.items():
            editor.setFixedWidth(theme.px(120))
            label = _("People present") if name == "total" else block_name(name)
            self.fields[name] = Field(label, editor).stores(partial(head.count, name))
            self.fields[name].label.setWordWrap(False)  # one line each: the numbers stand on one line too
            flow.addWidget(self.fields[name])

    def show_sheet(self, sheet: Sheet | None, shown: tuple[str, ...]) -> None:
        """Show the stored numbers of all and of these breakdowns."""
        for name, editor in self.editors.items():
            self.fields[name].setVisible(name == "total" or name in shown)
            show_value(editor, getattr(sheet, name) if sheet is not None else None)

    def focus_first(self) -> None:
        """Put the keyboard into the number of all."""
        self.editors["total"].setFocus()


def _summary(sheet: Sheet | None) -> str:
    """Who is present and how they score, in one line."""
    language = screen_language()
    key = sheet.method if sheet is not None else "votes"
    method = _(METHODS[key])
    if sheet is None or sheet.total is None:
        return method
    present = _("{n} people present").format(n=format_number(sheet.total, language))
    return f"{present} · {method}"
