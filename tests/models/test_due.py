"""What the start page says is overdue or due soon: only what is still to be done, and read without the library."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models import cycles, due, ending, following
from facilitator.models.action import Action, add_action
from facilitator.models.cycle import Cycle
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle

TODAY = dt.date(2026, 9, 18)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "due.db") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


def plan(store: Store, cycle: Cycle, name: str, end: dt.date | None, status: str = "not_started") -> Action:
    with store.transaction("Plan", cycle=cycle):
        made = add_action(cycle, "A", name)
        made.end, made.status = end, status
    return made


def found(store: Store) -> tuple[list[str], int, int]:
    shown = due.of(store.raw, TODAY)
    return [row.activity for row in shown.rows], shown.overdue, shown.soon


def test_earliest_first_with_their_number(store: Store, cycle: Cycle) -> None:
    for days in (30, -1, 0, -40, 12):
        plan(store, cycle, str(days), TODAY + dt.timedelta(days))
    assert found(store) == (["-40", "-1", "0"], 2, 3)


def test_what_is_done_dropped_later_or_without_end_is_not_due(store: Store, cycle: Cycle) -> None:
    plan(store, cycle, "done", dt.date(2026, 1, 1), "done")
    plan(store, cycle, "dropped", dt.date(2026, 1, 1), "dropped")
    plan(store, cycle, "later", TODAY + dt.timedelta(31))
    plan(store, cycle, "never", None)
    assert due.of(store.raw, TODAY) == due.Due()


def test_a_heading_is_no_activity(store: Store, cycle: Cycle) -> None:
    heading = plan(store, cycle, "heading", TODAY)
    below = plan(store, cycle, "below", TODAY)
    with store.transaction("Under", cycle=cycle):
        below.put_under(heading)
    assert found(store) == (["below"], 0, 1)


def test_archived_closed_and_training_cycles_are_left_alone(store: Store, cycle: Cycle) -> None:
    plan(store, cycle, "late", dt.date(2026, 1, 1))
    cycles.training_copy(store, cycle)
    assert found(store) == (["late"], 1, 0)
    with store.transaction("Close", cycle=cycle):
        ending.close(cycle, TODAY)
    assert found(store) == ([], 0, 0)
    with store.transaction("Reopen", cycle=cycle):
        ending.reopen(cycle)
    cycles.archive(store, cycle)
    assert found(store) == ([], 0, 0)


def test_what_was_carried_forward_is_due_once_in_its_new_round(store: Store, cycle: Cycle) -> None:
    plan(store, cycle, "late", dt.date(2026, 1, 1))
    later = cycles.next_round(store, cycle)
    shown = due.of(store.raw, TODAY)
    assert [(row.cycle, row.year) for row in shown.rows] == [(later.id.hex, 2027)]


def test_a_file_is_read_before_it_is_opened(store: Store, cycle: Cycle) -> None:
    plan(store, cycle, "late", dt.date(2026, 1, 1))
    store.close()
    code = (
        "import sys, datetime as dt; from pathlib import Path; from facilitator.models import due;"
        "print(due.read(Path(sys.argv[1]), dt.date(2026, 9, 18)).overdue, 'sqlalchemy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "False"]


@pytest.mark.parametrize("content", [None, b"", b"no database at all", b"SQLite format 3\0" + bytes(200)])
def test_what_cannot_be_read_has_nothing_due(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file.db"
    if content is not None:
        path.write_bytes(content)
    assert due.read(path, TODAY) == due.Due()


def test_the_follow_up_counts_as_the_start_page_does(store: Store, cycle: Cycle) -> None:
    for days in (-1, 0, 30, 31):
        plan(store, cycle, str(days), TODAY + dt.timedelta(days))
    plan(store, cycle, "done", TODAY, "done")
    standing = following.standing(cycle, TODAY)
    shown = due.of(store.raw, TODAY)
    assert (standing.overdue, standing.soon) == (shown.overdue, shown.soon) == (1, 2)
