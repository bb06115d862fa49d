"""The card that takes the place of the grid while the people of a group score one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.voting import Voting
from facilitator.ui.pages.ballot_flow import BallotFlow
from facilitator.ui.pages.ballot_pad import BallotPad, FacesScreen
from facilitator.ui.tables.scores import who_scores
from facilitator.ui.widgets.basic import Button, Card, Label
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.sheets import SheetPlace
    from facilitator.ui.context import Context


class BallotsPanel(Card):
    """Open from `begin` to `end`; `ended`: the grid may show again."""

    ended = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="ballots", parent=parent)
        self.context = context
        self.flow: BallotFlow | None = None
        self.pad: BallotPad | None = None
        self.screen_view: FacesScreen | None = None
        self.reason = LineText("ballots_reason", _("Why one more person scores"))
        self.reason_field = Field(_("Why one more person scores"), self.reason).stores(self._override)
        self.larger = Button("large_faces", _("Large faces (F11)"), "zoom-in", pressed=self.enlarge)
        self.again = Button("take_back", _("Take the last scores back"), "undo", pressed=self._take_back)
        self.done = Button("ballots_done", _("All have scored"), "check", "primary", self.end)
        note = _("Each person's scores are added at once and kept nowhere. They cannot be undone one after the other.")
        self.add(self.reason_field)
        self.add_row(self.larger, self.again, self.done)
        self.add(Label(note, "small"))
        QShortcut(QKeySequence("F11"), self, self.enlarge, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def begin(self, place: SheetPlace) -> bool:
        """Let the people of a sheet score one by one; False, with a sentence, when they cannot."""
        label = _("Scores one by one of {who}").format(who=who_scores(self.context, place))
        try:
            voting = Voting(self.context.store, place, label)
        except UserError as error:
            self.context.said.emit(error.text, "error")
            return False
        self.flow = BallotFlow(voting, self)
        self.flow.changed.connect(self._refresh)
        self.flow.doubted.connect(self._ask_reason)
        self.pad = BallotPad("ballot_pad", self.flow)
        self.pad.escaped.connect(self.flow.cancel)
        self.body.insertWidget(0, self.pad)
        self.show()
        self._refresh()
        self.pad.setFocus()
        return True

    def end(self) -> None:
        """Close the voting; nothing of any ballot stays in a widget."""
        if self.flow is None:
            return
        flow, self.flow = self.flow, None
        flow.blockSignals(True)
        flow.cancel()
        flow.voting.close()
        for widget in (self.pad, self.screen_view):
            if widget is not None:
                widget.setObjectName("")
                widget.hide()
                widget.deleteLater()
        self.pad = self.screen_view = None
        flow.deleteLater()
        self.hide()
        self.ended.emit()

    def enlarge(self) -> None:
        """Turn the screen to the voter."""
        if self.flow is None:
            return
        if self.screen_view is None:
            self.screen_view = FacesScreen(self.flow, self.window())
            self.screen_view.left.connect(self._shrunk)
        self.screen_view.open()

    def _shrunk(self) -> None:
        if self.pad is not None:
            self.pad.setFocus()

    def _refresh(self) -> None:
        assert self.flow is not None
        self.again.setEnabled(self.flow.voting.can_take_back() and not self.flow.scoring)
        self.reason_field.hide()

    def _ask_reason(self) -> None:
        self.reason_field.show()
        if self.screen_view is None or not self.screen_view.isVisible():
            self.reason.setFocus()

    def _take_back(self) -> None:
        assert self.flow is not None
        assert self.pad is not None
        self.flow.take_back()
        self.pad.setFocus()

    def _override(self, reason: str) -> None:
        if self.flow is None or not reason.strip():
            return
        if not any(sign.isalpha() for sign in reason):  # somebody went on pressing the keys of scores
            self.reason.set_value("")
            self.reason_field.say(_("Say why: a correction is kept with its reason."))
            return
        place = self.flow.voting.place
        label = _("Why the figures are right, {who}").format(who=who_scores(self.context, place))
        with self.context.gesture(label, say=self.reason_field.say):
            place.open_sheet(self.context.store).override = reason
        self.reason.set_value("")
        assert self.pad is not None
        self.pad.setFocus()
        self.flow.enter()
