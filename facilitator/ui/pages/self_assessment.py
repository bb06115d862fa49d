"""Self-assessment: the providers score the same criteria, and one or two of their own, as one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.ui.pages.scoring import CardPage
from facilitator.ui.pages.self_assessment_criteria import OwnCriteria

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class SelfAssessmentPage(CardPage):
    """The providers' card of each service point."""

    stage = "self_assessment"
    side = "providers"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.own = OwnCriteria(context)
        super().__init__(context, parent)

    def parts(self) -> list[QWidget]:
        """As in scoring, with the providers' own criteria under the sheet."""
        parts = super().parts()
        parts.insert(parts.index(self.words), self.own)
        return parts

    def _refresh_rest(self) -> None:
        super()._refresh_rest()
        self.own.show_point(self.sheet.place.point if self.sheet.place is not None else None)
