"""A facilitator at the window: one step of the cycle per method, by keys and clicks only."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.settings import Settings
from facilitator.ui.pages.print import PrintPage
from facilitator.ui.pages.results import ResultsPage
from facilitator.ui.tables.actions import COLUMNS
from facilitator.ui.tables.budget_lines import PLAN
from facilitator.ui.tables.projects import COST
from facilitator.ui.widgets.choice import Choice
from tests.ui.window_robot import WindowRobot


class Facilitator(WindowRobot):
    """Finds widgets on the page that is open first: pages that stay in the background have the same names."""

    def __init__(self, qtbot: QtBot, path: Path, chosen: Settings) -> None:
        super().__init__(qtbot, path, chosen)
        self.wait_for_store()

    def widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:  # type: ignore[override]
        view = self.window.view()
        page = view.findChild(QWidget, f"page_{view.stage}") if view is not None else None
        found = page.findChild(kind, name) if page is not None else None
        return found if found is not None else super().widget(name, kind)

    @property
    def cycle(self) -> Cycle:
        """The open cycle."""
        return self.view.context.cycle

    @property
    def point(self) -> ServicePoint:
        """The service that the journey scores: the first one."""
        return self.cycle.service_points[0]

    def go(self, stage: str) -> None:
        """Open a stage from the list on the left."""
        self.click(f"stage_{stage}")
        QApplication.processEvents()

    def fill(self, name: str, row: int, first: int, *entries: str) -> None:
        """Type into neighbouring cells of a table, Tab between them."""
        self.go_to_cell(name, row, first)
        for entry in entries:
            self.type(entry)
            self.press("Tab")

    def hear(self, name: str, row: int, column: int) -> str:
        """What a cell says when it is read aloud."""
        return str(self._index(name, row, column).data(Qt.ItemDataRole.AccessibleTextRole))

    def pick(self, name: str, key: str) -> None:
        """Choose from a list by its key, with the arrow keys."""
        choice = self.widget(name, Choice)
        assert isinstance(choice, Choice)
        combo = choice.findChild(QComboBox)
        assert combo is not None
        combo.setFocus(Qt.FocusReason.TabFocusReason)
        self.press(*["Up"] * combo.count())
        while choice.value() != key:
            before = combo.currentIndex()
            self.press("Down")
            assert combo.currentIndex() > before, f"{name} does not offer {key!r}"

    # -- the steps of a cycle -----------------------------------------------------------------------------------------

    def begin(self, commune: str, year: str) -> None:
        """From the start page to a new cycle of a commune."""
        self.click("start_new")
        self.type(commune)
        self.press("Enter")
        self.write("new_year", year)
        self.click("new_make")
        self.qtbot.waitUntil(lambda: self.window.view() is not None, timeout=15_000)

    def serve_only(self, keep: int) -> None:
        """The first service serves the first villages of the commune only."""
        self.prepare("services")
        name = f"service_{self.point.id}"
        self.click(f"{name}_toggle")
        for village in self.cycle.commune.villages[keep:]:
            self.click(f"{name}_villages_chips_{village.code}")

    def write_down(self, *names: str) -> None:
        """The facilitators, one Enter each."""
        self.prepare("people")
        self.focus("person_new_name")
        for name in names:
            self.type(name)
            self.press("Enter")

    def hold(self, stage: str, date: str, place: str, total: str, women: str) -> None:
        """Write down a meeting and who came."""
        if self.widget(f"{stage}_meeting_begin").isVisible():
            self.click(f"{stage}_meeting_begin")
        self.write(f"{stage}_meeting_date", date)
        self.write(f"{stage}_meeting_place", place)
        leader = next(person for person in self.cycle.people if person.role == "lead_facilitator")
        self.click(f"{stage}_meeting_leaders_{leader.id}")
        self.write(f"{stage}_meeting_people_total", total)
        self.write(f"{stage}_meeting_people_women", women)

    def next_part(self) -> None:
        """To the next tab of the page."""
        self.press("Ctrl+PageDown")

    def find(self, row: int, found: str) -> None:
        """Take the usual standards and write what is really there for one of them."""
        self.click("inputs_begin")
        self.fill("inputs_table", row, 2, found)

    def choose_criteria(self, *words: str) -> None:
        """Find each in the bank and take it with Enter."""
        for each in words:
            self.focus("bank_line")
            self.press("Ctrl+A", "Delete")
            self.type(each)
            self.press("Enter")

    def say(self, kind: str, text: str) -> None:
        """One more strength, weakness or suggestion about the criterion of the cursor."""
        self.focus(f"{kind}_0")
        self.type(text)
        self.press("Enter")

    def agree(self, agreed: str) -> None:
        """Write the agreed point of the first criterion and draft an activity from it."""
        key = self.point.criteria[0].id
        self.write(f"citizens_said_{key}", "…")
        self.write(f"agreed_{key}", agreed)
        self.click(f"draft_{key}")

    def plan(self, **cells: str) -> None:
        """Type cells of the new row of the action plan by the name of their column."""
        table = self.widget("plan_table", QTableView)
        assert isinstance(table, QTableView)
        row = table.currentIndex().row()
        for column, text in cells.items():
            self.go_to_cell("plan_table", row, COLUMNS.index(column))
            self.type(text)
            self.press("Enter")

    def check(self, status: str, percent: str, date: str, note: str) -> None:
        """Store a check of the first activity."""
        self.click(f"check_status_{status}")
        self.write("check_date", date)
        self.write("check_percent", percent)
        self.write("check_note", note)
        self.click("check_store")

    def budget_line(self, side: str, code: str, amount: str) -> None:
        """Type the plan of one line."""
        tab = ["about", "revenue", "expenditure", "projects"].index(side)
        self.turn_tab("budget_tab_bar", tab)
        codes = [self.cell(f"{side}_table", row, 0) for row in range(self.rows(f"{side}_table"))]
        self.go_to_cell(f"{side}_table", codes.index(code), PLAN)
        self.type(amount)
        self.press("Enter")

    def add_project(self, name: str, cost: str, commune_fund: str) -> None:
        """One more project of the development part."""
        self.turn_tab("budget_tab_bar", 3)
        self.write("project_new", name)
        self.click("project_add")
        self.qtbot.waitUntil(lambda: self.focused() == "projects_table")
        self.fill("projects_table", 0, COST, cost, commune_fund)

    def wait_for_results(self) -> None:
        """Until the open page of results has worked out all of them."""
        page = self.view.findChild(ResultsPage)
        assert page is not None
        self.qtbot.waitUntil(lambda: page.idle, timeout=15_000)

    def turn_tab(self, name: str, number: int) -> None:
        """Open a tab with the arrow keys."""
        self.focus(name)
        self.press(*["Left"] * 6, *["Right"] * number)
        QApplication.processEvents()

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return self._index(name, 0, 0).model().rowCount()

    def save(self, paper: str, path: Path) -> str:
        """Open a paper from the gallery, save it, go back, and give the words in it without spaces."""
        page = self.view.findChild(PrintPage)
        assert page is not None
        self.qtbot.waitUntil(lambda: page.idle, timeout=60_000)
        self.click(f"paper_{paper}")
        self.qtbot.waitUntil(lambda: page.idle, timeout=60_000)
        page.paper.save_to(path)
        assert path.exists(), page.paper.remark.text()
        self.press("Escape")
        return words_of(path.read_bytes())


def words_of(pdf: bytes) -> str:
    """All text of a PDF, without spaces and line breaks."""
    return bare("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def bare(text: str) -> str:
    """Text as it is compared: without spaces, line breaks and U+200B."""
    return re.sub(r"[\s\u200b\u00a0]", "", text)
