from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from facilitator import files
from facilitator.errors import UserError


def test_writes_and_replaces_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "ប័ណ្ណ.pdf"
    files.safe_write(target, b"one")
    files.safe_write(target, b"two" * 100_000)
    assert target.read_bytes() == b"two" * 100_000
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EACCES, "cannot be written to"),
        (errno.EROFS, "cannot be written to"),
        (errno.EIO, "still connected"),
        (errno.ENAMETOOLONG, "file name"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_disk_keeps_the_old_file_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str, step: str
) -> None:
    target = tmp_path / "card.pdf"
    target.write_bytes(b"old")

    def fail(*_: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr({"fsync": "facilitator.files.os.fsync", "replace": "pathlib.Path.replace"}[step], fail)
    with pytest.raises(UserError, match=sentence):
        files.safe_write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["card.pdf"]


def test_a_file_as_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError):
        files.safe_write(tmp_path / "file" / "card.pdf", b"new")


class WindowsBusyError(PermissionError):
    winerror = 32


def test_waits_while_another_program_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "card.pdf"
    tries: list[float] = []
    replace = Path.replace

    def busy_twice(part: Path, path: Path) -> Path:
        if len(tries) < 2:
            raise WindowsBusyError(errno.EACCES, "busy")
        return replace(part, path)

    monkeypatch.setattr(Path, "replace", busy_twice)
    monkeypatch.setattr("facilitator.files.time.sleep", tries.append)
    files.safe_write(target, b"new")
    assert target.read_bytes() == b"new"
    assert tries == [0.05, 0.1]


def test_gives_up_on_a_file_that_stays_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def busy(*_: Any) -> None:
        raise WindowsBusyError(errno.EACCES, "busy")

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr("facilitator.files.time.sleep", waits.append)
    with pytest.raises(UserError, match="cannot be written to"):
        files.safe_write(tmp_path / "card.pdf", b"new")
    assert len(waits) == 5
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_reads_back_differently_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"other")
    with pytest.raises(UserError, match="not written correctly"):
        files.safe_write(tmp_path / "card.pdf", b"new")
