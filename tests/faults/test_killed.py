"""The program is killed while a robot types: after a restart every stored edit is there, on the page that was open."""

from __future__ import annotations

from tests.faults.commands import figures


def test_stored_edits_and_the_page_survive_a_kill() -> None:
    """How soon the work goes on is a figure of the command; a busy machine must not fail this test."""
    status, told = figures("killed", "--kills", "10", "--longest", "60")
    assert status == 0, told
    assert told.startswith("10 kills"), told
