"""Nothing that survives a session tells one ballot from the others; programs that keep more are found out."""

from __future__ import annotations

import pytest

from tests.faults.commands import figures


def test_no_image_tells_a_ballot() -> None:
    status, told = figures("ballots_apart", "--sessions", "10")
    assert status == 0, told
    assert told.startswith("10 sessions"), told


@pytest.mark.parametrize(("what", "fault"), [("log", "a state before"), ("backups", "a ballot")])
def test_a_build_that_keeps_more_is_found_out(what: str, fault: str) -> None:
    status, told = figures("ballots_apart", "--sessions", "1", "--broken", what)
    assert status == 1, told
    assert f" 0 {fault}" not in told
