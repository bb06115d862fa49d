"""The verbs of a cycle, and its life: next round, training copy, archive, deletion, correction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import backup, cycles
from facilitator.models.action import Action, number
from facilitator.models.cycle import Cycle
from facilitator.models.history import HistoryEntry
from facilitator.models.place import Commune
from facilitator.models.scorecard import card_of
from facilitator.models.store import Store
from tests.models.sample import Image, bare_cycle, commune, count, full_cycle, image


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok") as made:
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return full_cycle(store)


def without_keys(rows: Image) -> Image:
    """The image with every identifier masked, so that copies can be compared with their originals."""
    return {name: sorted(re.sub(r"'[0-9a-f]{32}'|\b\d+\b", "#", row) for row in found) for name, found in rows.items()}


# -- verbs ----------------------------------------------------------------------------------------------------------


def test_service_points_get_keys_of_their_kind(store: Store, cycle: Cycle) -> None:
    with store.transaction("Services"):
        keys = [cycle.add_service_point("primary_school", "សាលា", "School").key for _ in range(3)]
    assert keys == ["primary_school", "primary_school_2", "primary_school_3"]
    with pytest.raises(UserError, match="already a service point"), store.transaction("Again"):
        cycle.add_service_point("primary_school", "សាលា", "School", key="primary_school")
    with pytest.raises(UserError, match="It has: health_centre, primary_school"):
        cycle.service_point("nothing")


def test_the_scale_is_frozen_by_the_first_vote(store: Store) -> None:
    cycle = bare_cycle(store)
    with store.transaction("Scale"):
        cycle.set_scale("1-3")
    with pytest.raises(UserError, match="unknown"), store.transaction("Scale"):
        cycle.set_scale("1-7")
    point = cycle.service_points[0]
    with store.transaction("Vote"):
        card_of(point, "providers").sheet().set(point.criteria[0], 3, 1)
    with pytest.raises(UserError, match="votes have been stored"), store.transaction("Scale"):
        cycle.set_scale("1-5")
    assert cycle.scale == "1-3"


@pytest.mark.parametrize("k", [4, 0, -1])
def test_k_may_only_be_raised(store: Store, cycle: Cycle, k: int) -> None:
    with pytest.raises(UserError, match="choose 5 or more"), store.transaction("k"):
        cycle.set_k(k)
    with store.transaction("k"):
        cycle.set_k(8)
    assert cycle.k == 8


def test_a_village_with_scores_stays_in_the_catchment(store: Store, cycle: Cycle) -> None:
    point = cycle.service_points[0]
    scored, free = point.villages
    with pytest.raises(UserError, match="already has scores"), store.transaction("Villages"):
        point.serve([free])
    with store.transaction("Villages"):
        point.serve([scored, cycle.commune.villages[2]])
    assert [village.code for village in cycle.villages()] == ["01020101", "01020103"]


def test_a_missing_village_gets_a_code_of_its_own(store: Store, cycle: Cycle) -> None:
    with store.transaction("Village"):
        codes = [cycle.commune.add_village("ភូមិថ្មី", "New").code for _ in range(2)]
    assert codes == ["010201-1", "010201-2"]


# -- archive, delete, move ------------------------------------------------------------------------------------------


def test_archived_and_taken_back(store: Store, cycle: Cycle) -> None:
    cycles.archive(store, cycle)
    assert cycle.archived
    cycles.archive(store, cycle, False)
    assert not cycle.archived


def test_a_cycle_is_deleted_after_a_verified_backup(store: Store, cycle: Cycle, tmp_path: Path) -> None:
    before = image(store, history=True)
    cycles.delete(store, cycle, "Entered twice")
    assert store.cycles() == []
    assert count(store, "tally") == count(store, "meeting") == count(store, "action") == 0
    entry = store.all(HistoryEntry)[-1]
    assert (entry.reason, entry.label) == ("Entered twice", "Cycle deleted: Banteay Neang 2026-1")
    (made,) = backup.list_backups(backup.folder_of(store.path))
    backup.restore(made, tmp_path / "again.db")
    with Store.open(tmp_path / "again.db") as again:
        assert image(again, history=True) == before


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_deleted_or_moved(store: Store, cycle: Cycle, reason: str) -> None:
    with pytest.raises(UserError, match="Say why"):
        cycles.delete(store, cycle, reason)
    with pytest.raises(UserError, match="Say why"):
        cycles.move(store, cycle, cycle.commune, 2027, 1, reason)
    assert (len(store.cycles()), cycle.year) == (1, 2026)


def test_without_a_backup_nothing_is_deleted(store: Store, cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = image(store, history=True)
    monkeypatch.setattr(backup, "_write_plain", fail)
    with pytest.raises(UserError, match=r"No backup was made\. The disk is full"):
        cycles.delete(store, cycle, "Entered twice")
    assert image(store, history=True) == before


def test_a_cycle_moves_to_another_commune_and_year_with_a_reason(store: Store, cycle: Cycle) -> None:
    with store.transaction("Commune"):
        other = commune("010202")
        store.session.add(other)
    cycles.move(store, cycle, other, 2025, 2, "Wrong commune chosen")
    assert (cycle.commune_code, cycle.year, cycle.round) == ("010202", 2025, 2)
    entry = store.all(HistoryEntry)[-1]
    assert entry.reason == "Wrong commune chosen"
    assert entry.rows[0]["before"]["commune_code"] == "010201"
    assert entry.rows[0]["after"]["commune_code"] == "010202"


def test_a_cycle_never_moves_onto_another(store: Store, cycle: Cycle) -> None:
    bare_cycle(store, 2025)
    with pytest.raises(UserError, match="already a cycle"):
        cycles.move(store, cycle, cycle.commune, 2025, 1, "Wrong year")
    with pytest.raises(UserError, match="not a year"):
        cycles.move(store, cycle, cycle.commune, 20255, 1, "Wrong year")
    assert cycle.year == 2026


# -- training copy --------------------------------------------------------------------------------------------------


def test_a_training_copy_holds_everything_under_new_keys(store: Store, cycle: Cycle) -> None:
    before = image(store)
    copied = cycles.training_copy(store, cycle)
    after = image(store)
    assert (copied.training, copied.id != cycle.id) == (True, True)
    added = {name: [row for row in rows if row not in before[name]] for name, rows in after.items()}
    own = {
        name for name, rows in before.items()
        if rows and name not in ("commune", "village", "issued_code")
        and not name.startswith(("budget", "project"))
        and not name.startswith(("question", "answer", "survey", "response"))
    }  # fmt: skip
    assert {name for name, rows in added.items() if rows} == own
    masked, originals = without_keys(added), without_keys(before)
    assert {name: masked[name] for name in own} == {name: originals[name] for name in own}
    assert {name: [row for row in after[name] if row in before[name]] for name in before} == before


def test_the_copy_hangs_together_and_apart(store: Store, cycle: Cycle) -> None:
    copied = cycles.training_copy(store, cycle)
    road, drain, _tidy = copied.actions
    assert (drain.parent, number(drain)) == (road, "A.1.1")
    assert drain.criteria[0].criterion is copied.service_points[0].criteria[0]
    assert copied.meetings[0].facilitators[0].person is copied.people[0]
    sheets = [sheet for card in copied.service_points[0].cards for sheet in card.sheets]
    assert all(tally.criterion.service_point is copied.service_points[0] for s in sheets for tally in s.tallies)
    cycles.throw_away(store, copied)
    assert store.cycles() == [cycle]
    assert store.raw.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_new_training_copy_replaces_the_older_and_undo_brings_it_back(store: Store, cycle: Cycle) -> None:
    first = cycles.training_copy(store, cycle)
    with store.transaction("Practise"):
        first.title_en = "practised"
    before = image(store)
    second = cycles.training_copy(store, cycle)
    assert sorted([each.title_en for each in store.cycles()]) == ["", ""]
    assert second.title_en == ""
    store.undo()
    assert image(store) == before
    store.redo()
    assert len(store.cycles()) == 2


def test_copies_of_copies_and_throwing_away_a_real_cycle_are_refused(store: Store, cycle: Cycle) -> None:
    copied = cycles.training_copy(store, cycle)
    with pytest.raises(UserError, match="training copy already"):
        cycles.training_copy(store, copied)
    with pytest.raises(UserError, match="not a training copy"):
        cycles.throw_away(store, cycle)
    assert len(store.cycles()) == 2


# -- next round -----------------------------------------------------------------------------------------------------


def test_the_next_round_takes_the_set_up_and_no_results(store: Store, cycle: Cycle) -> None:
    with store.transaction("Settings"):
        cycle.set_k(7)
        cycle.archived = True
    following = cycles.next_round(store, cycle)
    assert (following.year, following.round, following.k, following.archived) == (2027, 1, 7, False)
    point, old = following.service_points[0], cycle.service_points[0]
    assert [each.key for each in point.criteria] == [each.key for each in old.criteria]
    assert point.villages == old.villages
    assert [group.key for group in following.groups] == ["women", "men"]
    assert [person.name for person in following.people] == ["សុខ ចាន់ថា"]
    assert [target.share for target in following.targets] == [50]
    assert not following.has_votes
    assert following.meetings == []
    assert (point.issues, point.remarks) == ([], [])


def test_unfinished_activities_are_carried_forward_with_their_headings(store: Store, cycle: Cycle) -> None:
    following = cycles.next_round(store, cycle)
    road, drain = following.actions
    assert [number(each) for each in (road, drain)] == ["A.1", "A.1.1"]
    assert [each.carried_from for each in (road, drain)] == [each.id for each in cycle.actions[:2]]
    assert (drain.cost, drain.status, drain.percent) == (48_000_000, "under_way", 40)
    assert drain.provider is following.service_points[0]
    assert drain.criteria[0].criterion is following.service_points[0].criteria[0]
    assert (drain.contributions, drain.checks) == ([], [])


def test_the_next_round_exists_once(store: Store, cycle: Cycle) -> None:
    cycles.next_round(store, cycle, cycle.year, 2)
    before = image(store)
    with pytest.raises(UserError, match="already a cycle"):
        cycles.next_round(store, cycle, cycle.year, 2)
    assert image(store) == before
    store.undo()
    assert len(store.cycles()) == 1
    assert count(store, "service_point") == 1


def test_a_round_like_a_deleted_communes_is_not_confused(store: Store, cycle: Cycle) -> None:
    """Two communes may have the same year and round."""
    with store.transaction("Other commune"):
        other = commune("010203")
        store.session.add(Cycle(commune=other, year=2027))
    assert cycles.next_round(store, cycle).commune is store.get(Commune, "010201")
    assert len(store.all(Action)) == 5
