"""Two programs are started on one database at the same moment."""

from __future__ import annotations

from tests.faults.commands import figures


def test_exactly_one_start_may_write() -> None:
    status, told = figures("two_starts", "--races", "20")
    assert status == 0, told
    assert told.startswith("20 races"), told
