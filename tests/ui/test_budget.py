"""The budget page: figures typed down a column, projects, checks that lead to their cell, a status that is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.models.budget import Budget
from facilitator.models.store import Store
from facilitator.ui import theme
from facilitator.ui.context import Context
from facilitator.ui.pages.budget import BudgetPage
from facilitator.ui.tables.amounts import NAME, AmountsTable, AmountsView
from facilitator.ui.tables.budget_lines import PLAN
from facilitator.ui.tables.projects import COST
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed


@pytest.fixture
def page(demo_store: Store, qtbot: QtBot) -> Iterator[BudgetPage]:
    """The sample's approved budget of 2026, which adds up."""
    yield from _shown(demo_store, qtbot)


@pytest.fixture
def bare(tmp_path: Path, qtbot: QtBot) -> Iterator[BudgetPage]:
    """A commune without any budget."""
    with Store.create(tmp_path / "bare.db") as store:
        add_cycle(store, add_commune(store))
        yield from _shown(store, qtbot)


def _shown(store: Store, qtbot: QtBot) -> Iterator[BudgetPage]:
    context = Context(store, store.cycles()[-1].id)
    page = BudgetPage(context)
    qtbot.addWidget(page)
    page.resize(760, 900)
    page.show()
    yield page
    context.close()


def _budget(page: BudgetPage) -> Budget:
    found = page.budget()
    assert found is not None
    return found


def _row(page: BudgetPage, side: str, code: str) -> int:
    lines = sorted((line for line in _budget(page).lines if line.side == side), key=lambda line: line.position)
    return [line.code for line in lines].index(code)


def test_a_budget_begins_with_the_lines_of_the_template(bare: BudgetPage) -> None:
    robot = Robot(bare)
    assert not robot.widget("budget_copy").isVisible()
    robot.click("budget_start")
    budget = _budget(bare)
    assert (budget.year, budget.status, len(budget.lines)) == (2026, "draft", 28)
    assert bare.checks.state.text() == "No figures yet. What does not add up will be named here."
    bare.context.store.undo()
    assert bare.budget() is None
    assert robot.widget("budget_start").isVisible()


def test_the_lines_of_an_earlier_year_are_taken_over_without_figures(page: BudgetPage) -> None:
    store = page.context.store
    with store.transaction("Without this year's"):
        store.session.delete(_budget(page))
    robot = Robot(page)
    assert robot.widget("budget_copy", QPushButton).text() == "Take over the lines of 2025, without figures"
    robot.click("budget_copy")
    assert len(_budget(page).lines) == 28
    assert all(line.plan is None and not line.note for line in _budget(page).lines)


def test_figures_are_typed_down_the_column_in_khmer_digits(bare: BudgetPage) -> None:
    robot = Robot(bare)
    robot.click("budget_start")
    bare.show_section("revenue")
    robot.go_to_cell("revenue_table", 0, PLAN)
    robot.type("១២៥០០")
    robot.press("Enter")
    robot.type("300")
    robot.press("Enter")
    assert [_budget(bare).line(code).plan for code in ("R1", "R2", "R3")] == [12_500, 300, None]
    assert robot.cell("revenue_table", 0, PLAN) == "12,500"
    assert bare.context.store.undo_label() == "Budget: Commune/Sangkat Fund: general administration, Plan"
    bare.context.store.undo()
    assert _budget(bare).line("R2").plan is None
    i18n.use_language("km")
    assert robot.cell("revenue_table", 0, PLAN) == "១២.៥០០"


@pytest.mark.parametrize("language", ["km", "en"])
def test_no_amount_is_cut_off_and_the_columns_fill_the_table(
    demo_store: Store, qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    """Khmer digits differ in width: the amount with the most digits is not always the widest."""
    i18n.use_language(language)
    theme.apply(qapp)
    with contextmanager(_shown)(demo_store, qtbot) as page:
        for section, name in (("revenue", "revenue_table"), ("projects", "projects_table")):
            page.show_section(section)
            view = Robot(page).widget(name, AmountsView)
            table = view.table
            assert isinstance(table, AmountsTable)
            qtbot.wait(50)  # Qt gives the table its height after this
            assert view.horizontalHeader().length() == view.viewport().width()
            for row in range(table.rowCount()):
                for column in range(table.first_amount, table.columnCount()):
                    assert _needs(view, row, column) <= view.columnWidth(column)


def _needs(view: AmountsView, row: int, column: int) -> int:
    """The width in which Qt would draw the whole text of a cell."""
    index, option = view.table.index(row, column), QStyleOptionViewItem()
    option.font = index.data(Qt.ItemDataRole.FontRole) or view.font()
    option.rect = QRect(0, 0, 1000, 40)
    inside = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view).width()
    margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1
    text = index.data(Qt.ItemDataRole.DisplayRole)
    return QFontMetrics(option.font).horizontalAdvance(text) + 1000 - inside + 2 * margin


