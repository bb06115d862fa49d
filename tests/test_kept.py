"""What is worked out once and kept in the cache folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator import kept, paths, text

GUIDE = "# រៀបចំ\n\n1. ពិនិត្យឃុំ/សង្កាត់ ឆ្នាំ និងជុំ ឱ្យបានត្រឹមត្រូវ។\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "breakable", lambda _text: pytest.fail("the dictionary was asked"))


def test_breaks_are_those_of_the_dictionary_and_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = text.breakable(GUIDE)
    assert expected.count(text.BREAK) > 3
    assert kept.breakable(GUIDE) == expected
    no_dictionary(monkeypatch)
    assert kept.breakable(GUIDE) == expected


def test_another_text_has_breaks_of_its_own() -> None:
    kept.breakable(GUIDE)
    changed = GUIDE.replace("ត្រឹមត្រូវ", "ល្អ")
    assert text.strip_breaks(kept.breakable(changed)) == changed


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", "# រៀបចំ".encode()])
def test_a_damaged_file_is_made_again(folder: Path, damage: bytes) -> None:
    expected = kept.breakable(GUIDE)
    (path,) = folder.iterdir()
    path.write_bytes(damage)
    assert kept.breakable(GUIDE) == expected
    assert path.read_text("utf-8") == expected


def test_a_folder_that_cannot_be_written_does_no_harm(folder: Path) -> None:
    folder.write_bytes(b"a file where the folder should be")
    assert kept.breakable(GUIDE) == text.breakable(GUIDE)
