"""The booklet beside the sheet: composed here, drawn in a worker, shown a moment after the last change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, screen_language
from facilitator.ui import jobs
from facilitator.ui.widgets.preview import Preview

if TYPE_CHECKING:
    from facilitator.export.documents.citizens_budget import Asked, CitizensBudget
    from facilitator.models.budget import Budget
    from facilitator.ui.context import Context

PAUSE, TYPING_PAUSE = 120, 180
"""Milliseconds without a change, and without a key, before the booklet is made again."""

PAPER = "citizens-budget"
OF_BUDGET = frozenset(("budget", "budget_line", "budget_picture", "project", "history"))
"""Tables whose changes leave what citizens asked for as it was."""

ORDER = ("about", "revenue", "expenditure", "projects")
"""The first pages after the cover, where they are not left out."""


class BudgetPreview(QWidget):
    """`budget` gives the budget on show. One booklet is in the making at a time; the newest state follows it.

    Inside `supposing()` the budget has what is still being typed as well.
    """

    def __init__(
        self,
        context: Context,
        budget: Callable[[], Budget | None],
        supposing: Callable[[], AbstractContextManager[None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("budget_preview_panel")
        self.context = context
        self._budget = budget
        self._supposing = supposing
        self._asked: tuple[Asked, ...] | None = None
        self._job: jobs.Job | None = None
        self._again = False
        self._part = ""
        self.preview = Preview("budget_preview", _("The booklet as it will be printed"))
        for button in (self.preview.smaller, self.preview.larger):
            button.hide()  # the keys + and - do it; beside the sheet there is room for the page's number only
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.preview)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._make)
        context.changed.connect(self._after_change)

    def refresh(self) -> None:
        """Make the booklet again after a pause; every further change begins the pause anew."""
        if self.isVisible():
            self._timer.start(PAUSE)

    @Slot()
    def follow_typing(self) -> None:
        """Make the booklet again once no key has been pressed for a moment."""
        if self.isVisible():
            self._timer.start(TYPING_PAUSE)

    def refresh_once(self) -> None:
        """Make the booklet if there is none on show yet."""
        if not self.preview.pages and self._job is None and not self._timer.isActive():
            self.preview.say(_("The paper is being made…"))
            self.refresh()

    def show_part(self, part: str) -> None:
        """Turn to the page of that part of the sheet, now and when the next booklet is there."""
        self._part = part
        self._turn()

    @Slot(object)
    def _after_change(self, change: object) -> None:
        if not getattr(change, "tables", frozenset()) <= OF_BUDGET:
            self._asked = None

    @Slot()
    def _make(self) -> None:
        """Compose in this thread, where the record is; draw in another."""
        from facilitator.export import papers
        from facilitator.export.compose import citizens_budget

        if self._job is not None:
            self._again = True
            return
        # The copy for the meeting: what a public one hides takes seconds to work out, and who types may see it all.
        job = papers.Job(self.context.store, self.context.cycle, papers.paper(PAPER), "meeting")
        try:
            with self._supposing():
                document = citizens_budget.preview(job, self._asked)
        except UserError as error:
            self.preview.say(error.text)
            return
        self._asked = document.asked
        work = partial(_draw, document, screen_language())
        self._job = jobs.run(work, self._drawn, self._not_drawn, owner=self)

    def _drawn(self, content: bytes) -> None:
        self._job = None
        if content != self.preview.content:
            first = not self.preview.pages
            self.preview.show_pdf(content)
            if first:
                self.preview.show_whole()
                self._turn()
        self._go_on()

    def _not_drawn(self, error: Exception) -> None:
        self._job = None
        self._go_on()
        raise error

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self.refresh()

    def _turn(self) -> None:
        budget = self._budget()
        if budget is None:
            return
        wanted = [part for part in ORDER if part not in budget.left_out]
        self.preview.turn_to(wanted.index(self._part) + 1 if self._part in wanted else 0)


def _draw(document: CitizensBudget, language: str, _report: jobs.Report) -> bytes:
    from facilitator.export import papers

    return papers.render(papers.paper(PAPER), document, language)
