"""Every kept backup of random histories gives back what was there when it was made."""

from __future__ import annotations

from tests.faults.commands import figures


def test_every_kept_backup_gives_back_its_content() -> None:
    status, told = figures("restore_drill", "--histories", "20")
    assert status == 0, told
    assert told.startswith("20 histories"), told