def test_a_line_with_parts_shows_their_sum_until_its_own_total_is_typed(page: BudgetPage) -> None:
    robot = Robot(page)
    page.show_section("revenue")
    row = _row(page, "revenue", "R5")
    assert robot.cell("revenue_table", row, PLAN) == "17,200,000"
    assert robot.cell("revenue_table", _row(page, "revenue", "R8") + 1, PLAN) == "516,702,900"
    robot.go_to_cell("revenue_table", row, PLAN)
    robot.type("17200001")
    robot.press("Enter")
    assert [check.code for check in _budget(page).checks()] == ["parts"]
    robot.go_to_cell("revenue_table", row, PLAN)
    robot.press("Delete")
    assert _budget(page).balanced


def test_what_is_no_amount_is_refused_beside_the_table(page: BudgetPage) -> None:
    robot = Robot(page)
    page.show_section("revenue")
    robot.go_to_cell("revenue_table", 0, PLAN)
    robot.type("9999999999999999999")
    robot.press("Enter")
    assert robot.sentence("revenue") == "“9999999999999999999” is too large."
    assert _budget(page).line("R1").plan == 37_402_900
    assert page.context.store.undo_label() == ""


def test_a_block_from_a_spreadsheet_is_one_gesture(page: BudgetPage) -> None:
    robot = Robot(page)
    page.show_section("expenditure")
    row = _row(page, "expenditure", "E1.1")
    robot.go_to_cell("expenditure_table", row, PLAN)
    QGuiApplication.clipboard().setText("1,000\t2,000\n៣.០០០\tmany\n")
    robot.press("Ctrl+V")
    line, below = _budget(page).line("E1.1"), _budget(page).line("E1.2")
    assert (line.plan, line.revised, below.plan, below.revised) == (1_000, 2_000, 3_000, None)
    assert "many" in robot.sentence("expenditure")
    page.context.store.undo()
    assert _budget(page).line("E1.1").plan == 86_400_000
    assert _budget(page).line("E1.2").plan == 14_800_000


def test_a_failing_check_names_both_figures_and_leads_to_its_cell(page: BudgetPage, qtbot: QtBot) -> None:
    robot = Robot(page)
    assert page.checks.state.text() == "Everything adds up."
    with page.context.store.transaction("A riel too much"):
        _budget(page).projects[2].cost = 9_600_001
    assert page.checks.state.text() == "1 check fails"
    name = _budget(page).projects[2].name("en")
    sentence = f"{name}: it costs 9,600,001 riel, its sources make 9,600,000 riel. The difference is 1 riel."
    assert robot.widget("budget_check_1_text").property("text").replace("\u200b", "").replace("\xa0", " ") == sentence
    assert robot.widget("budget_check_1").accessibleName().startswith(f"Go there: {name}")
    robot.focus("budget_check_1")
    robot.press("Space")
    qtbot.waitUntil(lambda: robot.focused() == "projects_table")
    grid = robot.widget("projects_table")
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, COST)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "table", "row_code", "column"),
    [("R8", "expenditure_table", "E5", PLAN), ("R5", "revenue_table", "R5", PLAN)],
)
def test_checks_of_lines_lead_to_the_line(
    page: BudgetPage, qtbot: QtBot, code: str, table: str, row_code: str, column: int
) -> None:
    robot = Robot(page)
    with page.context.store.transaction("Wrong"):
        _budget(page).line(code).plan = 1
    robot.click("budget_check_1")
    qtbot.waitUntil(lambda: robot.focused() == table)
    index = robot.widget(table).currentIndex()  # type: ignore[attr-defined]
    assert (index.row(), index.column()) == (_row(page, table.split("_")[0], row_code), column)


def test_many_failing_checks_are_folded(page: BudgetPage) -> None:
    robot = Robot(page)
    with page.context.store.transaction("All wrong"):
        for project in _budget(page).projects:
            project.cost = 1
    assert page.checks.state.text() == "25 checks fail"
    assert not robot.window.findChildren(QPushButton, "budget_check_4")
    robot.click("budget_checks_more")
    assert robot.widget("budget_check_25").isVisible()
    robot.click("budget_checks_more")
    assert not robot.widget("budget_check_4").isVisible()


def test_an_approved_budget_that_does_not_add_up_says_that_it_is_not_printed(page: BudgetPage) -> None:
    robot = Robot(page)
    assert not robot.widget("budget_refusal").isVisible()
    with page.context.store.transaction("Wrong"):
        _budget(page).line("R1").plan = 1
    assert "not printed as approved or executed while 1 check fails" in robot.widget("budget_refusal").property("text")
    robot.click("budget_status_draft")
    assert _budget(page).status == "draft"
    assert not robot.widget("budget_refusal").isVisible()


