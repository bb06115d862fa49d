"""Typing what each side says about the criterion on show, and what is agreed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import agreeing, proposing
from facilitator.models.scorecard import Criterion
from facilitator.ui.pages.interface_point import PART_NAMES
from facilitator.ui.pages.rows import Section, beside, show_value
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.widgets.basic import Button, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LongText

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context

NAME = "meeting"


class SaidPanel(Section):
    """Three fields side by side; the button drafts an activity from what is agreed."""

    def __init__(self, context: Context, meeting: Callable[[], Meeting | None], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meeting = meeting
        self._criterion: int | None = None
        self.editors = {part: LongText(f"{NAME}_{part}", _(name), lines=(3, 3)) for part, name in PART_NAMES.items()}
        self.fields = {part: Field(_(PART_NAMES[part]), editor) for part, editor in self.editors.items()}
        for part, field in self.fields.items():
            field.stores(partial(self._write, part))
        self.draft = Button(f"{NAME}_draft", _("Draft an activity from this"), "action_plan", pressed=self._draft)
        self.planned = Remark(f"{NAME}_planned")
        row = QHBoxLayout()
        row.addWidget(self.draft, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.planned, 1, Qt.AlignmentFlag.AlignVCenter)
        self.column.setSpacing(4)
        self.column.addWidget(beside(*self.fields.values()))
        self.column.addLayout(row)

    def show_criterion(self, key: int | None) -> None:
        """Be about another criterion; what was being typed belongs to the one before and is stored there."""
        if key == self._criterion:
            return
        for editor in self.editors.values():
            editor.commit()
        self._criterion = key
        said = self._said()
        for part, editor in self.editors.items():
            editor.set_value(getattr(said, part) if said is not None else "")
            self.fields[part].say("")

    def refresh(self) -> None:
        """Show what is stored, except in the field that is being typed into."""
        meeting, criterion, said = self._meeting(), self.criterion(), self._said()
        for part, editor in self.editors.items():
            show_value(editor, getattr(said, part) if said is not None else "")
            self.fields[part].setEnabled(criterion is not None and meeting is not None and meeting.closed_on is None)
        self.draft.setEnabled(said is not None and bool(said.agreed.strip()))
        actions = proposing.answering(self.context.cycle, criterion) if criterion is not None else []
        numbers = ", ".join(shown_number(action) for action in actions)
        self.planned.say(_("In the plan: {numbers}").format(numbers=numbers) if numbers else "", "ok")

    def focus_first(self) -> None:
        """Put the keyboard where the citizens' words are typed."""
        self.editors["citizens_said"].setFocus()

    def criterion(self) -> Criterion | None:
        """The criterion on show."""
        return self.context.store.get(Criterion, self._criterion) if self._criterion is not None else None

    def draft_activity(self) -> None:
        """Draft an activity from the agreed point, also while that is still being typed."""
        self.editors["agreed"].commit()
        said = self._said()
        if said is not None:
            with self.context.gesture(_("Activity drafted"), say=self.fields["agreed"].say):
                proposing.draft(said)

    def _draft(self) -> None:
        self.draft_activity()

    def _said(self) -> agreeing.AgreedPoint | None:
        meeting, criterion = self._meeting(), self.criterion()
        return agreeing.words_of(meeting, criterion) if meeting is not None and criterion is not None else None

    def _write(self, part: str, text: str) -> None:
        meeting, criterion = self._meeting(), self.criterion()
        if meeting is not None and criterion is not None:
            name, words = _(PART_NAMES[part]), criterion.text(screen_language())
            label = _("{name}: {words}").format(name=name, words=words)
            with self.context.gesture(label, say=self.fields[part].say):
                agreeing.write(meeting, criterion, part, text)
