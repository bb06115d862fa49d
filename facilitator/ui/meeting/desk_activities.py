"""Activities that answer the criterion on show: drafted from suggestions or typed, with who leads and until when."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import N_, _, screen_language
from facilitator.models import planning, proposing
from facilitator.models.action import PARTS, Action
from facilitator.models.proposing import AGREED, Proposal
from facilitator.models.scorecard import Criterion
from facilitator.text import breakable
from facilitator.ui.pages.rows import Rows, Section, show_value
from facilitator.ui.tables.actions import PART_LETTERS, shown_number
from facilitator.ui.widgets.basic import Button, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NAME = "meeting"
FROM = {AGREED: N_("Agreed"), "citizens": N_("Citizens"), "providers": N_("Providers")}


class ActivitiesPanel(Section):
    """What is in the plan, what is offered for it, and a line for an activity in words of its own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._criterion: int | None = None
        self._offers: dict[str, Proposal] = {}
        self.part = Choice(f"{NAME}_part", _("Part of the plan"), [(part, _(PART_LETTERS[part])) for part in PARTS])
        self.part.set_value(PARTS[1])
        self.own = LineText(f"{NAME}_activity", _("Activity"), _("Another activity: write it and press Enter"))
        self.own.committed.connect(self._add)
        self.remark = Remark(f"{NAME}_activity_remark")
        self.planned = Rows(spacing=4)
        self.offered = Rows(spacing=4)
        row = QHBoxLayout()
        row.addWidget(self.own, 1)
        row.addWidget(Label(_("Part"), "label"))
        row.addWidget(self.part)
        self.column.setSpacing(6)
        self.column.addWidget(self.planned)
        self.column.addLayout(row)
        self.column.addWidget(self.remark)
        self.column.addWidget(self.offered)
        self.column.addStretch(1)

    def show_criterion(self, key: int | None) -> None:
        """Be about another criterion."""
        if key != self._criterion:
            self._criterion = key
            self.remark.say("")

    def refresh(self) -> None:
        """Show what answers the criterion, and what could."""
        criterion = self.criterion()
        found = proposing.offers(self.context.cycle, criterion) if criterion is not None else []
        actions = proposing.answering(self.context.cycle, criterion) if criterion is not None else []
        self._offers = {proposal.key: proposal for proposal in found}
        self.own.setEnabled(criterion is not None)
        self.planned.sync([action.id for action in actions], self._planned_row)
        self.offered.sync(self._offers, self._offered_row)

    def focus_first(self) -> None:
        """Put the keyboard into the line for another activity."""
        self.own.setFocus()

    def criterion(self) -> Criterion | None:
        """The criterion on show."""
        return self.context.store.get(Criterion, self._criterion) if self._criterion is not None else None

    def offer(self, key: str) -> Proposal | None:
        """The proposal of that key, while it is not in the plan."""
        return self._offers.get(key)

    def draft(self, key: str) -> None:
        """Make an activity of a proposal."""
        proposal = self._offers.get(key)
        if proposal is not None:
            with self.context.gesture(_("Activity drafted"), say=self.remark.say):
                proposing.keep(self.context.cycle, proposal, self._part())
            self.own.setFocus()

    def _add(self, text: str) -> None:
        criterion = self.criterion()
        if criterion is not None and text.strip():
            with self.context.gesture(_("Activity drafted"), say=self.remark.say):
                proposing.answer(criterion, text.strip(), self._part())
            self.own.set_value("")

    def _part(self) -> str:
        return str(self.part.value() or PARTS[1])

    def _planned_row(self, key: uuid.UUID) -> QWidget:
        return PlannedRow(self.context, key)

    def _offered_row(self, key: str) -> QWidget:
        return OfferedRow(key, self)


class PlannedRow(QWidget):
    """An activity of the plan: who leads it, and until when it is done."""

    def __init__(self, context: Context, key: uuid.UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._key = context, key
        self.words = Label("", "label", f"{NAME}_planned_{key}")
        self.lead = LineText(f"{NAME}_lead_{key}", _("Who leads it"), _("Who leads it"))
        self.end = DateField(f"{NAME}_end_{key}", _("Until when"))
        self.end.setPlaceholderText(_("Until when"))
        self.remark = Remark(f"{NAME}_planned_{key}_remark")
        self.lead.committed.connect(self._set_lead)
        self.end.committed.connect(self._set_end)
        self.end.refused.connect(self.remark.say)
        row = QHBoxLayout()
        row.addWidget(self.words, 5)
        row.addWidget(self.lead, 3)
        row.addWidget(self.end, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.remark)

    def refresh(self) -> None:
        """Show the activity as it is now."""
        action = self._action()
        if action is not None:
            self.words.setText(f"{shown_number(action)} {breakable(action.words(screen_language()))}")
            show_value(self.lead, action.lead)
            show_value(self.end, action.end)

    def _action(self) -> Action | None:
        return self.context.store.get(Action, self._key)

    def _set_lead(self, text: str) -> None:
        action = self._action()
        if action is not None:
            with self.context.gesture(_("Who leads it"), say=self.remark.say):
                planning.set_line(action, "lead", text)

    def _set_end(self, day: dt.date | None) -> None:
        action = self._action()
        if action is not None:
            with self.context.gesture(_("Until when"), say=self.remark.say):
                planning.set_time(action, action.start, day)


class OfferedRow(QWidget):
    """Words that may become an activity, and the button that makes it one."""

    def __init__(self, key: str, panel: ActivitiesPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._panel = key, panel
        self.words = Label("", "body", f"{NAME}_offer_{key}")
        self.button = Button(f"{NAME}_keep_{key}", _("Draft this"), "add", pressed=partial(panel.draft, key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.words, 1)

    def refresh(self) -> None:
        """Show the proposal as it is now."""
        proposal = self._panel.offer(self._key)
        if proposal is not None:
            side, said = _(FROM[proposal.side]), proposal.words(screen_language())
            words = _("{name}: {words}").format(name=side, words=said)
            self.words.setText(breakable(words))
            self.button.setAccessibleName(f"{_('Draft this')}: {words}")