def test_people_and_source_of_the_figures(page: BudgetPage) -> None:
    robot = Robot(page)
    robot.write("budget_population", "៨.០០០")
    robot.write("budget_source", "ថវិកាឃុំ ឆ្នាំ ២០២៦")
    robot.write("budget_source_date", "3/2/2026")
    assert (_budget(page).population, _budget(page).source) == (8_000, "ថវិកាឃុំ ឆ្នាំ ២០២៦")
    assert _budget(page).source_date == dt.date(2026, 2, 3)
    robot.write("budget_households", "9000")
    assert robot.sentence("budget_households").startswith("9,000 households cannot have 8,000 people.")
    assert _budget(page).households == 2_187


def test_the_sums_stand_side_by_side(page: BudgetPage) -> None:
    robot = Robot(page)
    assert [robot.cell("budget_summary", row, 1) for row in range(5)] == [
        "516,702,900",
        "516,702,900",
        "0",
        "321,460,000",
        "321,460,000",
    ]


def test_a_line_of_the_communes_own_with_its_explanation(page: BudgetPage, qtbot: QtBot) -> None:
    robot = Robot(page)
    page.show_section("revenue")
    robot.write("revenue_new", "ចំណូលពីផ្សារ")
    robot.go_to_cell("revenue_table", _row(page, "revenue", "R8") + 1, PLAN)  # the total
    robot.click("revenue_add")
    assert robot.sentence("revenue") == "Choose the line beside which it belongs first."
    robot.go_to_cell("revenue_table", _row(page, "revenue", "R5.4"), PLAN)
    robot.click("revenue_add")
    qtbot.waitUntil(lambda: robot.focused() == "revenue_table")
    line = _budget(page).line("R5.5")
    assert (line.name_en, line.parent, line.part) == ("ចំណូលពីផ្សារ", "R5", "own_source")
    assert robot.cell("revenue_table", _row(page, "revenue", "R5.5"), 0) == "R5.5"
    robot.write("revenue_line_explain", "What traders pay for their place")
    assert _budget(page).line("R5.5").explain_en == "What traders pay for their place"
    robot.go_to_cell("revenue_table", _row(page, "revenue", "R5"), PLAN)
    robot.press("Ctrl+Delete")
    assert robot.sentence("revenue") == "Other lines are part of this one. Remove those first."
    robot.go_to_cell("revenue_table", _row(page, "revenue", "R5.5"), PLAN)
    robot.press("Ctrl+Delete")
    assert "R5.5" not in {each.code for each in _budget(page).lines}


def test_the_revised_plan_begins_with_the_plan(page: BudgetPage) -> None:
    robot = Robot(page)
    page.show_section("expenditure")
    robot.click("expenditure_revise")
    assert _budget(page).columns() == ["plan", "revised"]
    assert _budget(page).total("revenue", "revised") == 516_702_900
    assert not robot.widget("expenditure_revise").isVisible()


def test_a_project_with_its_details_and_links(page: BudgetPage, qtbot: QtBot) -> None:
    robot = Robot(page)
    page.show_section("projects")
    robot.write("project_new", "ស្ពានឈើភូមិថ្មី")
    robot.click("project_add")
    qtbot.waitUntil(lambda: robot.focused() == "projects_table")
    robot.type("៥០០០០០០")
    robot.press("Enter")
    robot.type("4000000")
    robot.press("Enter")
    project = _budget(page).projects[-1]
    assert (project.code, project.cost, project.commune_fund) == ("26", 5_000_000, 4_000_000)
    costs = sum(each.cost or 0 for each in _budget(page).projects)
    assert [robot.cell("projects_table", 26, column) for column in (NAME, COST)] == ["All projects", f"{costs:,}"]
    robot.widget("project_village_list").setCurrentIndex(2)  # type: ignore[attr-defined]
    robot.widget("project_village_list").activated.emit(2)  # type: ignore[attr-defined]
    robot.write("project_quantity", "១២")
    robot.write("project_start", "1/3/2026")
    robot.write("project_end", "1/2/2026")
    assert robot.sentence("project_end") == "A project cannot end before it starts."
    project = _budget(page).projects[-1]
    assert project.village is not None
    assert project.village.code.startswith(_budget(page).commune_code)
    assert (project.quantity, project.start, project.end) == ("12", dt.date(2026, 3, 1), None)
    robot.go_to_cell("projects_table", 25, COST)
    robot.press("Ctrl+Delete")
    assert len(_budget(page).projects) == 25
    page.context.store.undo()
    assert _budget(page).projects[-1].name("km") == "ស្ពានឈើភូមិថ្មី"


def test_everything_has_a_name_in_every_part(page: BudgetPage) -> None:
    for key in ("about", "revenue", "expenditure", "projects"):
        page.show_section(key)
        page.focus_first()
        assert unnamed(page) == []
