"""One tally sheet on a page: its head, the grid, and what does not fit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models import sheets
from facilitator.models.scoring import Scale
from facilitator.models.sheets import SheetPlace
from facilitator.models.tally import ALL, Sheet
from facilitator.ui.context import Context
from facilitator.ui.pages.rows import show_value
from facilitator.ui.pages.scoring_sheet_head import SheetHead, breakdown_name
from facilitator.ui.tables.scores import STEP_WORDS, ConsensusTable, ScoreTable, VotesTable, who_scores
from facilitator.ui.tables.scores_marks import MarksTable
from facilitator.ui.tables.scores_view import ScoreView
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

MOST_COLUMNS = 10
"""A scale of more steps gets a list of marks instead of a column per step."""


class SheetPanel(Card):
    """The sheet of one place. `row_changed`: the cursor is in another row; `grid_left`: the keyboard goes elsewhere."""

    row_changed = Signal()
    grid_left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="sheet", parent=parent)
        self.context = context
        self.place: SheetPlace | None = None
        self.breakdown = ALL
        self.view: ScoreView | None = None
        self._shape: tuple[str, str] | None = None
        self._checked: tuple[str, str, bool] | None = None
        self.head = SheetHead(context, self)
        self.tabs = self._make_tabs()
        self.same = Button("same_as_all", "", "", "link", self._copy_all)
        self.refusal = Remark("scores_remark")
        self.checks = Remark("scores_checks")
        self.reason = LineText("override", _("Why the figures are right all the same"))
        self.reason_field = Field(_("Why the figures are right all the same"), self.reason).stores(self._override)
        self.add(self.head, self.tabs)
        self.add_row(self.same)
        self.add(self.refusal, self.checks, self.reason_field)
        self.add_row(self.head.finish)
        self.keys = Label("", "small", "score_keys")
        self.add(self.keys)
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
            self.breakdown = ALL
            self._offer_breakdowns()
            self._show_view()

    def refresh_figures(self) -> None:
        """Show the figures as they are stored now; what does not fit follows with `show_checks`."""
        if self.view is not None and self._table().refresh():
            self.view.fit()

    def refresh(self) -> None:
        """Show the sheet as it is stored now."""
        if self.place is None:
            return
        self._offer_breakdowns()
        if self._shape != self._wanted_shape() or self.breakdown != self._table().breakdown:
            self._show_view()
            return
        if self.view is not None and self._table().refresh():
            self.view.fit()
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

    # -- the grid -----------------------------------------------------------------------------------------------------

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar(self)
        tabs.setObjectName("breakdowns")
        tabs.setAccessibleName(_("Scores of"))
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        tabs.setUsesScrollButtons(True)
        tabs.currentChanged.connect(self._tab_chosen)
        return tabs

    def _build_view(self, method: str, scale: str) -> None:
        """Another method or scale has another grid."""
        table, widths = _grid(self.context, method, scale)
        old, self.view = self.view, ScoreView("scores", _("Scores"), table)
        self.body.insertWidget(self.body.indexOf(self.refusal), self.view)
        self.view.set_widths(*widths, fit_height=True)
        self.view.show()
        self.setTabOrder(self.tabs, self.view)
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
        table = self.view.table
        assert isinstance(table, ScoreTable)
        return table

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
        if shape[0] == "consensus":
            self.breakdown = ALL
        self._table().show(self.place, self.breakdown)
        assert self.view is not None
        self.view.start()
        self.refusal.say("")
        self._show_around()

    def _offer_breakdowns(self) -> None:
        keys = [ALL, *self.context.cycle.breakdowns]
        with QSignalBlocker(self.tabs):
            if [self.tabs.tabData(number) for number in range(self.tabs.count())] != keys:
                while self.tabs.count():
                    self.tabs.removeTab(0)
                for key in keys:
                    self.tabs.setTabData(self.tabs.addTab(breakdown_name(key)), key)
            if self.breakdown not in keys:
                self.breakdown = ALL
            self.tabs.setCurrentIndex(keys.index(self.breakdown))

    def _show_around(self) -> None:
        """Everything of the sheet but the grid."""
        assert self.place is not None
        consensus = self._shape is not None and self._shape[0] == "consensus"
        self.head.show_head(self.place, self.breakdown)
        self.tabs.setVisible(not consensus)
        self.same.setVisible(self.breakdown != ALL and not consensus and not self._table().locked)
        self.same.setText(
            _("All of them: {group}. Copy the figures of all").format(group=breakdown_name(self.breakdown))
        )
        self.same.setAccessibleName(self.same.text())
        self.keys.setText(" ".join(_keys(self._shape, self.place.side)))
        self.show_checks()

    def show_checks(self) -> None:
        """Say which figures do not fit each other, and ask why. The grid marks their rows at once."""
        if self.place is None:
            return
        sheet, language = self._sheet(), screen_language()
        sentences = [
            khmer_digits(f"{number}. {sentence}") if language == "km" else f"{number}. {sentence}"
            for number, line in enumerate(self._table().lines(), 1)
            for sentence in line.remarks
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

    @Slot(int)
    def _tab_chosen(self, number: int) -> None:
        self.commit()
        self.breakdown = self.tabs.tabData(number)
        self._show_view()

    def _turn(self, step: int) -> None:
        if self.tabs.isVisible():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _copy_all(self) -> None:
        assert self.place is not None
        with self.context.gesture(self._table().label(), say=self.refusal.say):
            sheets.copy_all(self.place.open_sheet(self.context.store), self.breakdown)

    def _override(self, reason: str) -> None:
        assert self.place is not None
        label = _("Why the figures are right, {who}").format(who=who_scores(self.context, self.place))
        with self.context.gesture(label, say=self.reason_field.say):
            self.place.open_sheet(self.context.store).override = reason

    @Slot(QModelIndex, str)
    def _say_refusal(self, _index: QModelIndex, sentence: str) -> None:
        self.refusal.say(sentence)


def _keys(shape: tuple[str, str] | None, side: str) -> list[str]:
    """Sentences about the keys that work in this sheet."""
    sentences = [_("Type how many people, then Enter."), _("Alt+Right: women, men, …")]
    if shape is not None and shape[0] == "consensus":
        sentences = [_("Type the agreed score, then Enter.")]
    if side == "citizens":
        sentences.append(_("Ctrl+Page Down: next group or village."))
    return sentences


def _grid(context: Context, method: str, scale: str) -> tuple[ScoreTable, tuple[int, ...]]:
    """The table for a method and a scale, and the widths of its columns."""
    steps = Scale(scale).steps
    if method == "consensus":
        return ConsensusTable(context), (0, 180, 180) if scale in STEP_WORDS else (0, 180)
    if len(steps) <= MOST_COLUMNS:
        return VotesTable(context, scale), (0, *[58] * len(steps), 92, 80)
    return MarksTable(context), (0, 90, 90, 100, 84)
