"""Figures from Excel: any headings, columns that are chosen, rows that are seen before they are stored, one undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from facilitator.models import budgeting
from facilitator.models.budget import Budget
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.budget import BudgetPage
from facilitator.ui.pages.budget_table import TableSection
from tests.samples import add_commune, add_cycle
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.robots import Robot, unnamed

LINES = [
    ("ថវិកាឃុំ ឆ្នាំ ២០២៦",),
    ("ល.រ", "បរិយាយ", "គ្រោងទុក", "ជាក់ស្តែង"),
    ("1", "ចំណូលសារពើពន្ធ", "៩.៦០០.០០០", "10,000,000៛"),
    ("2", "Service charges", "4800000", ""),
    ("3", "ឈ្មោះដែលគ្មាន", "1", "1"),
    ("4", "Agency fees", "12.5", ""),
]


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[BudgetPage]:
    """A budget with the usual lines and no figures."""
    with Store.create(tmp_path / "commune.db") as store:
        cycle = add_cycle(store, add_commune(store))
        with store.transaction("Budget"):
            store.session.add(budgeting.from_template(cycle))
        context = Context(store, cycle.id)
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


def _section(page: BudgetPage) -> TableSection:
    section = page.show_section("table")
    assert isinstance(section, TableSection)
    return section


def _copy(rows: list[tuple[str, ...]]) -> None:
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))


def test_copied_cells_find_their_lines_and_are_one_gesture(page: BudgetPage) -> None:
    section, robot = _section(page), Robot(page)
    _copy(LINES)
    robot.click("table_paste")
    assert {name: choice.value() for name, choice in section.columns.items()} | {
        "kind": "lines", "code": "0", "name": "1", "plan": "2", "actual": "3", "revised": "-1",
    } == {name: choice.value() for name, choice in section.columns.items()}  # fmt: skip
    assert [robot.cell("table_rows", row, 2) for row in range(4)] == [
        "Tax revenue",
        "Service charges",
        "No line of this budget has that code or name: left out.",
        "“12.5” is not a whole number. Type digits only, such as 25.",
    ]
    assert robot.widget("table_store", QPushButton).text() == "Take over 2 rows"
    assert _budget(page).line("R5.1").plan is None
    robot.click("table_store")
    budget = _budget(page)
    assert (budget.line("R5.1").plan, budget.line("R5.1").actual) == (9_600_000, 10_000_000)
    assert (budget.line("R5.3").plan, budget.line("R5.3").actual) == (4_800_000, None)
    assert page.context.store.undo_label() == "Budget from a table"
    page.context.store.undo()
    assert _budget(page).columns() == ["plan"]
    assert _budget(page).line("R5.1").plan is None


def test_a_column_can_be_chosen_otherwise(page: BudgetPage) -> None:
    section, robot = _section(page), Robot(page)
    _copy(LINES)
    robot.click("table_paste")
    section.columns["revised"].set_value("3")
    section.columns["actual"].set_value("-1")
    section._column_chosen("")
    robot.click("table_store")
    assert (_budget(page).line("R5.1").revised, _budget(page).line("R5.1").actual) == (10_000_000, None)


def test_projects_of_a_workbook_with_several_sheets(page: BudgetPage, qtbot: QtBot, tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    first.title = "ចំណូល"
    for row in LINES:
        first.append(row)
    second = book.create_sheet("គម្រោង")
    village = _budget(page).commune.villages[0]
    second.append(("ល.រ", "ឈ្មោះគម្រោង", "វិស័យ", "ភូមិ", "តម្លៃសរុប", "មូលនិធិឃុំ/សង្កាត់", "ចាប់ផ្ដើម"))
    second.append((1, "ផ្លូវបេតុង", "វិស័យសេដ្ឋកិច្ច", village.name_km, 42_000_000, 42_000_000, "2026-02-01"))
    second.append((2, "អណ្តូង", "ទឹក", "", 5_000_000, 5_000_000, ""))
    path = tmp_path / "from the commune.xlsx"
    book.save(path)
    section, robot = _section(page), Robot(page)
    section.choose(path)
    qtbot.waitUntil(section.second.isVisible, timeout=20_000)
    section.columns["sheet"].set_value("1")
    section._choose_sheet("1")
    assert section.columns["kind"].value() == "projects"
    assert robot.cell("table_rows", 0, 2) == "new"
    assert "is not known here" in robot.cell("table_rows", 1, 2)
    robot.click("table_store")
    (project,) = _budget(page).projects
    assert (project.name("km"), project.sector, project.village_code) == ("ផ្លូវបេតុង", "economic", village.code)
    assert (project.cost, project.commune_fund, str(project.start)) == (42_000_000, 42_000_000, "2026-02-01")


def test_the_programs_own_workbook_needs_no_choosing(page: BudgetPage, qtbot: QtBot, tmp_path: Path) -> None:
    section, robot = _section(page), Robot(page)
    path = tmp_path / "budget.xlsx"
    section.save_template(path)
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book["lines"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("plan") + 1).value = 6_250_000
    book.save(path)
    section.choose(path)
    qtbot.waitUntil(section.third.isVisible, timeout=20_000)
    assert not section.second.isVisible()
    robot.click("table_store")
    assert _budget(page).line("R1").plan == 6_250_000


def test_a_clipboard_without_a_table_and_a_file_that_is_none(page: BudgetPage, qtbot: QtBot, tmp_path: Path) -> None:
    section, robot = _section(page), Robot(page)
    QGuiApplication.clipboard().setText("  \n")
    robot.click("table_paste")
    assert "no table on the clipboard" in section.remark.text()
    path = tmp_path / "budget.xlsx"
    path.write_bytes(b"MZ")
    section.choose(path)
    qtbot.waitUntil(lambda: "budget.xlsx" in section.remark.text(), timeout=20_000)
    assert unnamed(page) == []


@WAYS
def test_a_workbook_that_cannot_be_saved_is_a_sentence(
    page: BudgetPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    section = _section(page)
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    section.save_template(stick.folder / "budget.xlsx")
    stick.check(section.remark.text())
