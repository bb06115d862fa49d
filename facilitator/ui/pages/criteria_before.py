"""Which criterion of the round before the chosen one continues, so that the two can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import cards, choosing
from facilitator.models.scorecard import Criterion
from facilitator.text import breakable
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NEW = ""
"""The choice of a criterion that continues none."""


class BeforeField(QWidget):
    """Hidden when there is no round before, or no criterion is chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._key: int | None = None
        self._offered: list[tuple[str, str]] = []
        self.choice: Choice | None = None
        self.field: Field | None = None
        self._alike = NEW
        self.offer = Button("criterion_alike", _("Same as in the last round"), "check", "quiet", self._take_alike)
        self.offer.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)

    def show_criterion(self, criterion: Criterion | None) -> None:
        """Show what this criterion continues."""
        before = choosing.point_before(self.context.store, criterion.service_point) if criterion is not None else None
        self.setVisible(before is not None)
        if criterion is None or before is None:
            return
        self._key = criterion.id
        language = screen_language()
        self._offer(
            [(NEW, _("a new criterion"))]
            + [(each.key, breakable(each.text(language))) for each in choosing.scored_by_all(before)]
        )
        assert self.choice is not None
        self.choice.set_value(choosing.continues(criterion, before))
        alike = cards.looks_like(criterion, before)
        self._alike = alike.key if alike is not None else NEW
        self.offer.setVisible(alike is not None)
        if alike is not None:
            text = _("Looks like the last round's number {n}: it is the same")
            number = choosing.scored_by_all(before).index(alike) + 1
            self.offer.setText(text.format(n=format_number(number, language)))
            self.offer.setAccessibleName(self.offer.text())

    def _take_alike(self) -> None:
        if self._alike != NEW:
            self._set(self._alike)

    def _offer(self, offered: list[tuple[str, str]]) -> None:
        if offered == self._offered:
            return
        self._offered = offered
        if self.field is not None:
            self.field.hide()
            self.field.deleteLater()
        self.choice = Choice("criterion_same_as", _("Same as in the last round"), offered, buttons=False)
        self.field = Field(_("Same as in the last round"), self.choice)
        self.choice.committed.connect(self._set)
        self._column.addWidget(self.field)

    @Slot(object)
    def _set(self, key: str) -> None:
        criterion = self.context.store.get(Criterion, self._key)
        if criterion is None or self.field is None:
            return
        with self.context.gesture(_("Same as in the last round"), say=self.field.say):
            choosing.set_same_as(criterion, key)
        self.show_criterion(criterion)
