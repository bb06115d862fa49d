"""What is done with the chosen issue: merging it into a criterion, making one of it, correcting it, deleting it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator import people
from facilitator.i18n import _, format_number, screen_language
from facilitator.models import cards, choosing, headcount
from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.models.cycle_names import ISSUE_NAMES
from facilitator.models.issue import Issue
from facilitator.models.place import Village
from facilitator.ui.pages.meeting_parts import bare, let_go, village_name
from facilitator.ui.pages.rows import show_value
from facilitator.ui.widgets.basic import Button, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.ui.context import Context

NONE = ""
"""The choice of no criterion, or of no village."""


class IssueTools(QWidget):
    """Stands above the table and follows its cursor; `say` shows what was refused."""

    def __init__(self, context: Context, say: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._say = context, say
        self._key: int | None = None
        self._offered: object = None
        self.criterion: Choice | None = None
        self.village: Choice | None = None
        self.kind = Choice("this_issue_kind", _("Kind"), [(key, _(text)) for key, text in ISSUE_NAMES.items()])
        self.kind.committed.connect(self._set_kind)
        self.counts = {name: WholeNumber(f"this_issue_{name}", _(people.LABELS[name])) for name in HEADCOUNT_FIELDS}
        self.votes = WholeNumber("this_issue_votes", _("Chosen by"))
        self.votes.committed.connect(self._set_votes)
        self.text_en = LineText("this_issue_text_en", _("In English"), _("In English"))
        self.text_en.committed.connect(self._set_english)
        self.odd = Remark("this_issue_remark")
        self._lay_out()

    def _lay_out(self) -> None:
        self.make = Button("this_issue_make", _("Make a criterion of it"), "add", pressed=self._make)
        self.more = Button("this_issue_more", _("More…"), "edit", "quiet", self._unfold)
        self.delete = Button("this_issue_remove", _("Delete this issue"), "delete", "quiet", self.remove)
        self.delete.setToolTip("Ctrl+Delete")
        self.where = bare("this_issue_where")
        self.tools = bare("this_issue_tools")
        chosen_by = Label(_("Chosen by"), "label")
        chosen_by.setWordWrap(False)
        chosen_by.setMinimumHeight(self.make.sizeHint().height())
        self.tools.add_row(chosen_by, self.votes, self.make, self.more, self.delete)
        self.panel = bare("this_issue_panel")
        self.panel.add(self.where, Label(_("Kind"), "label"), self.kind)
        self.village_place = bare("this_issue_village_place")
        self.panel.add(self.village_place)
        fields = []
        for name, editor in self.counts.items():
            field = Field(_(people.LABELS[name]), editor)
            fields.append(field.stores(partial(self._set_count, name, field)))
        self.panel.add_columns(*fields)
        self.panel.add(Field(_("In English"), self.text_en))
        self.panel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.tools, self.odd, self.panel):
            column.addWidget(part)

    def show_issue(self, issue: Issue | None, point: ServicePoint | None) -> None:
        """Show this issue of that service point."""
        self.setVisible(issue is not None and point is not None)
        self._key = issue.id if issue is not None else None
        if issue is None or point is None:
            return
        self._offer(point)
        self.kind.set_value(issue.kind)
        number = choosing.number_of(issue)
        for choice, value in (
            (self.criterion, NONE if number is None else str(number)),
            (self.village, issue.village_code or NONE),
        ):
            assert choice is not None
            choice.set_value(value)
        for name, editor in self.counts.items():
            show_value(editor, getattr(issue, name))
        show_value(self.votes, issue.votes)
        show_value(self.text_en, issue.text_en)
        self.odd.say(headcount.first_remark(issue.headcount()), "warning")
        self.make.setEnabled(issue.criterion is None)

    def remove(self) -> None:
        """Delete the chosen issue."""
        self._change(_("Issue deleted"), choosing.remove_issue)

    def _offer(self, point: ServicePoint) -> None:
        """Make the choices anew when criteria or villages have changed."""
        language = screen_language()
        criteria = [(NONE, _("none yet"))] + [
            (str(number), f"{format_number(number, language)}. {criterion.text(language)}")
            for number, criterion in enumerate(choosing.scored_by_all(point), start=1)
        ]
        villages = [(NONE, _("All villages"))] + [(each.code, village_name(each)) for each in point.villages]
        if (criteria, villages) == self._offered:
            return
        self._offered = (criteria, villages)
        for holder in (self.where, self.village_place):
            let_go(holder)
        self.criterion = Choice("this_issue_criterion", _("Merged into the criterion"), criteria, buttons=False)
        self.village = Choice("this_issue_village", _("Village"), villages, buttons=False)
        self.criterion.committed.connect(self._set_criterion)
        self.village.committed.connect(self._set_village)
        self.where.add(Field(_("Merged into the criterion"), self.criterion))
        self.village_place.add(Field(_("Village"), self.village))

    def _unfold(self) -> None:
        self.panel.setVisible(self.panel.isHidden())
        if not self.panel.isHidden():
            self.kind.setFocus()

    @Slot(object)
    def _set_kind(self, kind: str) -> None:
        self._change(_("Kind of an issue"), lambda issue: setattr(issue, "kind", kind))

    @Slot(object)
    def _set_criterion(self, number: str) -> None:
        self._change(_("Issue merged"), lambda issue: choosing.link(issue, int(number) if number else None))

    @Slot(object)
    def _set_village(self, code: str) -> None:
        village = self.context.store.get(Village, code) if code else None
        self._change(_("Village of an issue"), lambda issue: setattr(issue, "village", village))

    @Slot(object)
    def _set_votes(self, votes: int | None) -> None:
        self._change(_("Votes for a card"), lambda issue: cards.set_votes(issue, votes))

    @Slot(str)
    def _set_english(self, text: str) -> None:
        self._change(_("Translation of an issue"), lambda issue: setattr(issue, "text_en", text))

    def _set_count(self, name: str, field: Field, value: int | None) -> None:
        if (issue := self._issue()) is not None:
            with self.context.gesture(_("Who raised an issue"), say=field.say):
                issue.count(**{name: value})

    def _make(self) -> None:
        issue = self._issue()
        if issue is None:
            return
        point = issue.service_point
        before = choosing.point_before(self.context.store, point)
        with self.context.gesture(_("Criterion added"), say=self._say):
            choosing.add_own(point, issue.text, issue.text_en, before, issue)

    def _change(self, label: str, change: Callable[[Issue], None]) -> None:
        if (issue := self._issue()) is not None:
            with self.context.gesture(label, say=self._say):
                change(issue)

    def _issue(self) -> Issue | None:
        return self.context.store.get(Issue, self._key) if self._key is not None else None
