"""One tally sheet on a page: its head, the grid, and what does not fit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models.scoring import Scale
from facilitator.ui.pages.rows import show_value
from facilitator.ui.pages.scoring_sheet_head import SheetHead
from facilitator.ui.tables.scores import STEP_WORDS, ScoreTable, who_scores
from facilitator.ui.tables.scores_consensus import ConsensusTable
from facilitator.ui.tables.scores_marks import MarksTable
from facilitator.ui.tables.scores_view import ScoreView
from facilitator.ui.tables.scores_votes import VotesTable
from facilitator.ui.widgets.basic import Card, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.sheets import SheetPlace
    from facilitator.models.tally import Sheet
    from facilitator.ui.context import Context

MOST_COLUMNS = 10
"""A scale of more steps gets a list of marks instead of a column per step."""


class SheetPanel(Card):
    """The sheet of one place. `row_changed`: the cursor is in another row; `grid_left`: the keyboard goes elsewhere.

    `ballots_asked`: people score one by one from now on.
    """

    row_changed = Signal()
    grid_left = Signal()
    ballots_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="sheet", parent=parent)
        self.context = context
        self.place: SheetPlace | None = None
        self.view: ScoreView | None = None
        self._shape: tuple[str, str] | None = None
        self._checked: tuple[str, str, bool] | None = None
        self.head = SheetHead(context, self)
        self.head.ballots_asked.connect(self.ballots_asked)
        self.refusal = Remark("scores_remark")
        self.checks = Remark("scores_checks")
        self.reason = LineText("override", _("Why the figures are right all the same"))
        self.reason_field = Field(_("Why the figures are right all the same"), self.reason).stores(self._override)
        self.method = Label("", "small", "method_line")
        self.keys = Label("", "small", "score_keys")
        self.body.setContentsMargins(16, 10, 16, 14)
        self.body.setSpacing(10)
        self.add(self.head, self.refusal, self.checks, self.reason_field)
        self.add_row(self.head.finish)
        self.add(self.method, self.keys)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, step in (("Alt+Right", 1), ("Alt+Left", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._turn, step), context=inside)

    # -- what the page asks -------------------------------------------------------------------------------------------

    def show_sheet(self, place: SheetPlace | None) -> None:
        """Show the sheet of a place; None hides the panel."""
        self.commit()
        self.place = place
        self.setVisible(place is not None)
        if place is not None:
            self._show_view()

    def refresh_figures(self) -> None:
        """Show the figures as they are stored now; what does not fit follows with `show_checks`."""
        if self.view is not None and self._table().refresh():
            self.view.fit()

    def refresh(self) -> None:
        """Show the sheet as it is stored now."""
        if self.place is None:
            return
        if self._shape != self._wanted_shape():
            self._show_view()
            return
        self.refresh_figures()
        self._show_around()

    def commit(self) -> None:
        """Store what is being typed in the grid."""
        if self.view is not None:
            self.view.commit()

    def focus_grid(self) -> None:
        """Put the keyboard into the grid."""
        if self.view is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def criterion(self) -> int | None:
        """The criterion in whose row the cursor is."""
        return self._table().criterion_at(self.view.currentIndex().row()) if self.view is not None else None

    def rest(self) -> None:
        """The typing rests: say what does not fit, and give the room of the head to the grid."""
        self.show_checks()
        if self.view is not None and self.view.hasFocus():
            self.head.fold()

    # -- the grid -----------------------------------------------------------------------------------------------------

    def _build_view(self, method: str, scale: str) -> None:
        """Another method or scale has another grid."""
        table = _grid(self.context, method, scale)
        old, self.view = self.view, ScoreView("scores", _("Scores"), table)
        self.body.insertWidget(self.body.indexOf(self.refusal), self.view)
        self.view.show()
        self.setTabOrder(self.head, self.view)
        table.remark.connect(self._say_refusal)
        self.view.selectionModel().currentRowChanged.connect(self.row_changed)
        self.view.left.connect(self.grid_left)
        if old is not None:
            if old.hasFocus():
                self.view.setFocus()
            old.setObjectName("")
            old.hide()
            old.deleteLater()

    def _table(self) -> ScoreTable:
        assert self.view is not None
        return self.view.scores

    def _sheet(self) -> Sheet | None:
        return self.place.sheet(self.context.store) if self.place is not None else None

    def _wanted_shape(self) -> tuple[str, str]:
        sheet = self._sheet()
        return (sheet.method if sheet is not None else "votes", self.context.cycle.scale)

    def _show_view(self) -> None:
        shape = self._wanted_shape()
        if shape != self._shape:
            self._build_view(*shape)
            self._shape = shape
        self._table().show(self.place)
        assert self.view is not None
        self.view.start()
        self.refusal.say("")
        self._show_around()

    def _show_around(self) -> None:
        """Everything of the sheet but the grid."""
        assert self.place is not None
        assert self._shape is not None
        self.head.show_head(self.place)
        self.method.setText(_method(*self._shape))
        self.keys.setText(" ".join(_keys(self._shape[0], self._table(), self.place.side)))
        self.show_checks()

    def show_checks(self) -> None:
        """Say which figures do not fit each other, and ask why. The grid marks them at once."""
        if self.place is None:
            return
        sheet, language = self._sheet(), screen_language()
        sentences = [
            khmer_digits(f"{number}. {doubt.text}") if language == "km" else f"{number}. {doubt.text}"
            for number, line in enumerate(self._table().lines(), 1)
            for doubt in line.doubts
        ]
        reason = sheet.override if sheet is not None else ""
        shown = ("\n".join(sentences), reason, self._table().locked)
        if shown == self._checked:
            return
        self._checked = shown
        self.checks.say(shown[0], "note" if reason else "warning")
        show_value(self.reason, reason)
        self.reason.setEnabled(not self._table().locked)
        self.reason_field.setVisible(bool(sentences or reason))

    # -- what people do -----------------------------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        if self.view is not None:
            self.view.commit()
            self.view.turn(step)

    def _override(self, reason: str) -> None:
        assert self.place is not None
        label = _("Why the figures are right, {who}").format(who=who_scores(self.context, self.place))
        with self.context.gesture(label, say=self.reason_field.say):
            self.place.open_sheet(self.context.store).override = reason

    @Slot(QModelIndex, str)
    def _say_refusal(self, _index: QModelIndex, sentence: str) -> None:
        self.refusal.say(sentence)


def _method(method: str, scale: str) -> str:
    """How this sheet's figures come about."""
    if method == "consensus":
        return _("Method: one score that the whole group agreed on. It is never mixed with votes.")
    if scale in STEP_WORDS:
        return _("Method: how many people gave each step. The group's score is the median of all votes.")
    return _("Method: how many people gave each mark, 0 to 100. The group's score is the median of all votes.")


def _keys(method: str, table: ScoreTable, side: str) -> list[str]:
    """Sentences about the keys that work in this sheet."""
    if method == "consensus":
        sentences = [_("Type the agreed score, then Enter.")]
    else:
        sentences = [_("Type how many people, then Enter.")]
        if table.breakdowns:
            sentences.append(_("Alt+Right: women, men, …"))
    if side == "citizens":
        sentences.append(_("Ctrl+Page Down: next group or village."))
    return sentences


def _grid(context: Context, method: str, scale: str) -> ScoreTable:
    """The table for a method and a scale."""
    if method == "consensus":
        return ConsensusTable(context)
    if len(Scale(scale).steps) <= MOST_COLUMNS:
        return VotesTable(context, scale)
    return MarksTable(context)
