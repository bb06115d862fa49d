"""One gesture is one commit; all of it or nothing; undo and redo; one window at a time."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import header
from facilitator.models.cycle import Cycle
from facilitator.models.group import Group
from facilitator.models.refusal import RefusedError
from facilitator.models.scorecard import card_of
from facilitator.models.store import Store
from facilitator.models.undo import Change
from tests import samples
from tests.models.sample import bare_cycle, count, full_cycle, image

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok") as made:
        yield made


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python code in another process."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_sample_touches_every_table(store: Store) -> None:
    full_cycle(store)
    assert {name for name, rows in image(store, history=True).items() if not rows} == {
        "hiding",
        "summary",
        "survey_count",
    }


def test_what_was_stored_is_there_after_the_process_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    done = run(
        """
        import os, signal, sys
        from pathlib import Path
        from facilitator.models.store import Store
        from tests.models.sample import full_cycle
        store = Store.create(Path(sys.argv[1]))
        cycle = full_cycle(store)
        with store.transaction("Last"):
            cycle.title_en = "last gesture"
        with_open = store.transaction("Never finished")
        with_open.__enter__()
        cycle.title_en = "half a gesture"
        store.session.flush()
        os.kill(os.getpid(), signal.SIGKILL)
        """,
        path,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    with Store.open(path) as store:
        assert [cycle.title_en for cycle in store.cycles()] == ["last gesture"]


def test_a_refused_verb_leaves_rows_and_entities_as_they_were(store: Store) -> None:
    cycle = bare_cycle(store)
    before = image(store, history=True)

    def add_twice() -> None:
        with store.transaction("Groups", cycle=cycle):
            cycle.title_en = "changed"
            cycle.add_group("youth", "យុវជន", "Youth")
            store.session.flush()
            cycle.add_group("youth", "យុវជន", "Youth")

    with pytest.raises(UserError, match="already a group"):
        add_twice()
    assert image(store, history=True) == before
    assert cycle.title_en == ""
    assert [group.key for group in cycle.groups] == ["women", "men"]
    assert store.undo_label() == "Set up"


def test_an_interrupt_inside_a_gesture_stores_nothing(store: Store) -> None:
    cycle = bare_cycle(store)

    def interrupted() -> None:
        with store.transaction("Title"):
            cycle.title_en = "changed"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert cycle.title_en == ""
    with store.transaction("Title"):
        cycle.title_en = "works again"


def test_a_gesture_inside_another_one_joins_it(store: Store) -> None:
    cycle = bare_cycle(store)
    with store.transaction("Outer"):
        with store.transaction("Inner"):
            cycle.title_en = "inner"
        cycle.title_km = "outer"
    assert store.undo_label() == "Outer"
    store.undo()
    assert (cycle.title_en, cycle.title_km) == ("", "")


def test_a_joined_gesture_that_failed_cannot_be_stored_in_half(store: Store) -> None:
    cycle = bare_cycle(store)

    def inner() -> None:
        with store.transaction("Inner"):
            cycle.title_en = "half"
            cycle.set_k(1)

    def outer() -> None:
        with store.transaction("Outer"), contextlib.suppress(UserError):
            inner()

    with pytest.raises(RuntimeError, match="part of this gesture"):
        outer()
    assert cycle.title_en == ""


def test_changes_outside_of_a_gesture_are_a_bug(store: Store) -> None:
    cycle = bare_cycle(store)
    cycle.title_en = "changed without a transaction"
    with pytest.raises(RuntimeError, match="outside"), store.transaction("Next"):
        pass
    assert cycle.title_en == ""


def test_settling_inside_a_gesture_is_a_bug(store: Store) -> None:
    with pytest.raises(RuntimeError, match="transaction is open"), store.transaction("Open"):
        store.settle()


def test_a_gesture_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    cycle = bare_cycle(store)
    before = image(store, history=True)
    with store.transaction("Nothing"):
        cycle.title_en = cycle.title_en + ""
    assert image(store, history=True) == before
    assert store.undo_label() == "Set up"


def test_listeners_hear_each_gesture_once(store: Store) -> None:
    heard: list[Change] = []
    cycle = bare_cycle(store)
    store.listeners.append(heard.append)
    with store.transaction("Title", cycle=cycle):
        cycle.title_en = "T"
    store.undo()
    store.redo()
    with store.bulk("Many") as connection:
        connection.exec_driver_sql("UPDATE cycle SET title_km = 'x'")
    assert [change.label for change in heard] == ["Title", "Undone: Title", "Title", "Many"]
    assert heard[0].tables == {"cycle"}
    assert heard[0].cycle_id == cycle.id


def test_bulk_is_all_or_nothing_and_seen_by_entities(store: Store) -> None:
    cycle = bare_cycle(store)

    def half() -> None:
        with store.bulk("Many") as connection:
            connection.exec_driver_sql("UPDATE cycle SET title_en = 'half'")
            raise ValueError

    with pytest.raises(ValueError):
        half()
    assert cycle.title_en == ""
    with store.bulk("Many") as connection:
        connection.exec_driver_sql("UPDATE cycle SET title_en = 'all'")
    assert cycle.title_en == "all"
    assert store.undo_label() == ""


def test_cycles_are_found_by_id_or_refused_in_words(store: Store) -> None:
    cycle = bare_cycle(store)
    assert store.cycle(str(cycle.id)) is cycle
    for wrong in ("0", "01a204f8-32be-71d8-b7ac-89ea51c1937c"):
        with pytest.raises(UserError, match="has no cycle"):
            store.cycle(wrong)


def test_all_filters_and_orders(store: Store) -> None:
    cycle = bare_cycle(store)
    assert [group.key for group in store.all(Group, cycle_id=cycle.id)] == ["women", "men"]
    assert store.all(Cycle, year=1999) == []


def test_creation_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    with pytest.raises(UserError, match="already exists"):
        Store.create(path)
    assert path.read_text() == "my notes"


def test_a_start_that_was_cut_off_is_made_good(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "commune.db"
    path.parent.mkdir()
    path.touch()
    with Store.create(path) as store:
        assert store.cycles() == []


def test_creation_cut_off_at_any_statement_leaves_no_half_database(tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    for statement in range(0, 60, 7):
        done = run(
            """
            import os, signal, sys
            from pathlib import Path
            from sqlalchemy import Engine, event
            from facilitator.models.store import Store
            left = int(sys.argv[2])
            @event.listens_for(Engine, "before_cursor_execute")
            def count(*arguments):
                global left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            Store.create(Path(sys.argv[1])).close()
            """,
            path,
            statement,
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        if path.exists() and path.stat().st_size:
            Store.open(path).close()
            path.unlink()


def test_two_windows_on_one_file_in_one_program(store: Store) -> None:
    with pytest.raises(RefusedError, match="open in another window") as refused:
        Store.open(store.path)
    assert refused.value.code == "locked"
    with store.transaction("Still the owner"):
        bare_cycle(store)


def test_a_second_process_is_refused_with_a_sentence(store: Store) -> None:
    code = """
    import sys
    from pathlib import Path
    from facilitator import i18n
    i18n.use_language("en")
    from facilitator.errors import UserError
    from facilitator.models.overview import overview
    from facilitator.models.store import Store
    for opening in (Store.open, overview):
        try:
            opening(Path(sys.argv[1]))
        except UserError as error:
            print(error.text)
    """
    cycle = bare_cycle(store)
    done = run(code, store.path)
    assert done.stdout.count("open in another window or command") == 2, done.stderr
    with store.transaction("Go on"):
        cycle.title_en = "still mine"


def test_processes_that_create_the_same_file_at_the_same_time(tmp_path: Path) -> None:
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from facilitator.errors import UserError
        from facilitator.models.store import Store
        sys.stdin.readline()
        try:
            store = Store.create(Path(sys.argv[1]))
        except UserError:
            sys.exit(3)
        sys.stdin.readline()
        store.close()
        """
    )
    path = str(tmp_path / "commune.db")
    started = [
        subprocess.Popen([sys.executable, "-c", code, path], cwd=ROOT, stdin=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        process.communicate("end\n")
    assert sorted(process.returncode for process in started) == [0, 3, 3]


def test_the_storage_profile_is_in_force(store: Store) -> None:
    bare_cycle(store)
    wanted = {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "application_id": 0x43414631,
        "user_version": header.SCHEMA_VERSION,
    }
    found = {name: store.raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_foreign_keys_guard_even_bulk_work(store: Store) -> None:
    from sqlalchemy.exc import IntegrityError

    bare_cycle(store)
    with pytest.raises(IntegrityError), store.bulk("Orphans") as connection:
        connection.exec_driver_sql("DELETE FROM commune")
    assert count(store, "commune") == 1


def test_closing_empties_the_log_into_the_file(store: Store, tmp_path: Path) -> None:
    full_cycle(store)
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["commune.db"]
    with Store.open(store.path) as again:
        assert count(again, "tally") == 5


@pytest.mark.parametrize("name", ["a b.db", "ឃុំ ២០២៦.db", "50%?x=1#é.db", "file:memory.db", "'quote\".db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    from facilitator.models.overview import overview

    path = tmp_path / name
    with Store.create(path) as store:
        bare_cycle(store)
    with Store.open(path) as store:
        assert len(store.cycles()) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    assert overview(path).total == 1


def test_votes_are_stored_by_the_verb(store: Store) -> None:
    cycle = bare_cycle(store)
    point = cycle.service_points[0]
    with store.transaction("Votes of women, Village 1", cycle=cycle):
        card_of(point, "citizens", point.villages[0]).sheet("women").set(point.criteria[0], 4, 7)
    store.close()
    with Store.open(store.path) as again:
        point = again.cycles()[0].service_points[0]
        assert card_of(point, "citizens", point.villages[0]).sheet("women").counts(point.criteria[0]) == {4: 7}


def test_undo_never_reaches_into_another_cycle(tmp_path: Path) -> None:
    with Store.create(tmp_path / "two.db") as store:
        first = samples.add_cycle(store, samples.add_commune(store))
        second = samples.add_cycle(store, samples.add_commune(store, "010202"))
        with store.transaction("Title of the first", cycle=first):
            first.title_en = "First"
        with store.transaction("Title of the second", cycle=second):
            second.title_en = "Second"
        store.keep_undo_of(second)
        assert store.undo_label() == "Title of the second"
        store.undo()
        assert store.undo_label() == ""
        assert first.title_en == "First"
