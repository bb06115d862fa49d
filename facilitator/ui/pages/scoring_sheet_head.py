"""The head of a tally sheet: people present, how they score, and whether the scores are finished."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _, format_date, format_number, screen_language
from facilitator.models import headcount, sheets
from facilitator.models.scorecard import Card as ScoreCard
from facilitator.models.sheets import SheetPlace
from facilitator.models.tally import ALL, Sheet
from facilitator.ui.context import Context
from facilitator.ui.pages.rows import show_value
from facilitator.ui.tables.scores import who_scores
from facilitator.ui.widgets.basic import Banner, Button
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.flow import Flow
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

METHODS = {"votes": N_("Each person's score"), "consensus": N_("One agreed score")}


class SheetHead(QWidget):
    """The number of people is that of the breakdown on show."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.place: SheetPlace | None = None
        self.breakdown = ALL
        self.closed = Banner("closed", "ok")
        self.reopen_reason = LineText("reopen_reason", _("Reason of the correction"))
        self.reopen_field = Field(_("To correct something, say why"), self.reopen_reason).stores(self._reopen)
        self.present = WholeNumber("present", _("People present"))
        self.present_field = Field(_("People present"), self.present).stores(self._count)
        self.method = Choice("method", _("How they score"), [(key, _(text)) for key, text in METHODS.items()])
        self.method_field = Field(_("How they score"), self.method).stores(self._set_method)
        self.take = Button("take_count", _("From the meeting"), "people", "quiet", self._take_count)
        self.finish = Button("finish", _("The scores are finished"), "check", pressed=self._finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.closed)
        column.addWidget(self.reopen_field)
        fields = Flow(spacing=12)
        for widget in (self.present_field, self.method_field, self.take):
            fields.addWidget(widget)
        column.addLayout(fields)

    def show_head(self, place: SheetPlace, breakdown: str) -> None:
        """Show what is stored for a sheet; `breakdown` says whose number is shown."""
        self.place, self.breakdown = place, breakdown
        sheet = place.sheet(self.context.store)
        label = _("People present")
        if breakdown != ALL:
            label = _("{group} present").format(group=breakdown_name(breakdown))
        self.present_field.label.setText(label)
        self.present.setAccessibleName(label)
        show_value(self.present, getattr(sheet, self._count_field()) if sheet is not None else None)
        self.method.set_value(sheet.method if sheet is not None else "votes")
        self._offer_count(sheet)
        self._show_closing(place.card(self.context.store))

    def _count_field(self) -> str:
        return "total" if self.breakdown == ALL else self.breakdown

    def _offer_count(self, sheet: Sheet | None) -> None:
        """The head count of the meeting, when it differs from the sheet's."""
        assert self.place is not None
        counted = sheets.counted_at(self.context.cycle, self.place)
        total = counted.total if counted is not None else None
        offered = total is not None and (sheet is None or total != sheet.total)
        self.take.setVisible(offered)
        if offered and total is not None:
            self.take.setText(_("From the meeting: {n}").format(n=format_number(total, screen_language())))
            self.take.setAccessibleName(self.take.text())

    def _show_closing(self, card: ScoreCard | None) -> None:
        day = card.closed_on if card is not None else None
        sentence = _("These scores were finished on {day}.")
        self.closed.say("" if day is None else sentence.format(day=format_date(day, screen_language())), "ok")
        self.reopen_field.setVisible(day is not None)
        for editor in (self.present, self.method, self.take):
            editor.setEnabled(day is None)
        self.finish.setVisible(day is None and card is not None)

    # -- what people do -----------------------------------------------------------------------------------------------

    def _count(self, n: int | None) -> None:
        with self.context.gesture(self._label(N_("People present, {who}")), say=self.present_field.say):
            self._open_sheet().count(**{self._count_field(): n})

    def _set_method(self, method: str) -> None:
        with self.context.gesture(self._label(N_("How they score, {who}")), say=self.method_field.say):
            self._open_sheet().set_method(method)
        if self.method_field.sentence():
            self.method.set_value("votes" if method == "consensus" else "consensus")

    def _take_count(self) -> None:
        assert self.place is not None
        counted = sheets.counted_at(self.context.cycle, self.place)
        if counted is not None:
            with self.context.gesture(self._label(N_("People present, {who}")), say=self.present_field.say):
                sheets.take_count(self._open_sheet(), counted)

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


def breakdown_name(breakdown: str) -> str:
    """The words for a breakdown, or for everybody."""
    return _("All") if breakdown == ALL else _(headcount.LABELS[breakdown])
