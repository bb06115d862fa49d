"""The one or two criteria that the providers of a service add for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import words
from facilitator.models.cycle import ServicePoint
from facilitator.models.scorecard import Criterion
from facilitator.ui import tips
from facilitator.ui.pages.rows import Rows, show_value
from facilitator.ui.widgets.basic import Card, IconButton, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class OwnCriteria(Card):
    """A line for each, and one to add another while there may be one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Criteria of the providers' own"), "own_criteria", parent)
        self.context = context
        self._point: int | None = None
        self.remark = Remark("own_criteria_remark")
        self.rows = Rows()
        self.new = LineText("own_criterion_new", _("Add a criterion of your own"))
        self.new_field = Field(_("Add a criterion of your own"), self.new).stores(self._add)
        self.add(
            Label(
                _("Only the providers score these; at most {n}.").format(
                    n=format_number(words.MOST_OWN_CRITERIA, screen_language())
                ),
                "small",
            ),
            self.rows,
            self.remark,
            self.new_field,
        )

    def show_point(self, point: int | None) -> None:
        """Show the own criteria of a service point (its id)."""
        self._point = point
        self.setVisible(point is not None)
        if point is not None:
            own = [each.id for each in self._service_point().criteria if each.side == "providers"]
            self.rows.sync(own, self._make)
            self.new_field.setVisible(len(own) < words.MOST_OWN_CRITERIA)

    def _make(self, key: int) -> QWidget:
        return OwnCriterion(self, key)

    def _service_point(self) -> ServicePoint:
        point = self.context.store.get(ServicePoint, self._point)
        assert point is not None
        return point

    def _add(self, text: str) -> None:
        if not text.strip():
            return
        with self.context.gesture(_("Criterion of the providers added"), say=self.new_field.say):
            words.add_own_criterion(self._service_point(), text, screen_language())
        if not self.new_field.sentence():
            self.new.set_value("")


class OwnCriterion(QWidget):
    """The wording, in the language of the screen, and a button that takes the criterion out."""

    def __init__(self, owner: OwnCriteria, key: int) -> None:
        super().__init__()
        self.owner, self._key = owner, key
        self.text = LineText(f"own_criterion_{key}", _("Criterion of the providers' own"))
        self.text.committed.connect(self._reword)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(IconButton(f"own_criterion_{key}_remove", _("Remove"), "delete", self._remove))

    def refresh(self) -> None:
        """Show the wording as it is stored."""
        shown = self._criterion().text(screen_language())
        show_value(self.text, shown)
        self.text.setToolTip(tips.plain(shown))

    def _criterion(self) -> Criterion:
        criterion = self.owner.context.store.get(Criterion, self._key)
        assert criterion is not None
        return criterion

    def _reword(self, text: str) -> None:
        with self.owner.context.gesture(_("Criterion of the providers reworded"), say=self.owner.remark.say):
            words.reword_own_criterion(self._criterion(), text, screen_language())
        self.refresh()

    def _remove(self) -> None:
        with self.owner.context.gesture(_("Criterion of the providers removed"), say=self.owner.remark.say):
            words.remove_own_criterion(self._criterion())
