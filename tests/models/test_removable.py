"""Databases on memory sticks are noticed, by the place of the stick and by what the system says of the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from facilitator.models import removable
from facilitator.models.refusal import RefusedError


def test_a_folder_of_the_laptop_is_not_removable(tmp_path: Path) -> None:
    assert not removable.is_removable(tmp_path / "not" / "there" / "work.db")
    removable.refuse(tmp_path / "work.db")


def test_where_sticks_are_shown_is_removable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removable, "MOUNTED_BELOW", (f"{tmp_path}/",))
    (tmp_path / "STICK").mkdir()
    with pytest.raises(RefusedError, match="lies on a memory stick") as refused:
        removable.refuse(tmp_path / "STICK" / "work.db")
    assert refused.value.code == "removable"


@pytest.mark.parametrize(
    ("flag", "of_partition", "answer"), [("1", True, True), ("1", False, True), ("0", True, False)]
)
def test_the_system_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: str, of_partition: bool, answer: bool
) -> None:
    device = tmp_path.stat().st_dev
    disk = tmp_path / "devices" / "sdb"
    place = disk / "sdb1" if of_partition else disk
    place.mkdir(parents=True)
    (disk / "removable").write_text(f"{flag}\n")
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / f"{os.major(device)}:{os.minor(device)}").symlink_to(place)
    monkeypatch.setattr(removable, "_DEVICES", tmp_path / "block")
    assert removable.is_removable(tmp_path / "work.db") == answer
