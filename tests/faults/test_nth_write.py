"""A disk that fails or is full at single writes of long actions."""

from __future__ import annotations

from tests.faults.commands import figures


def test_a_failing_disk_leaves_the_old_or_the_new() -> None:
    status, told = figures("nth_write", "--sample", "50")
    assert status == 0, told
    assert told.startswith("50 of"), told
