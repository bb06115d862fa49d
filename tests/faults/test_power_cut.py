"""Power cuts at random moments of work, and the same against programs that sync too little."""

from __future__ import annotations

from tests.faults.commands import figures


def test_no_cut_loses_what_was_acknowledged() -> None:
    status, told = figures("power_cut", "--images", "500")
    assert status == 0, told
    assert told.startswith("500 images"), told


def test_a_build_without_syncs_is_found_out() -> None:
    """The harness itself is tried: `synchronous = OFF` must lose acknowledged edits."""
    status, told = figures("power_cut", "--images", "60", "--gestures", "30", "--broken", "off")
    assert status == 1, told
    assert " 0 lost" not in told


def test_a_build_with_the_usual_advice_is_found_out() -> None:
    """WAL with `synchronous = NORMAL`, as many programs use it."""
    status, told = figures("power_cut", "--images", "60", "--gestures", "30", "--broken", "normal")
    assert status == 1, told
    assert " 0 lost" not in told
