"""A folder of files is replaced as a whole: old or new at every step that fails, and what is not ours is kept."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facilitator.errors import UserError
from facilitator.folders import LIST, replace_folder

OLD = {
    "votes.csv": b"old votes",
    "gone.csv": b"an old table",
    "photos/photo-001.jpg": b"1",
    "photos/photo-002.jpg": b"2",
}
NEW = {"votes.csv": b"new votes", "added.csv": b"a new table", "photos/photo-001.jpg": b"other"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that was written before."""
    path = tmp_path / "tables"
    assert replace_folder(path, OLD) == []
    return path


def image(folder: Path) -> dict[str, bytes]:
    """All files with their content, without the list of them."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_nothing_stale_is_left(folder: Path) -> None:
    assert image(folder) == OLD
    assert replace_folder(folder, NEW) == []
    assert image(folder) == NEW
    assert list(json.loads((folder / LIST).read_text("utf-8"))["files"]) == list(NEW)
    replace_folder(folder, {"a.csv": b"a"})
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", LIST]
    assert [path.name for path in folder.parent.iterdir()] == ["tables"]


def test_what_others_have_put_there_is_kept_and_named(folder: Path) -> None:
    theirs = {"my notes.txt": b"notes", "photos/mine.jpg": b"m", "maps/old/a.png": b"a", "gone.csv": b"changed by hand"}
    for name, content in theirs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "empty").mkdir()
    for again in range(2):
        kept = replace_folder(folder, NEW)
        assert [path.relative_to(folder).as_posix() for path in kept] == [
            "empty", "gone.csv", "maps", "my notes.txt", "photos/mine.jpg",
        ], again  # fmt: skip
        assert image(folder) == NEW | theirs
        assert (folder / "empty").is_dir()
    assert [path.name for path in folder.parent.iterdir()] == ["tables"]


def test_a_table_that_was_changed_by_hand_is_kept_beside_the_new_one(folder: Path) -> None:
    (folder / "votes.csv").write_bytes(b"my votes")
    for name, content in (("votes-before.csv", b"my votes"), ("votes-before-2.csv", b"again")):
        assert name in [path.name for path in replace_folder(folder, NEW)]
        assert (folder / name).read_bytes() == content
        assert (folder / "votes.csv").read_bytes() == b"new votes"
        (folder / "votes.csv").write_bytes(b"again")


def test_a_folder_that_no_export_has_written_is_not_touched(tmp_path: Path) -> None:
    for name in ("d.csv", "a.csv", "b.csv", "c.csv"):
        (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(UserError, match=r"holds what no export has written: a\.csv, b\.csv, c\.csv …\. Choose"):
        replace_folder(tmp_path, NEW)
    assert image(tmp_path) == dict.fromkeys(("a.csv", "b.csv", "c.csv", "d.csv"), b"mine")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    assert replace_folder(tmp_path / "tables", NEW) == []
    assert image(tmp_path / "tables") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_whole_disk_and_a_file_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError):
        replace_folder(tmp_path / "file", NEW)
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr("facilitator.folders.os.path.ismount", lambda _path: True)
    with pytest.raises(UserError, match="Name a new folder in it"):
        replace_folder(tmp_path / "stick", NEW)
    assert list((tmp_path / "stick").iterdir()) == []


@pytest.mark.parametrize("list_of_files", [b"", b"[]", b'{"files": 5}', b'{"files": {"../notes.txt": "x"}}'])
def test_a_list_that_is_no_list_takes_nothing_away(tmp_path: Path, list_of_files: bytes) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "notes.txt").write_bytes(b"notes")
    (tmp_path / "tables" / "votes.csv").write_bytes(b"mine")
    (tmp_path / "tables" / LIST).write_bytes(list_of_files)
    with contextlib.suppress(UserError):
        replace_folder(tmp_path / "tables", {"new.csv": b"new"})
    assert (tmp_path / "notes.txt").read_bytes() == b"notes"
    assert image(tmp_path / "tables")["votes.csv"] == b"mine"


def failing_at(usual: Callable[..., Any], nth: int, for_good: bool, count: list[int]) -> Callable[..., Any]:
    def failing(*words: Any, **named: Any) -> Any:
        count[0] += 1
        if count[0] == nth or (for_good and count[0] > nth):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return usual(*words, **named)

    return failing


@pytest.mark.parametrize("step", ["os.fsync", "os.rename", "os.unlink", "os.rmdir", "os.mkdir", "pathlib.Path.replace"])
def test_at_every_step_that_fails_it_is_old_or_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    module, _dot, name = step.rpartition(".")
    usual = getattr(os if module == "os" else Path, name)
    for nth in range(1, 30):
        folder = tmp_path / str(nth) / "tables"
        replace_folder(folder, OLD)
        (folder / "mine.txt").write_bytes(b"mine")
        count = [0]
        refused = False
        with monkeypatch.context() as patch:
            patch.setattr(step, failing_at(usual, nth, False, count))
            try:
                replace_folder(folder, NEW)
            except UserError:
                refused = True
        assert {name: found for name, found in image(folder).items() if name != "mine.txt"} == (OLD if refused else NEW)
        mine = [path for path in folder.parent.rglob("mine.txt") if path.read_bytes() == b"mine"]
        assert len(mine) == 1
        if count[0] < nth:
            assert nth > 1 or step == "os.rename"
            return
    raise AssertionError


@pytest.mark.parametrize("nth", range(1, 4))
def test_a_stick_that_is_pulled_out_leaves_one_of_both_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """From the nth renaming on nothing can be changed any more: the old folder or the new one is there, whole."""
    folder = tmp_path / "tables"
    replace_folder(folder, OLD)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing_at(Path.replace, nth, True, [0]))
        with contextlib.suppress(UserError):
            replace_folder(folder, NEW)
    places = [image(path) for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert places[0] in (OLD, NEW)
