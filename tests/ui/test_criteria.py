"""The page of issues and criteria: one issue after the other, merged into the list that everybody scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.models.cycle import ServicePoint
from facilitator.models.issue import Issue
from facilitator.models.store import Store
from facilitator.models.tally import Tally
from facilitator.ui.context import Context
from facilitator.ui.pages.criteria import CriteriaPage
from facilitator.ui.tables.criteria import NUMBER, OTHER_WORDS, RAISED, WORDS
from facilitator.ui.tables.issues import CRITERION, FIRST_COUNT, KIND
from tests.samples import add_commune, add_cycle, vote
from tests.ui.robots import Robot, unnamed

LONG = "ត" * 80
"""A name of 80 characters."""


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    with Store.create(tmp_path / "commune.db", "Sok") as store:
        made = Context(store, add_cycle(store, add_commune(store)).id)
        yield made
        made.close()


class CriteriaRobot(Robot):
    """Speaks of issues and criteria."""

    def __init__(self, context: Context, qtbot: QtBot, part: int) -> None:
        self.page = CriteriaPage(context)
        self.context, self.store = context, context.store
        qtbot.addWidget(self.page)
        self.page.resize(780, 900)
        super().__init__(self.page)
        self.page.show_part(part)
        QApplication.processEvents()

    def raise_issue(self, text: str, people: str = "") -> None:
        """Type an issue and add it with Enter."""
        self.focus("issue_words")
        self.type(text)
        if people:
            self.focus("issue_people")
            self.type(people)
        self.press("Enter")

    def as_table(self) -> None:
        """Show what was said as a table with counts."""
        self.click("issues_view_table")
        QApplication.processEvents()

    def issues(self) -> list[Issue]:
        """The stored issues."""
        return sorted(self.store.all(Issue), key=lambda issue: issue.position)

    @property
    def point(self) -> ServicePoint:
        """The service point of the page."""
        return self.context.cycle.service_points[0]

    def list(self) -> list[str]:
        """The keys of the stored criteria, in their order."""
        return [criterion.key for criterion in self.point.criteria]

    def bank(self) -> Sequence[str]:
        """The keys that the search offers."""
        return self.page.criteria.add_card.bank.keys()

    def go_to(self, row: int) -> None:
        """Put the cursor on a criterion."""
        self.go_to_cell("criteria_table", row, WORDS)


@pytest.fixture
def issues(context: Context, qtbot: QtBot) -> CriteriaRobot:
    return CriteriaRobot(context, qtbot, 1)


@pytest.fixture
def criteria(context: Context, qtbot: QtBot) -> CriteriaRobot:
    return CriteriaRobot(context, qtbot, 2)


def test_issues_are_typed_one_after_the_other(issues: CriteriaRobot) -> None:
    i18n.use_language("km")
    issues.click("issue_kind_good")
    issues.raise_issue("បុគ្គលិករាក់ទាក់", "១២")
    assert issues.focused() == "issue_words"
    issues.raise_issue("បើកទៀងទាត់")
    assert [(issue.kind, issue.text, issue.total) for issue in issues.issues()] == [
        ("good", "បុគ្គលិករាក់ទាក់", 12),
        ("good", "បើកទៀងទាត់", None),
    ]
    issues.press("Enter")
    assert issues.sentence("issue_words") != ""
    issues.store.undo()
    assert [issue.text for issue in issues.issues()] == ["បុគ្គលិករាក់ទាក់"]


def test_issues_belong_to_the_village_that_is_chosen(issues: CriteriaRobot) -> None:
    issues.raise_issue("Everywhere")
    issues.focus("issue_village_list")
    issues.press("Down")
    issues.raise_issue("Only here")
    assert [issue.village_code for issue in issues.issues()] == [None, issues.point.villages[0].code]
    assert issues.page.issues.table.rowCount() == 1
    issues.focus("issue_village_list")
    issues.press("Up")
    assert issues.page.issues.table.rowCount() == 2
    assert issues.cell("issues_table", 1, KIND) == "Problem\nVillage 1"


def test_counts_and_criterion_numbers_are_typed_in_the_table(issues: CriteriaRobot) -> None:
    issues.raise_issue("Long queue", "12")
    issues.as_table()
    issues.go_to_cell("issues_table", 0, FIRST_COUNT + 1)
    issues.press("8", "Tab")
    issues.type("៥")
    issues.press("Tab")
    issues.type("២")
    issues.press("Enter")
    (issue,) = issues.issues()
    assert (issue.total, issue.women, issue.youth) == (12, 8, 5)
    assert issue.criterion is issues.point.criteria[1]
    issues.go_to_cell("issues_table", 0, CRITERION)
    issues.press("9", "Tab")
    assert "no criterion 9" in issues.page.issues.remark.text()
    assert issues.issues()[0].criterion is issues.point.criteria[1]
    issues.go_to_cell("issues_table", 0, CRITERION)
    issues.press("Delete")
    assert issues.issues()[0].criterion is None
    assert issues.page.issues.remark.text() == ""


def test_odd_counts_are_remarked(issues: CriteriaRobot) -> None:
    issues.raise_issue("Long queue", "3")
    issues.as_table()
    issues.go_to_cell("issues_table", 0, FIRST_COUNT + 1)
    issues.press("8", "Tab")
    assert issues.page.issues.issue.odd.text() == "Women is 8, more than the total of 3."


def test_an_issue_becomes_a_criterion(issues: CriteriaRobot) -> None:
    issues.raise_issue("រង់ចាំយូរ", "7")
    issues.click("this_issue_make")
    made = issues.point.criteria[-1]
    assert (made.key, made.text_km) == ("own_1", "រង់ចាំយូរ")
    assert issues.issues()[0].criterion is made
    assert not issues.widget("this_issue_make").isEnabled()
    issues.store.undo()
    assert issues.list() == ["health_centre.staff_polite", "health_centre.medicine"]
    assert issues.issues()[0].criterion is None


def test_kind_and_village_of_an_issue_are_corrected(issues: CriteriaRobot) -> None:
    issues.raise_issue("A shelter for those who wait")
    issues.click("this_issue_more")
    issues.click("this_issue_kind_suggestion")
    issues.focus("this_issue_village_list")
    issues.press("Down")
    issues.write("this_issue_men", "៤")
    (issue,) = issues.issues()
    assert (issue.kind, issue.village_code, issue.men) == ("suggestion", issues.point.villages[0].code, 4)
    issues.as_table()
    issues.go_to_cell("issues_table", 0, 1)
    issues.press("Ctrl+Delete")
    assert issues.issues() == []
    issues.store.undo()
    assert len(issues.issues()) == 1


def test_criteria_come_from_the_bank_by_words_of_both_languages(criteria: CriteriaRobot) -> None:
    criteria.focus("bank_line")
    criteria.type("care")
    criteria.press("Enter")
    assert criteria.list()[-1] == "health_centre.care"
    assert "health_centre.care" not in criteria.bank()
    criteria.press("Ctrl+A", "Delete")
    criteria.type("រើសអើង")
    assert "health_centre.no_discrimination" in criteria.bank()
    criteria.store.undo()
    assert "health_centre.care" not in criteria.list()


def test_own_criteria_are_typed_and_their_words_changed(criteria: CriteriaRobot) -> None:
    criteria.focus("own_criterion_km")
    criteria.type("ទឹកស្អាត")
    criteria.press("Enter")
    assert criteria.focused() == "own_criterion_km"
    criteria.press("Enter")
    assert "Type the criterion first" in criteria.sentence("own_criterion_km")
    criteria.go_to_cell("criteria_table", 2, WORDS)
    criteria.type("Clean water")
    criteria.press("Enter")
    own = criteria.point.criteria[2]
    assert (own.text_km, own.text_en) == ("ទឹកស្អាត", "Clean water")
    assert criteria.cell("criteria_table", 2, OTHER_WORDS).replace("\u200b", "") == "ទឹកស្អាត"
    criteria.go_to_cell("criteria_table", 0, WORDS)
    criteria.press("X", "Enter")
    assert criteria.point.criteria[0].text_en == "Text of health_centre.staff_polite", "the bank's words stay"


def test_order_changes_by_keys_and_by_dragging(criteria: CriteriaRobot) -> None:
    criteria.go_to(0)
    criteria.press("Ctrl+Down")
    assert criteria.list() == ["health_centre.medicine", "health_centre.staff_polite"]
    assert criteria.page.criteria.grid.currentIndex().row() == 1
    criteria.press("Ctrl+Down")
    assert criteria.list()[1] == "health_centre.staff_polite"
    table = criteria.page.criteria.table
    dragged = table.mimeData([table.index(1, WORDS)])
    assert table.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    QApplication.processEvents()
    assert criteria.list() == ["health_centre.staff_polite", "health_centre.medicine"]
    assert criteria.cell("criteria_table", 0, NUMBER) == "1"


def test_a_scored_criterion_goes_only_after_a_question(criteria: CriteriaRobot) -> None:
    vote(criteria.store, criteria.point, {1: 3, 5: 7})
    criteria.go_to(0)
    criteria.press("Ctrl+Delete")
    assert "scores" in criteria.page.criteria.question.text()
    assert len(criteria.list()) == 2
    assert criteria.focused() == "criterion_remove_no"
    criteria.press("Space")
    assert criteria.page.criteria.question.text() == ""
    criteria.go_to(0)
    criteria.press("Ctrl+Delete")
    criteria.click("criterion_remove_sure")
    assert criteria.list() == ["health_centre.medicine"]
    assert criteria.store.all(Tally) == []
    criteria.store.undo()
    assert sorted(tally.count for tally in criteria.store.all(Tally)) == [3, 7]
    criteria.go_to(1)
    criteria.press("Ctrl+Delete")
    assert criteria.list() == ["health_centre.staff_polite"], "one without scores goes at once"


def test_more_criteria_than_usual_are_only_remarked(criteria: CriteriaRobot) -> None:
    with criteria.store.transaction("Fewer", cycle=criteria.context.cycle):
        criteria.context.cycle.priorities = 1
    assert "1 are usual" in criteria.page.criteria.limit.text()


def test_a_criterion_continues_one_of_the_last_round(context: Context, qtbot: QtBot) -> None:
    later = add_cycle(context.store, context.cycle.commune, 2027)
    with context.store.transaction("Other words", cycle=later):
        later.service_points[0].criteria[0].key = "own_1"
    next_round = Context(context.store, later.id)
    robot = CriteriaRobot(next_round, qtbot, 2)
    choice = robot.page.criteria.before.choice
    assert choice is not None
    assert choice.value() == ""
    robot.focus("criterion_same_as_list")
    robot.press("Down")
    assert later.service_points[0].criteria[0].same_as == "health_centre.staff_polite"
    robot.press("Down")
    assert "already continues" in robot.sentence("criterion_same_as")
    assert choice.value() == "health_centre.staff_polite"
    next_round.close()


def test_issues_are_counted_beside_their_criterion(criteria: CriteriaRobot) -> None:
    with criteria.store.transaction("Issues", cycle=criteria.context.cycle):
        for total in (12, 5):
            criteria.point.issues.append(Issue(text="x", total=total, criterion=criteria.point.criteria[0]))
    assert criteria.cell("criteria_table", 0, RAISED) == "2 issues\n17 people"


def test_the_search_of_the_bank_keeps_the_words_while_something_else_changes(criteria: CriteriaRobot) -> None:
    criteria.focus("bank_line")
    criteria.type("staff")
    with criteria.store.transaction("Elsewhere", cycle=criteria.context.cycle):
        criteria.context.cycle.title_en = "x"
    assert criteria.focused() == "bank_line"
    assert criteria.widget("bank_line").property("text") == "staff"


@pytest.mark.parametrize("part", [1, 2])
def test_long_names_are_not_cut_and_everything_has_a_name(context: Context, qtbot: QtBot, part: int) -> None:
    with context.store.transaction("Long", cycle=context.cycle):
        point = context.cycle.service_points[0]
        point.name_en = point.criteria[0].text_en = LONG
        point.issues.append(Issue(text=LONG, village=point.villages[0]))
    robot = CriteriaRobot(context, qtbot, part)
    assert unnamed(robot.page) == []
    assert robot.page.minimumSizeHint().width() <= 780


def test_a_criterion_in_nearly_the_same_words_is_offered_as_the_same(context: Context, qtbot: QtBot) -> None:
    later = add_cycle(context.store, context.cycle.commune, 2027)
    with context.store.transaction("Other words", cycle=later):
        later.service_points[0].criteria[0].key = "own_1"
        later.service_points[0].criteria[0].text_en += "!"
    next_round = Context(context.store, later.id)
    robot = CriteriaRobot(next_round, qtbot, 2)
    assert "number 1" in robot.widget("criterion_alike").accessibleName()
    robot.click("criterion_alike")
    assert later.service_points[0].criteria[0].same_as == "health_centre.staff_polite"
    assert not robot.widget("criterion_alike").isVisible()
    next_round.close()
