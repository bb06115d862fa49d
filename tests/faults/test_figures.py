"""The figures of issue 7 on small samples: each harness as its command, and once against a build that is broken.

The long runs and what they measure: `README.md` of this folder. Two harnesses run at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.faults.commands import LONGEST_S, Figures, figures

pytestmark = pytest.mark.timeout(3 * LONGEST_S)

HOLDS = {
    "killed --kills 10 --longest 60": "10 kills",  # how soon it is back is a figure of the command, not of a test
    "fuzzed_imports --files 300 --forked": "300 files",
    "power_cut --images 500": "500 images",
    "bit_flips --damages 200": "200 damages",
    "restore_drill --histories 20": "20 histories",
    "nth_write --sample 40": "40 of",
    "two_starts --races 20": "20 races",
    "ballots_apart --sessions 6": "6 sessions",
    "ballots_apart --sessions 3 --people 1": "3 sessions",
}
"""What must hold, and how the harness tells that it has done its work."""

BROKEN = {
    "power_cut --images 60 --gestures 25 --broken off": "lost",
    "power_cut --images 60 --gestures 25 --broken normal": "lost",
    "bit_flips --damages 40 --broken digests": "missed",
    "fuzzed_imports --files 0 --hostile bomb-of-texts --broken caps": "too (long|large)",
    "ballots_apart --sessions 1 --broken log": "a state before",
    "ballots_apart --sessions 1 --broken backups": "another file",
    "ballots_apart --sessions 1 --people 1 --broken copies": "a ballot",
}
"""Builds that keep less than they promise, and what the harness must find in them."""


@pytest.fixture(scope="module")
def running(request: pytest.FixtureRequest) -> Iterator[Mapping[str, Future[Figures]]]:
    """Every harness that somebody asks for, begun; each answers when it is done."""
    wanted = [getattr(item, "callspec", None) for item in request.session.items]
    commands = [each.params["command"] for each in wanted if each is not None and "command" in each.params]
    with ThreadPoolExecutor(2) as both_cores:
        yield {command: both_cores.submit(figures, command) for command in commands if command in HOLDS | BROKEN}


@pytest.mark.parametrize("command", HOLDS)
def test_it_holds(running: Mapping[str, Future[Figures]], command: str) -> None:
    status, told = running[command].result()
    assert status == 0, told
    assert told.startswith(HOLDS[command]), told


@pytest.mark.parametrize("command", BROKEN)
def test_a_broken_build_is_found_out(running: Mapping[str, Future[Figures]], command: str) -> None:
    status, told = running[command].result()
    assert status == 1, told
    assert re.search(rf" [1-9]\d* {BROKEN[command]}", told), told
