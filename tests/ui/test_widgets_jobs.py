"""Work in the background: results in the thread of the window, cancelling, failing, owners that go away."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from facilitator.errors import UserError
from facilitator.ui import jobs


def test_result_and_progress_arrive_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    here = threading.get_ident()
    seen: list[Any] = []

    def work(report: jobs.Report) -> int:
        report(0.5, "half")
        seen.append(("work", threading.get_ident() != here))
        return 42

    jobs.run(
        work,
        done=lambda result: seen.append(("done", result, threading.get_ident() == here)),
        progress=lambda part, text: seen.append(("progress", part, text)),
    )
    qtbot.waitUntil(lambda: ("done", 42, True) in seen, timeout=3000)
    assert ("work", True) in seen
    assert seen.index(("progress", 0.5, "half")) < seen.index(("done", 42, True))


def test_a_failure_is_handed_over(qtbot: QtBot) -> None:
    failures: list[Exception] = []

    def work(report: jobs.Report) -> None:
        raise UserError("The disk is full.")

    jobs.run(work, done=lambda _result: None, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=3000)
    assert str(failures[0]) == "The disk is full."


def test_a_bug_without_a_handler_reaches_the_window(qtbot: QtBot) -> None:
    def work(report: jobs.Report) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as exceptions:
        jobs.run(work, done=lambda _result: None)
        qtbot.waitUntil(lambda: bool(exceptions), timeout=3000)
    assert exceptions[0][0] is ZeroDivisionError


@pytest.mark.parametrize("by_owner", [False, True])
def test_a_cancelled_job_says_nothing_and_ends(qtbot: QtBot, by_owner: bool) -> None:
    go_on, ended = threading.Event(), threading.Event()
    seen: list[Any] = []

    def work(report: jobs.Report) -> None:
        go_on.wait(3)
        try:
            report(0.9, "never")
        finally:
            ended.set()

    owner = QObject()
    job = jobs.run(work, seen.append, seen.append, lambda *step: seen.append(step), owner=owner)
    if by_owner:
        owner.deleteLater()
        qtbot.waitUntil(lambda: job.cancelled, timeout=2000)
    else:
        job.cancel()
    go_on.set()
    assert ended.wait(3)
    qtbot.wait(50)
    assert seen == []
