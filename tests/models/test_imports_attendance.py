"""Head counts of meetings from files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.export.compose.template_attendance import attendance_template
from facilitator.models import holding
from facilitator.models.imports import kinds
from facilitator.models.imports.kinds import Found
from facilitator.models.imports.shape import shape_of
from facilitator.models.meeting import Meeting
from facilitator.models.store import Store
from tests.models.test_imports_votes import places, written
from tests.samples import CODE, add_commune, add_cycle

KIND = kinds.kind("attendance")
HEAD = ["stage", "service_point", "village_code", "side", "group", "date", "total", "women", "men", "youth", "age_46"]
DAY = dt.date(2026, 3, 4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture(params=["attendance.csv", "attendance.xlsx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def row(**cells: object) -> list[object]:
    """The women who came to a scoring meeting."""
    known: dict[str, object] = {
        "stage": "scoring", "service_point": "health_centre", "village_code": f"{CODE}01", "group": "women",
        "date": DAY, "total": 20, "women": 20,
    }  # fmt: skip
    known |= cells
    return [known.get(name, "") for name in HEAD]


def look(store: Store, path: Path, *rows: list[object]) -> Found:
    written(path, [HEAD, *rows], "attendance")
    cycle = store.cycles()[0]
    return kinds.preview(store, cycle, KIND, KIND.read(path, shape_of(cycle)))


def load(store: Store, path: Path, *rows: list[object]) -> list[Meeting]:
    written(path, [HEAD, *rows], "attendance")
    cycle = store.cycles()[0]
    kinds.apply(store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    return list(cycle.meetings)


def test_head_counts_make_the_meeting(store: Store, path: Path) -> None:
    rows = [row(), row(group="men", total="១៥", women=0, men=15, age_46=3), row(stage="interface", service_point="",
            village_code="", group="", side="district", date="2026-04-03", total=4, women="")]  # fmt: skip
    assert look(store, path, *rows).counts["attendance"] == {"new": 3}
    scoring, interface = sorted(load(store, path, *rows), key=lambda meeting: meeting.stage, reverse=True)
    assert (scoring.date, scoring.village.code, scoring.held) == (DAY, f"{CODE}01", True)  # type: ignore[union-attr]
    assert holding.counts_of(scoring, "citizens", "men") | {"total": 15, "men": 15, "women": 0, "age_46": 3} == (
        holding.counts_of(scoring, "citizens", "men")
    )
    assert (interface.service_point, interface.date) == (None, dt.date(2026, 4, 3))
    assert not look(store, path, *rows).changes
    store.undo()
    assert store.cycles()[0].meetings == []


def test_an_empty_cell_leaves_what_is_there(store: Store, path: Path) -> None:
    load(store, path, row())
    (meeting,) = load(store, path, row(total=25, women="", youth=5))
    found = holding.counts_of(meeting, "citizens", "women")
    assert (found["total"], found["women"], found["youth"]) == (25, 20, 5)
    assert not look(store, path, row(total="", women="")).changes


def test_a_planned_meeting_takes_the_date(store: Store, path: Path) -> None:
    load(store, path, row())
    with store.transaction("Plan"):
        store.cycles()[0].meetings[0].attendance.clear()
        store.cycles()[0].meetings[0].date = dt.date(2026, 3, 1)
    (meeting,) = load(store, path, row())
    assert meeting.date == DAY


def test_another_day_is_another_meeting(store: Store, path: Path) -> None:
    load(store, path, row())
    assert len(load(store, path, row(date="2026-03-11", total=3, women=3))) == 2
    found = look(store, path, row(date=""))
    assert places(found) == [(2, "date")]


def test_a_finished_meeting_is_left_alone(store: Store, path: Path) -> None:
    (meeting,) = load(store, path, row())
    with store.transaction("Finish"):
        meeting.closed_on = DAY
    assert not look(store, path, row()).changes
    assert "finished" in look(store, path, row(total=21)).problems[0].text


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"stage": ""}, "stage"), ({"stage": "party"}, "stage"), ({"service_point": "school"}, "service_point"),
        ({"village_code": f"{CODE}19"}, "village_code"), ({"village_code": "1"}, "village_code"),
        ({"side": "nurses"}, "side"), ({"group": "elders"}, "group"), ({"date": "soon"}, "date"),
        ({"total": -1}, "total"), ({"women": "many"}, "women"), ({"men": 1.5}, "men"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row(store: Store, path: Path, cells: dict[str, object], column: str) -> None:
    assert places(look(store, path, row(group="men"), row(**cells))) == [(3, column)]
    with pytest.raises(UserError, match="row 3"):
        load(store, path, row(group="men"), row(**cells))
    assert store.cycles()[0].meetings == []


def test_the_same_count_twice(store: Store, path: Path) -> None:
    assert [problem.text for problem in look(store, path, row(), row(total=3)).problems] == [
        "The same as row 2. Keep one of them."
    ]


def test_figures_that_do_not_fit_are_told(store: Store, path: Path) -> None:
    found = look(store, path, row(women=12, men=3))
    assert found.problems == ()
    assert found.remarks[0] == "Row 2: Women, men and other make 15; the total is 20."


def test_the_template_says_what_is_there_and_what_is_missing(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path / "first.csv", row())
    cycle = store.cycles()[0]
    book = attendance_template(cycle)
    path = tmp_path / "attendance.xlsx"
    path.write_bytes(sheets.xlsx(book))
    found = kinds.preview(store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    assert (found.problems, found.changes) == ((), False)
    stages = [line[0] for line in book.sheets[0].rows]
    assert stages.count("scoring") == 1 + 2 * 2
    assert stages.count("interface") == 4
