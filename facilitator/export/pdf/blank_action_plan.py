"""The action plan in its official form, A4 landscape, with empty rows to fill in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.documents.action_plan import ActionPlan, Activity, PlanPart, ProviderActions
from facilitator.export.documents.common import Text
from facilitator.export.pdf import fonts
from facilitator.export.pdf.action_plan import COLUMNS, PART_LETTERS, ActionPlanPaper
from facilitator.export.pdf.blanks import room
from facilitator.export.pdf.text import Inline, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.blank_action_plan import BlankActionPlan
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

_ROW = 12 * mm
_SUM = 7.5 * mm


class BlankPlanPaper(ActionPlanPaper):
    """The plan's paper with room in its rows instead of words, and room for every sum."""

    def __init__(self, document: BlankActionPlan, language: str) -> None:
        super().__init__(_emptied(document), language)

    def _row(self, activity: Activity) -> list[Cell]:
        """Only the letter of its part: numbers are given when the plan is agreed."""
        letter = f"{self.words.t(PART_LETTERS[activity.part])}."
        return [letter, room(_ROW), *[None] * (COLUMNS - 2)]

    def _add_sum(
        self, label: Inline, amount: int, rows: list[list[Cell]], bold: list[int], commands: list[Command]
    ) -> None:
        """The label, and room for the sum."""
        super()._add_sum(label, amount, rows, bold, commands)
        style = self._cell.but(font=fonts.BOLD, align="right")
        rows[-1] = [[paragraph(label, style)], *[None] * (COLUMNS - 2), room(_SUM)]

    def _closing(self) -> list[Flowable]:
        """Without the sentence that counts activities."""
        return super()._closing()[1:]


def _emptied(document: BlankActionPlan) -> ActionPlan:
    """The plan with as many activities without words as the form has rows."""
    return ActionPlan(
        head=document.head,
        parts=tuple(_part(key, document) for key in PART_LETTERS),
        cost=0,
        chief=document.chief,
        facilitators=document.facilitators,
        copies_to=document.copies_to,
    )


def _part(key: str, document: BlankActionPlan) -> PlanPart:
    rows = tuple(Activity(part=key, places=(place,), activity=Text()) for place in range(1, document.rows + 1))
    return PlanPart(key, tuple(ProviderActions(name, rows, 0) for name in document.providers or (Text(),)), 0)


def render(document: BlankActionPlan, language: str) -> bytes:
    """The form as a PDF."""
    return BlankPlanPaper(document, language).render()
