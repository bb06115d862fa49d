"""The proposals that are not in the plan yet: one key keeps one, several become one, or one joins an activity."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, format_number, plural, screen_language
from facilitator.models import proposing
from facilitator.models.action import PARTS, Action
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.tables.actions import PART_LETTERS, shown_number
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.tables.points import WORDS, ProposalsTable
from facilitator.ui.widgets.basic import Button, Card, Label, Remark

if TYPE_CHECKING:
    from facilitator.ui.context import Context

KEYS = {"a": "A", "ក": "A", "b": "B", "ខ": "B"}
"""Letters that keep the proposal under the cursor, by the part that they put it into."""
JOIN = ("j", "ភ")


class ProposalsCard(Card):
    """Folded to one line until it is asked for; `kept(id of the activity)`.

    Space marks proposals; those that are marked are kept as one activity. `target` gives the activity of the plan
    that a proposal may join.
    """

    kept = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="proposals_card", parent=parent)
        self.context = context
        self.target: Callable[[], Action | None] = _nothing
        self.table = ProposalsTable(context)
        self.grid = LowView("proposals_table", _("Proposals"), self.table, WORDS)
        self.grid.set_widths(0, 150, 0)
        self.grid.installEventFilter(self)
        self.count = Label("", "heading", "proposals_count")
        self.fold = Button("proposals_fold", "", "expand", "quiet", self._turn)
        self.said = Remark("proposals_remark")
        self.hint = Label(
            _(
                "Go through them with the arrow keys. A keeps one in part A, B or Enter keeps it in part B. "
                "Space marks several, to keep them as one. J adds it to the activity that is chosen in the plan."
            ),
            "small",
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.buttons = [
            Button(
                f"proposal_keep_{part}",
                _("Keep in part {part}").format(part=_(PART_LETTERS[part])),
                "add",
                pressed=partial(self.keep, part),
            )
            for part in PARTS
        ]
        self.joiner = Button("proposal_join", _("Add to the chosen activity"), "interface", "quiet", self.join)
        self.folded = bare("proposals_folded")
        self.folded.add(self.hint)
        self.folded.add_row(*self.buttons, self.joiner)
        self.folded.add(self.said, self.grid)
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
            self._show_target()

    def unfold(self) -> None:
        """Show the proposals and put the keyboard on the first."""
        self.folded.show()
        self._name_fold()
        self._show_target()
        self.grid.fit()
        if self.table.rowCount() and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.table.index(0, WORDS))
        self.grid.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.grid and (wanted := _wanted(event)) is not None:
            wanted(self)
            return True
        return super().eventFilter(watched, event)

    def keep(self, part: str) -> None:
        """Keep the proposal under the cursor, or all marked ones as one activity."""
        current = self.table.proposal(max(self.grid.currentIndex().row(), 0))
        merged = self.table.marked() or ([current] if current is not None else [])
        if not merged:
            return
        made = None
        with self.context.gesture(_("Kept in part {part}").format(part=_(PART_LETTERS[part])), say=self.said.say):
            made = proposing.keep_together(self.context.cycle, merged, part)
        if made is not None:
            self._tell(made)

    def join(self) -> None:
        """Let the activity that is chosen in the plan answer what is marked, or under the cursor, as well."""
        action = self.target()
        current = self.table.proposal(max(self.grid.currentIndex().row(), 0))
        if action is None:
            self.said.say(_("Choose the activity in the table of the plan first."), "warning")
            return
        merged = self.table.marked() or ([current] if current is not None else [])
        with self.context.gesture(_("Proposal added to an activity"), say=self.said.say):
            for proposal in merged:
                proposing.join(action, proposal)
        self._tell(action)

    def _tell(self, action: Action) -> None:
        self.table.unmark()
        self.refresh()
        self.kept.emit(action.id)

    def mark(self) -> None:
        """Mark the proposal under the cursor, or take the mark away, and go on to the next."""
        row = self.grid.currentIndex().row()
        self.table.turn_mark(row)
        if row + 1 < self.table.rowCount():
            self.grid.setCurrentIndex(self.table.index(row + 1, WORDS))
        n = len(self.table.marked())
        sentence = _("{n} proposals are marked: A or B keeps them as one activity.") if n > 1 else ""
        self.said.say(sentence.format(n=format_number(n, screen_language())), "note")

    def _show_target(self) -> None:
        action = self.target()
        text = _("Add to the chosen activity")
        if action is not None:
            text = _("Add to {number}").format(number=shown_number(action))
        self.joiner.setText(text)
        self.joiner.setAccessibleName(text)
        self.joiner.setEnabled(action is not None)

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


def _nothing() -> Action | None:
    return None


def _wanted(event: QEvent) -> Callable[[ProposalsCard], None] | None:
    """What a key asks for: a letter, from the keyboard or an input method, Space, or Enter."""
    if isinstance(event, QInputMethodEvent):
        return _of_letter(event.commitString())
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return None
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return partial(ProposalsCard.keep, part=PARTS[1])
    if event.key() == Qt.Key.Key_Space:
        return ProposalsCard.mark
    return _of_letter(event.text())


def _of_letter(letter: str) -> Callable[[ProposalsCard], None] | None:
    if letter.casefold() in JOIN:
        return ProposalsCard.join
    part = KEYS.get(letter.casefold())
    return partial(ProposalsCard.keep, part=part) if part is not None else None
