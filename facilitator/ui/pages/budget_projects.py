"""The projects of the development part: the grid of costs and sources, and the chosen project's details."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import budgeting
from facilitator.models.budget import FUNDS, Budget, Project
from facilitator.ui.pages.budget_project import ProjectCard
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.amounts import AmountsView
from facilitator.ui.tables.projects import COST, ProjectsTable
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class ProjectsSection(Section):
    """`budget` gives the budget on show."""

    def __init__(self, context: Context, budget: Callable[[], Budget | None], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._budget = budget
        self.table = ProjectsTable(context, budget)
        self.grid = AmountsView("projects_table", _("Projects"), self.table)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.table.remark.connect(self._say_cell)
        self.remark = Remark("projects_remark")
        self.card = ProjectCard(context)
        self.new = LineText("project_new", _("One more project"), _("Name of one more project, then Enter"))
        self.new.returnPressed.connect(self._add)
        self.details = Button(
            "project_details", _("Sector, village, dates and links"), "edit", "quiet", self.card.take_keyboard
        )
        self.remove_button = Button("project_remove", _("Remove this project"), "delete", "quiet", self._remove)
        for button, keys in ((self.details, "Ctrl+Return"), (self.remove_button, "Ctrl+Delete")):
            button.setToolTip(keys.replace("Return", _("Enter")))
            QShortcut(QKeySequence(keys), self.grid, button.click, context=Qt.ShortcutContext.WidgetShortcut)
        self.empty = EmptyState(
            "projects_empty",
            "action_plan",
            _("No project yet"),
            _("Type the name of the first project of the development part below."),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.tools = bare("projects_tools")
        self.tools.add_row(self.details, self.remove_button)
        self.hint = Label(_("In whole riel. The sources of a project make its cost."), "small")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.new, 1)
        line.addWidget(Button("project_add", _("Add"), "add", pressed=self._add))
        card = Card(name="projects_card")
        card.add(self.empty, self.hint, self.grid, self.remark, self.tools)
        card.body.addLayout(line)
        self.column.addWidget(card)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the projects as they are now."""
        self.table.refresh()
        self.grid.set_widths(44, 0, *[98] * len(self.table.money), fit_height=True)
        some = self.table.rowCount() > 0
        self.empty.setVisible(not some)
        for part in (self.hint, self.grid, self.tools):
            part.setVisible(some)
        self._show_project()

    def focus_first(self) -> None:
        """Put the keyboard into the table, or where the first project is typed."""
        if self.table.rowCount():
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, code: str, column: str) -> None:
        """Put the cursor on an amount of a project; without a code on the first project's commune fund of a column."""
        rows = [row for row in range(self.table.rowCount()) if _has_code(self.table.project(row), code)]
        name = column if code else FUNDS[column]
        place = COST + (self.table.money.index(name) if name in self.table.money else 0)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.setCurrentIndex(self.table.index(rows[0] if rows else 0, place))

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_project()

    def _current(self) -> Project | None:
        return self.table.project(self.grid.currentIndex().row())

    def _show_project(self) -> None:
        project = self._current()
        self.card.show_project(project)
        self.details.setEnabled(project is not None)
        self.remove_button.setEnabled(project is not None)

    @Slot(QModelIndex, str)
    def _say_cell(self, _index: QModelIndex, sentence: str) -> None:
        self.remark.say(sentence)

    def _add(self) -> None:
        budget, name = self._budget(), self.new.text()
        if budget is None:
            return
        with self.context.gesture(_("Project added: {name}").format(name=name), say=self.remark.say):
            made = budgeting.add_project(budget, name, screen_language())
        if not self.remark.text():
            self.new.set_value("")
            self.refresh()
            QTimer.singleShot(0, self, partial(self.go_to, made.code, "cost"))

    def _remove(self) -> None:
        if (project := self._current()) is not None:
            label = _("Project removed: {name}").format(name=project.name(screen_language()))
            with self.context.gesture(label, say=self.remark.say):
                budgeting.remove_project(project)


def _has_code(project: Project | None, code: str) -> bool:
    return project is not None and project.code == code
