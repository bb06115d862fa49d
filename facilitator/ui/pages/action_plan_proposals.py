"""The proposals that are not in the plan yet; one key keeps one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, format_number, plural, screen_language
from facilitator.models import proposing
from facilitator.models.action import PARTS
from facilitator.ui.context import Context
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.tables.actions import PART_LETTERS
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.tables.points import WORDS, ProposalsTable
from facilitator.ui.widgets.basic import Button, Card, Label

KEYS = {"a": "A", "ក": "A", "b": "B", "ខ": "B"}
"""Letters that keep the proposal under the cursor, by the part that they put it into."""


class ProposalsCard(Card):
    """Folded to one line until it is asked for; `kept(id of the new activity)`."""

    kept = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="proposals_card", parent=parent)
        self.context = context
        self.table = ProposalsTable(context)
        self.grid = LowView("proposals_table", _("Proposals"), self.table, WORDS)
        self.grid.set_widths(0, 150, 0)
        self.grid.installEventFilter(self)
        self.count = Label("", "heading", "proposals_count")
        self.fold = Button("proposals_fold", "", "expand", "quiet", self._turn)
        self.hint = Label(
            _("Go through them with the arrow keys. A keeps one in part A, B or Enter keeps it in part B."), "small"
        )
        self.buttons = [
            Button(
                f"proposal_keep_{part}",
                _("Keep in part {part}").format(part=_(PART_LETTERS[part])),
                "add",
                pressed=partial(self._keep, part),
            )
            for part in PARTS
        ]
        self.folded = bare("proposals_folded")
        self.folded.add(self.hint)
        self.folded.add_row(*self.buttons)
        self.folded.add(self.grid)
        self.folded.hide()
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.fold)
        self.body.addLayout(top)
        self.add(self.folded)
        self._name_fold()

    def refresh(self) -> None:
        """Show what is not in the plan yet."""
        self.table.refresh()
        n = self.table.rowCount()
        self.setVisible(n > 0)
        sentence = plural(n, _("{n} proposal is not in the plan yet"), _("{n} proposals are not in the plan yet"))
        self.count.setText(sentence.format(n=format_number(n, screen_language())))
        if not self.folded.isHidden():
            self.grid.fit()

    def unfold(self) -> None:
        """Show the proposals and put the keyboard on the first."""
        self.folded.show()
        self._name_fold()
        self.grid.fit()
        if self.table.rowCount() and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.table.index(0, WORDS))
        self.grid.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        part = _part_of(event) if watched is self.grid else None
        if part is not None:
            self._keep(part)
            return True
        return super().eventFilter(watched, event)

    def _keep(self, part: str) -> None:
        proposal = self.table.proposal(max(self.grid.currentIndex().row(), 0))
        if proposal is None:
            return
        made = None
        with self.context.gesture(_("Kept in part {part}").format(part=_(PART_LETTERS[part]))):
            made = proposing.keep(self.context.cycle, proposal, part)
        if made is not None:
            self.kept.emit(made.id)

    def _turn(self) -> None:
        if self.folded.isHidden():
            self.unfold()
        else:
            self.folded.hide()
            self._name_fold()

    def _name_fold(self) -> None:
        text = _("Show them") if self.folded.isHidden() else _("Fold away")
        self.fold.setText(text)
        self.fold.setAccessibleName(text)
        self.fold.show_icon("expand" if self.folded.isHidden() else "collapse")


def _part_of(event: QEvent) -> str | None:
    """The part that a key asks for: a letter, from the keyboard or an input method, or Enter."""
    if isinstance(event, QInputMethodEvent):
        return KEYS.get(event.commitString())
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return None
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return PARTS[1]
    return KEYS.get(event.text().casefold())
