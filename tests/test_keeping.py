"""The commands about copies: `backup`, `backups`, `restore`, as a script calls them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from facilitator import cli
from facilitator.models import backup, elsewhere
from facilitator.models.store import Store
from tests.models.sample import full_cycle


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.create(tmp_path / "commune.db") as store:
        full_cycle(store)
    return store.path


def run(path: Path, *words: str) -> int:
    return cli.main([words[0], "--database", str(path), "--language", "en", *words[1:]])


def told(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert run(path, *words, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def title(path: Path) -> str:
    with Store.open(path) as store:
        return store.cycles()[0].title_en


def retitle(path: Path, words: str) -> None:
    with Store.open(path) as store, store.transaction("Title") as _session:
        store.cycles()[0].title_en = words


def test_a_backup_is_made_listed_and_restored(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = title(path)
    assert run(path, "backup") == 0
    assert capsys.readouterr().out.strip().endswith("000001-demand.backup")
    (listed,) = told(path, capsys, "backups")
    assert (listed["number"], listed["reason"], listed["sound"]) == (1, "demand", True)
    retitle(path, "later")
    preview = told(path, capsys, "restore", "1", "--check")
    assert (preview["restored"], preview["changes_gone"], title(path)) == (False, 1, "later")
    assert run(path, "restore", "1") == 0
    said = capsys.readouterr().out
    assert "1 changes are newer" in said
    assert "commune-replaced-1.db" in said
    assert title(path) == before
    assert title(path.with_name("commune-replaced-1.db")) == "later"


def test_a_copy_goes_to_a_stick_and_comes_back_on_another_laptop(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    assert run(path, "backup", "--to", str(stick)) == 0
    (copy,) = stick.iterdir()
    assert capsys.readouterr().out.strip() == str(copy)
    assert told(path, capsys, "check")["newest_copy"]["number"] == 1
    other = tmp_path / "other" / "commune.db"
    answer = told(other, capsys, "restore", str(copy))
    assert (answer["restored"], answer["kept"]) == (True, None)
    assert title(other) == title(path)
    assert [each.name for each in other.parent.iterdir()] == ["commune.db"]


def test_a_closed_copy_asks_for_its_passphrase(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "some.backup.age").write_bytes(b"age-encryption.org/v1\n-> scrypt")
    assert run(path, "restore", str(tmp_path / "some.backup.age")) == 1
    assert "closed with a passphrase" in capsys.readouterr().err


@pytest.mark.slow
def test_a_copy_can_be_closed_with_a_passphrase(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(words: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{words}\n"))

    typed("short")
    assert run(path, "backup", "--to", str(tmp_path / "stick"), "--passphrase") == 1
    assert "8 characters" in capsys.readouterr().err
    typed("ពាក្យសម្ងាត់ វែង")
    assert run(path, "backup", "--to", str(tmp_path / "stick"), "--passphrase") == 0
    (copy,) = (tmp_path / "stick").iterdir()
    assert copy.name == "commune-000001.backup.age"
    content = copy.read_bytes()
    assert elsewhere.is_closed(content)
    assert "រួសរាយ".encode() not in content
    assert run(path, "restore", str(copy)) == 1
    assert "closed with a passphrase" in capsys.readouterr().err
    typed("wrong words")
    assert run(path, "restore", str(copy), "--passphrase") == 1
    assert "does not open" in capsys.readouterr().err
    typed("ពាក្យសម្ងាត់ វែង")
    assert run(path, "restore", str(copy), "--passphrase") == 0


def test_what_is_wrong_is_a_sentence(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "restore", "7") == 1
    assert "no backup 7" in capsys.readouterr().err
    assert run(path, "backup", "--passphrase") == 2
    capsys.readouterr()
    for content in (b"", b"\0" * 500, b"facilitator backup 1\n{}\n", path.read_bytes()):
        (tmp_path / "strange.backup").write_bytes(content)
        assert run(path, "restore", str(tmp_path / "strange.backup")) == 1
        assert "Choose another" in capsys.readouterr().err
    assert run(path, "restore", str(tmp_path / "nothing.backup")) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_while_a_window_holds_it_nothing_is_done(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "backup") == 0
    with Store.open(path):
        for words in (["backup"], ["restore", "1"], ["restore", "1", "--check"]):
            assert run(path, *words) == 1
            assert "open in another window" in capsys.readouterr().err


def test_a_file_that_says_it_is_small_is_not_unpacked_further(path: Path, tmp_path: Path) -> None:
    """A few bytes can be written so that they unpack to many gigabytes."""
    assert run(path, "backup") == 0
    (made,) = backup.list_backups(backup.folder_of(path))
    small = made.__class__(**{**made.__dict__, "size": 4096})
    copy = tmp_path / made.path.name
    from facilitator.models import backup_file

    copy.write_bytes(backup_file.pack(small, path))
    assert run(path, "restore", str(copy)) == 1


def test_a_database_that_acts_by_itself_is_not_taken(path: Path, tmp_path: Path) -> None:
    from facilitator.models import backup_file, database

    assert run(path, "backup") == 0
    (made,) = backup.list_backups(backup.folder_of(path))
    connection = database.driver().connect(str(path))
    connection.execute("CREATE VIEW more AS SELECT 1").close()
    connection.commit()
    connection.close()
    copy = tmp_path / made.path.name
    copy.write_bytes(backup_file.pack(made, path))
    assert run(tmp_path / "other.db", "restore", str(copy)) == 1
    assert not (tmp_path / "other.db").exists()
