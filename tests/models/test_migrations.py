"""Upgrading: the same schema as a new database, a backup first, and on failure the very bytes from before."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event

from facilitator.models import backup, database, digests, header, health, migrations
from facilitator.models.entities import Base
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models import stored
from tests.models.sample import Image, image

LATER = {
    "action_origin",
    "ballot_file",
    "budget_picture",
    "hiding",
    "issued_code",
    "story",
    "summary",
    "survey_column",
    "survey_count",
}
"""Tables that came after schema 1."""

NEXT = header.SCHEMA_VERSION + 1

NEXT_STEP = f'''
"""An artificial next step: rebuilds a parent table, adds a column, moves data."""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT:04}"
down_revision = "{NEXT - 1:04}"


def upgrade():
    with op.batch_alter_table("cycle") as table:
        table.add_column(sa.Column("motto", sa.String(), nullable=False, server_default="none"))
        table.alter_column("title_en", new_column_name="title_latin")
    op.execute("UPDATE cycle SET motto = 'upgraded'")
    op.create_index("ix_cycle_motto", "cycle", ["motto"])
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "commune.db"
    stored.unpack(1, file)
    return file


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose newest schema is one further."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrations.SCRIPTS / "versions", scripts / "versions")
    (scripts / "versions" / "next.py").write_text(textwrap.dedent(NEXT_STEP))
    monkeypatch.setattr(migrations, "SCRIPTS", scripts)
    monkeypatch.setattr(header, "SCHEMA_VERSION", NEXT)


def described(path: Path) -> dict[str, str]:
    """The schema as SQLite keeps it, without spaces, quotes and the order of columns and constraints."""
    connection = database.driver().connect(str(path))
    found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: " ".join(sorted(re.split(r"[,\s]+", sql.replace('"', "")))) for name, sql in found}


def columns(path: Path) -> dict[str, list[str]]:
    """The names of the columns of each table."""
    connection = database.driver().connect(str(path))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in names}
    connection.close()
    return found


def content(path: Path, of: dict[str, list[str]] | None = None) -> Image:
    """The rows of each table, or only those tables and columns `of` which a caller wants to know."""
    connection = database.driver().connect(str(path))
    found = {}
    for name, wanted in (of or columns(path)).items():
        listed = ", ".join(f'"{column}"' for column in wanted)
        found[name] = sorted(map(repr, connection.execute(f'SELECT {listed} FROM "{name}"').fetchall()))
    connection.close()
    return found


def migrated_from_nothing(path: Path) -> None:
    engine = database.engine(path, database.CAREFUL)
    with engine.begin() as connection:
        migrations.run_steps(connection, 0)
    engine.dispose()


def test_the_newest_step_has_the_number_of_the_schema() -> None:
    numbers = [int(step.revision) for step in migrations.steps()]
    assert numbers == list(range(1, header.SCHEMA_VERSION + 1))


def test_migrating_from_nothing_gives_the_schema_of_a_new_database(tmp_path: Path) -> None:
    migrated_from_nothing(tmp_path / "migrated.db")
    Store.create(tmp_path / "created.db").close()
    assert described(tmp_path / "migrated.db") == described(tmp_path / "created.db")


def test_the_models_ask_for_nothing_that_no_step_makes(tmp_path: Path) -> None:
    engine = database.engine(tmp_path / "migrated.db", database.CAREFUL)
    with engine.begin() as connection:
        migrations.run_steps(connection, 0)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_stored_database_of_schema_1_opens(path: Path) -> None:
    with Store.open(path) as store:
        cycle = store.cycles()[0]
        assert cycle.name("km") == "ឃុំបន្ទាយនាង"
        assert {name for name, rows in image(store, history=True).items() if not rows} <= LATER
        with store.transaction("Goes on"):
            cycle.title_en = "worked in again"


def test_every_schema_that_was_given_away_has_a_stored_database() -> None:
    """When this fails: `python -m tests.models.stored`."""
    wanted = {1, *range(stored.FIRST, header.SCHEMA_VERSION + 1)}
    assert wanted <= stored.stored().keys()


WORKED_OUT = {"digest", "hiding", "summary", "survey_count"}
"""Tables whose rows follow from the others."""


@pytest.mark.parametrize("schema", stored.stored())
def test_every_stored_database_upgrades_with_all_that_it_held(schema: int, tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    stored.unpack(schema, path)
    before, old = path.read_bytes(), columns(path)
    with Store.open(path) as store:
        assert digests.differences(store.raw) == []
        assert health.check(store).problems == ()
    Store.create(tmp_path / "new.db").close()
    assert described(path) == described(tmp_path / "new.db")
    new = columns(path)
    shared = {name: [column for column in old[name] if column in new.get(name, ())] for name in old}
    told = {name: wanted for name, wanted in shared.items() if wanted and name not in WORKED_OUT}
    original = tmp_path / "original.db"
    original.write_bytes(before)
    assert content(path, told) == content(original, told)
    with Store.open(path) as store, store.transaction("Goes on", cycle=store.cycles()[0]):
        store.cycles()[0].title_en = "worked in again"


@pytest.mark.timeout(600)  # an upgrade for each of its statements: 20 s of work in all
@pytest.mark.parametrize("schema", [number for number in stored.stored() if number < header.SCHEMA_VERSION])
def test_a_failure_at_any_statement_of_any_upgrade_leaves_the_very_bytes(schema: int, tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    stored.unpack(schema, path)
    fails_everywhere(path, 1)
    assert header.stored_version(path) == header.SCHEMA_VERSION


def test_an_up_to_date_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Store.create(path).close()
    before = path.read_bytes()
    migrations.upgrade(path)
    assert path.read_bytes() == before
    assert not backup.folder_of(path).exists()


@pytest.mark.usefixtures("next_step")
def test_an_upgrade_backs_up_first_and_keeps_every_row(path: Path, tmp_path: Path) -> None:
    before, of = content(path), columns(path)
    migrations.upgrade(path)
    unchanged = {name: names for name, names in of.items() if name != "cycle"}
    assert header.stored_version(path) == NEXT
    assert content(path, unchanged) == {name: before[name] for name in unchanged}
    assert all("'upgraded'" in row for row in content(path)["cycle"])
    (made,) = backup.list_backups(backup.folder_of(path))
    assert (made.reason, made.schema) == ("migrate", 1)
    backup.restore(made, tmp_path / "old.db")
    assert content(tmp_path / "old.db") == before


@pytest.mark.usefixtures("next_step")
def test_a_failure_at_any_statement_leaves_the_very_bytes(path: Path) -> None:
    fails_everywhere(path, 9)
    assert header.stored_version(path) == NEXT


def fails_everywhere(path: Path, every: int) -> None:
    """Upgrade with an error at each (or every such) statement; the last attempt reaches the end."""
    before, failed = path.read_bytes(), 0
    while fails_at(path, failed):
        assert path.read_bytes() == before, failed
        assert not path.with_name("commune.db-wal").exists()
        failed += every
    assert failed > 6


def fails_at(path: Path, number: int) -> bool:
    """Upgrade with an error at that statement; False when the end was reached before it."""
    reached = 0

    def fail(*_: object) -> None:
        nonlocal reached
        reached += 1
        if reached == number + 1:
            raise RuntimeError("a step that fails")

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        migrations.upgrade(path)
    except RefusedError as error:
        refused = error
    else:
        return False
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    assert refused.code == "upgrade"
    assert "stays as it was" in refused.text
    return True


@pytest.mark.usefixtures("next_step")
def test_without_a_backup_there_is_no_upgrade(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_write_plain", fail)
    with pytest.raises(RefusedError, match=r"No backup was made\. The disk is full") as refused:
        Store.open(path)
    assert refused.value.code == "full"
    assert path.read_bytes() == before


@pytest.mark.usefixtures("next_step")
def test_rows_that_lose_their_parent_stop_the_upgrade(path: Path, tmp_path: Path) -> None:
    step = tmp_path / "scripts" / "versions" / "next.py"
    step.write_text(step.read_text() + '    op.execute("DELETE FROM criterion")\n')
    before = path.read_bytes()
    with pytest.raises(RefusedError, match="could not be upgraded"):
        migrations.upgrade(path)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("next_step")
def test_a_database_that_is_open_elsewhere_is_not_upgraded(path: Path) -> None:
    other = database.driver().connect(str(path))
    other.execute("BEGIN IMMEDIATE").close()
    with pytest.raises(RefusedError, match="open in another window"):
        migrations.upgrade(path)
    other.close()
