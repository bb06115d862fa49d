"""Files that something has changed are imported, or refused whole with a sentence."""

from __future__ import annotations

from tests.faults.commands import figures


def test_no_changed_file_breaks_the_program_or_is_stored_in_part() -> None:
    status, told = figures("fuzzed_imports", "--files", "300", "--forked")
    assert status == 0, told
    assert told.startswith("300 files"), told
