"""What public copies hide is kept ahead and with papers, is true of those votes only, and goes when they change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.models import codes, results, suppression
from facilitator.models.cycle import Cycle
from facilitator.models.point_results import PointResults
from facilitator.models.results import Cell, Results
from facilitator.models.store import Store
from facilitator.models.tally import Sheet


@pytest.fixture
def store(demo_store: Store) -> Iterator[Store]:
    start_anew()
    demo_store.empty_derived()
    yield demo_store
    start_anew()


def start_anew() -> None:
    """As if the program had just been started."""
    suppression.worked_out.cache_clear()
    suppression.kept.clear()


def issue(store: Store) -> Cycle:
    """Let a scorecard of the newest cycle leave the program."""
    cycle = store.cycles()[-1]
    (job,) = papers.jobs(store, cycle, "service-scorecard", service_point=cycle.service_points[0].key)
    codes.keep(store, job.issue(job.document()))
    return cycle


def rows(store: Store, cycle: Cycle) -> int:
    query = text("SELECT count(*) FROM hiding WHERE cycle_id = :cycle")
    return int(store.session.execute(query, {"cycle": cycle.id.hex}).scalar_one())


def hidden(store: Store, cycle: Cycle) -> frozenset[Cell]:
    return frozenset(Results(store, cycle, public=True, look_back=False).hidden_in(cycle.service_points[0].key))


def test_after_a_paper_nothing_is_worked_out_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle = issue(store)
    found = hidden(store, cycle)
    assert found
    assert 1 < rows(store, cycle) <= len(cycle.service_points[0].criteria)
    assert store.undo_label() == ""
    start_anew()
    monkeypatch.setattr(suppression, "_worked_out", lambda *votes: pytest.fail("worked out anew"))
    assert hidden(store, cycle) == found


def test_the_page_of_results_knows_it_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle = issue(store)
    found, point = hidden(store, cycle), cycle.service_points[0]
    start_anew()
    monkeypatch.setattr(suppression, "_worked_out", lambda *votes: pytest.fail("worked out anew"))
    assert PointResults(store, cycle, point, public=True).hidden_in(point.key) == found


def test_what_the_page_worked_out_is_kept_with_the_paper_that_tells_it(store: Store) -> None:
    cycle = store.cycles()[-1]
    point = cycle.service_points[0]
    assert PointResults(store, cycle, point, public=True).hidden_in(point.key)
    (notice,) = papers.jobs(store, cycle, "notice", service_point=point.key, village=point.villages[0].code)
    codes.keep(store, notice.issue(notice.document()))
    issue(store)
    assert rows(store, cycle) > 1


def test_the_round_before_is_kept_too(store: Store) -> None:
    issue(store)
    first = store.cycles()[0]
    assert 1 < rows(store, first) <= len(first.service_points[0].criteria)


def citizens_sheet(cycle: Cycle) -> Sheet:
    return next(card for card in cycle.service_points[0].cards if card.side == "citizens").sheets[0]


def test_the_sample_was_worked_ahead_for_both_rounds(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    start_anew()
    monkeypatch.setattr(suppression, "_worked_out", lambda *votes: pytest.fail("worked out anew"))
    for cycle in demo_store.cycles():
        assert hidden(demo_store, cycle)


def test_worked_ahead_no_paper_has_to_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = store.cycles()[-1]
    results.work_ahead(store, newest)
    assert store.undo_label() == ""
    start_anew()
    monkeypatch.setattr(suppression, "_worked_out", lambda *votes: pytest.fail("worked out anew"))
    for cycle in store.cycles():
        found = Results(store, cycle, public=True, look_back=False)
        assert all(found.hidden_in(point.key) for point in cycle.service_points)


def test_what_a_point_worked_out_is_told_once_and_of_the_votes_as_they_are_now(store: Store) -> None:
    cycle = store.cycles()[-1]
    point = cycle.service_points[0]
    first, second, *_others = point.criteria
    found = PointResults(store, cycle, point, public=True, look_back=False)
    late = found.hiding(first.key)
    found.hiding(second.key)()
    found.forget([first.key])
    late()
    assert [criterion for criterion, _votes, _cells in found.hidden_since_kept()] == [second.id]
    assert list(found.hidden_since_kept()) == []
    found.hiding(first.key)()
    assert [criterion for criterion, _votes, _cells in found.hidden_since_kept()] == [first.id]


def test_that_of_a_criterion_goes_with_its_votes_in_one_transaction_and_with_undo(store: Store) -> None:
    cycle = issue(store)
    before, earlier = rows(store, cycle), rows(store, store.cycles()[0])
    tally = citizens_sheet(cycle).tallies[0]
    with store.transaction("One more", cycle=cycle, reason="counted again"):
        tally.count += 1
    assert rows(store, cycle) == before - 1
    assert rows(store, store.cycles()[0]) == earlier  # another cycle's votes are as they were
    issue(store)
    assert rows(store, cycle) == before
    store.undo()
    assert rows(store, cycle) == before - 1
    issue(store)  # of votes that the program still has in mind
    assert rows(store, cycle) == before


def test_only_the_criterion_whose_votes_changed_is_worked_out_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = issue(store)
    tally = citizens_sheet(cycle).tallies[0]
    with store.transaction("One more", cycle=cycle, reason="counted again"):
        tally.count += 1
    start_anew()
    worked_out, asked = suppression._worked_out, []

    def count(table: suppression.Content, k: int) -> frozenset[suppression.Place]:
        asked.append(table)
        return worked_out(table, k)

    monkeypatch.setattr(suppression, "_worked_out", count)
    found = hidden(store, cycle)
    assert len(asked) == 1
    start_anew()
    with store.aside() as connection:
        connection.exec_driver_sql("DELETE FROM hiding")
    assert hidden(store, cycle) == found


def test_a_sheet_that_changes_its_group_takes_all(store: Store) -> None:
    cycle = issue(store)
    with store.transaction("Not theirs", cycle=cycle, reason="mixed up"):
        citizens_sheet(cycle).group = "others"
    assert rows(store, cycle) == 0


def test_a_sheet_that_goes_takes_all(store: Store) -> None:
    cycle = issue(store)
    with store.transaction("Not theirs", cycle=cycle, reason="mixed up"):
        sheet = citizens_sheet(cycle)
        sheet.card.sheets.remove(sheet)
    assert rows(store, cycle) == 0


def test_how_many_people_were_there_takes_nothing(store: Store) -> None:
    cycle = issue(store)
    before = rows(store, cycle)
    with store.transaction("Counted", cycle=cycle, reason="counted again"):
        citizens_sheet(cycle).total = 99
    assert rows(store, cycle) == before


def test_a_word_about_the_meeting_takes_nothing(store: Store) -> None:
    cycle = issue(store)
    before = rows(store, cycle)
    with store.transaction("A note", cycle=cycle, reason="forgotten"):
        cycle.meetings[0].notes = "It rained."
    assert rows(store, cycle) == before


def test_what_was_kept_of_other_votes_is_not_believed(store: Store) -> None:
    cycle = issue(store)
    found = hidden(store, cycle)
    with store.aside() as connection:
        connection.exec_driver_sql("UPDATE hiding SET votes = randomblob(16), cells = x'00'")
    start_anew()
    assert hidden(store, cycle) == found


def test_another_smallest_group_is_worked_out_anew(store: Store) -> None:
    cycle = issue(store)
    found = hidden(store, cycle)
    with store.transaction("Larger groups", cycle=cycle):
        cycle.set_k(9)
    assert rows(store, cycle) == 0
    start_anew()
    assert hidden(store, cycle) > found


def test_what_another_version_kept_is_worked_out_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle = issue(store)
    start_anew()
    monkeypatch.setattr(suppression, "__version__", "9.9.9")
    monkeypatch.setattr(suppression, "_worked_out", lambda *votes: frozenset())
    providers = {cell for cell in hidden(store, cycle) if cell.side == "providers"}
    assert hidden(store, cycle) == providers


def test_nothing_is_kept_while_people_score_one_by_one(store: Store) -> None:
    store.begin_one_by_one(None)
    cycle = issue(store)
    assert rows(store, cycle) == 0


def test_a_full_disk_does_not_matter_to_what_is_worked_ahead(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_store: Store) -> None:
        raise UserError("There is no room left.")

    cycle = store.cycles()[-1]
    with monkeypatch.context() as patched:
        patched.setattr(Store, "aside", full)
        results.work_ahead(store, cycle)
    assert rows(store, cycle) == 0


def test_nor_is_it_worked_ahead_then(store: Store) -> None:
    store.begin_one_by_one(None)
    cycle = store.cycles()[-1]
    results.work_ahead(store, cycle)
    assert rows(store, cycle) == 0


def test_a_look_without_a_paper_keeps_nothing(store: Store) -> None:
    cycle = store.cycles()[-1]
    assert hidden(store, cycle)
    assert rows(store, cycle) == 0


def test_the_second_print_is_the_same_and_needs_no_programs(store: Store, tmp_path: Path) -> None:
    path, cycle = store.path, store.cycles()[-1]
    key, point = str(cycle.id), cycle.service_points[0].key
    store.close()
    script = """
import sys
from facilitator.cli import main
status = main(sys.argv[1:])
print(status, "highspy" in sys.modules)
"""
    found = []
    for folder in ("first", "second"):
        out = tmp_path / folder
        words = ["print", "service-scorecard", "--database", str(path), "--cycle", key]
        words += ["--service-point", point, "--language", "km", "--out", str(out)]
        done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
        (pdf,) = out.glob("*.pdf")
        found.append((done.stdout.splitlines()[-1], pdf.read_bytes()))
    assert [said for said, _paper in found] == ["0 True", "0 False"]
    assert found[0][1] == found[1][1]
