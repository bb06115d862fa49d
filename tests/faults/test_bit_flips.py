"""Damaged databases and backups are found and put right again; programs that look less closely are found out."""

from __future__ import annotations

from tests.faults.commands import figures


def test_every_changed_content_is_found_and_comes_back() -> None:
    status, told = figures("bit_flips", "--damages", "200")
    assert status == 0, told
    assert told.startswith("200 damages"), told
    assert " 0 changed content" not in told


def test_a_build_without_digests_is_found_out() -> None:
    """The checks of SQLite alone miss most of what changed."""
    status, told = figures("bit_flips", "--damages", "40", "--broken", "digests")
    assert status == 1, told
    assert " 0 missed" not in told
