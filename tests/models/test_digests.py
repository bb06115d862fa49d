"""A changed record is found and named although the file reads well; every way of working keeps the digests right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from facilitator.models import backup, database, digests, header, health
from facilitator.models.cycle import Person
from facilitator.models.digests import Difference
from facilitator.models.entities import Base, HistoryEntry
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, full_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        full_cycle(made)
        yield made


@pytest.fixture
def path(store: Store) -> Path:
    store.close()
    return store.path


def found(path: Path) -> list[Difference]:
    """The differences in a closed file, as another program left it."""
    connection = database.driver().connect(str(path))
    differences = digests.differences(connection)
    connection.close()
    return differences


def change(path: Path, *statements: str) -> None:
    """Change the file behind the program's back."""
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_what_the_program_wrote_is_right(store: Store) -> None:
    assert digests.differences(store.raw) == []
    cycle = store.cycles()[0]
    with store.transaction("Several", cycle=cycle):
        cycle.title_en = "changed"
        cycle.people.append(Person(name="ក", position=9))
        store.session.delete(cycle.service_points[0].remarks[0])
    assert digests.differences(store.raw) == []
    store.undo()
    assert digests.differences(store.raw) == []
    store.redo()
    assert digests.differences(store.raw) == []


def test_what_was_taken_back_half_way_leaves_no_trace(store: Store) -> None:
    cycle = store.cycles()[0]

    def fail(title: str) -> None:
        cycle.title_km = title
        store.session.flush()
        raise LookupError

    with pytest.raises(LookupError), store.transaction("Broken", cycle=cycle):
        fail("ក")
    with store.transaction("A part is given up", cycle=cycle):
        cycle.title_en = "kept"
        with pytest.raises(LookupError), store.session.begin_nested():
            fail("ខ")
    assert cycle.title_en == "kept"
    assert digests.differences(store.raw) == []


def test_masses_of_rows_are_counted_too(tmp_path: Path) -> None:
    with Store.create(tmp_path / "new.db") as store:
        with store.bulk("Many") as connection:
            rows = [{"at": "2026-11-23T08:00:00", "label": str(n)} for n in range(20)]
            connection.execute(Base.metadata.tables["history"].insert(), rows)
        assert digests.differences(store.raw) == []
        with store.transaction("One more"):
            bare_cycle(store)
        assert digests.differences(store.raw) == []


@pytest.mark.parametrize(
    ("statement", "table", "key"),
    [
        ("UPDATE tally SET count = count + 1 WHERE value = 2 AND breakdown = 'all'", "tally", True),
        ("UPDATE action SET cost = cost + 1 WHERE cost > 0", "action", True),
        ("UPDATE remark SET text = 'រួសរាយ់'", "remark", True),
        ("UPDATE village SET name_en = 'Ou Thom' WHERE rowid = 1", "village", True),
        ("DELETE FROM target", "target", False),
        ("UPDATE history SET who = 'somebody'", "history", False),
        ("CREATE TABLE more (n)", digests.SCHEMA, False),
        ("PRAGMA user_version = 7", digests.SCHEMA, False),
        ("DELETE FROM digest WHERE name = 'tally'", "tally", False),
    ],
)
def test_a_change_behind_the_program_is_found_and_named(path: Path, statement: str, table: str, key: bool) -> None:
    change(path, statement)
    named = {each.table: each.records for each in found(path)}
    assert table in named
    assert bool(named[table]) == key
    if key:
        assert len(named) == len(named[table]) == 1


def test_text_is_not_taken_for_bytes_nor_a_number_for_text(path: Path) -> None:
    change(path, "UPDATE remark SET text = CAST(text AS BLOB)")
    assert [each.table for each in found(path)] == ["remark"]


def test_text_that_cannot_be_read_is_found_with_its_table(path: Path) -> None:
    change(path, "UPDATE remark SET text = CAST(x'ff41' AS TEXT)")
    assert found(path) == [Difference("remark", ())]


def test_moving_pages_about_changes_nothing(path: Path) -> None:
    change(path, "DELETE FROM summary")
    connection = sqlite3.connect(path)
    connection.execute("VACUUM")
    connection.close()
    assert found(path) == []


def test_flipped_bits_in_what_people_wrote_are_found(path: Path) -> None:
    """In the cells of the file, where SQLite's own checks miss most: every one that changes a record is found."""
    sound = path.read_bytes()
    random, seen = Random(7), 0
    truth = _rows(path)
    for _ in range(500):
        place = random.randrange(100, len(sound))
        damaged = bytearray(sound)
        damaged[place] ^= 1 << random.randrange(8)
        path.write_bytes(damaged)
        if _rows(path) == truth:
            continue  # an unused byte
        seen += 1
        assert not health.check(path).ok, place
    assert seen > 25
    path.write_bytes(sound)
    assert health.check(path).ok


def _rows(path: Path) -> object:
    """All that can be read, or what stops reading."""
    connection = database.driver().connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    except (database.driver().Error, UnicodeError) as error:
        return repr(error)
    finally:
        connection.close()


def test_a_damaged_record_is_neither_backed_up_nor_upgraded(path: Path) -> None:
    change(path, "UPDATE action SET cost = cost + 1 WHERE cost > 0")
    with Store.open(path) as store, pytest.raises(RefusedError, match="damaged"):
        backup.make(store, "work")
    change(path, f"PRAGMA user_version = {header.SCHEMA_VERSION - 1}")
    before = path.read_bytes()
    with pytest.raises(RefusedError) as refused:
        Store.open(path)
    assert refused.value.code == "damaged"
    assert path.read_bytes() == before


def test_what_somebody_looked_at_can_be_declared_right(path: Path) -> None:
    change(path, "UPDATE action SET cost = cost + 1 WHERE cost > 0")
    with Store.open(path) as store:
        store.accept_as_it_is(["action"])
        assert digests.differences(store.raw) == []
        assert "action" in store.all(HistoryEntry)[-1].label
        backup.make(store, "work")


def test_damaged_totals_are_a_remark_and_worked_out_anew(path: Path) -> None:
    change(path, "INSERT INTO summary VALUES ('0102', 2026, 1, 0, x'00')")
    told = health.check(path)
    assert told.ok
    assert "derived" in [remark.code for remark in told.remarks]
    with Store.open(path) as store:
        store.empty_derived()
        assert digests.differences(store.raw) == []
