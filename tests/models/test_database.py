"""What a file says of itself, and every way in which one is refused: a sentence, and not a byte changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitator.models import database, header, overview, refusal
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models.sample import full_cycle


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "commune.db"
    with Store.create(file) as store:
        full_cycle(store)
    return file


def patch(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def no_database(path: Path) -> None:
    path.write_bytes(b"%PDF-1.4" + b"x" * 500)


def of_another_program(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cycle (id)")
    connection.close()


def newer(path: Path) -> None:
    patch(path, 60, (header.SCHEMA_VERSION + 1).to_bytes(4, "big"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_to_its_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def overwritten(path: Path) -> None:
    patch(path, 100, b"\0" * 3000)


def without_tables(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE tally")
    connection.close()


BAD: list[tuple[Callable[[Path], None], str, str]] = [
    (no_database, "not_ours", "not a database of this program"),
    (of_another_program, "not_ours", "belongs to another program"),
    (newer, "newer", "newer version"),
    (cut, "damaged", "is damaged"),
    (cut_to_its_header, "damaged", "is damaged"),
    (overwritten, "damaged", "is damaged"),
    (without_tables, "damaged", "is damaged"),
]


@pytest.mark.parametrize(("harm", "code", "sentence"), BAD, ids=[harm.__name__ for harm, _code, _text in BAD])
@pytest.mark.parametrize("language", ["en", "km"])
def test_a_bad_file_is_refused_and_stays_as_it_is(
    path: Path,
    harm: Callable[[Path], None],
    code: str,
    sentence: str,
    language: str,
    use_language: Callable[[str], None],
) -> None:
    harm(path)
    before = path.read_bytes()
    use_language(language)
    with pytest.raises(RefusedError) as refused:
        Store.open(path)
    assert refused.value.code == code
    assert path.name in refused.value.text
    if language == "en":
        assert sentence in refused.value.text
    assert path.read_bytes() == before


@pytest.mark.parametrize(("harm", "code", "_sentence"), BAD[:-1], ids=[harm.__name__ for harm, _c, _t in BAD[:-1]])
def test_the_start_page_is_refused_in_the_same_words(
    path: Path, harm: Callable[[Path], None], code: str, _sentence: str
) -> None:
    harm(path)
    before = path.read_bytes()
    with pytest.raises(RefusedError) as refused:
        overview.overview(path)
    assert refused.value.code == code
    assert path.read_bytes() == before


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no database") as refused:
        Store.open(tmp_path / "nothing.db")
    assert refused.value.code == "missing"


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="cannot be read"):
        Store.open(tmp_path)


def test_what_is_no_fault_of_the_file_is_a_bug() -> None:
    with pytest.raises(ZeroDivisionError):
        refusal.explain(ZeroDivisionError(), Path("x.db"))


@pytest.mark.parametrize("words", ["the disk is full", "locked", "malformed", "readonly"])
def test_typed_words_are_never_taken_for_the_disks(path: Path, words: str) -> None:
    """SQLAlchemy quotes parameters in its messages: a title “locked” must not read like a locked file."""
    from sqlalchemy.exc import IntegrityError

    with Store.open(path) as store:
        cycle = store.cycles()[0]

        def clash() -> None:
            with store.transaction("Group"):
                cycle.title_en = words
                cycle.groups[0].key = cycle.groups[1].key

        with pytest.raises(IntegrityError):
            clash()


def test_the_driver_brings_a_recent_sqlite() -> None:
    """Before 3.51.3 two WAL connections could corrupt the file."""
    assert tuple(map(int, database.driver().sqlite_version.split("."))) >= (3, 51, 3)


def test_one_connection_only(path: Path) -> None:
    with Store.open(path) as store:
        assert store._engine.raw_connection().driver_connection is store.raw
