"""Long work in a worker thread; the results come back in the thread of the window.

The work sees no Qt object and no database session: it gets frozen documents or plain values, and a `Report`
to tell how far it is. Cancelling makes the next report raise `CancelledError` inside the work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

Report = Callable[[float, str], None]
"""`report(part, text)`: part done from 0 to 1, and a sentence for the person who waits."""

_running: set[Job] = set()
log = logging.getLogger(__name__)


class CancelledError(Exception):
    """Raised inside the work once its job has been cancelled."""


class Job(QObject):
    """One piece of work under way; made by `run`."""

    _ended = Signal(object, object)
    _moved = Signal(float, str)

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None,
        progress: Callable[[float, str], None] | None,
    ) -> None:
        super().__init__()
        self._done, self._failed, self._progress = done, failed, progress
        self._cancelled = False
        from PySide6.QtCore import Qt

        # Queued: the signals leave a worker thread, the slots run in this object's (the window's) thread.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for the result any more."""
        return self._cancelled

    @Slot()
    def cancel(self) -> None:
        """Drop the result; the work ends at its next report. Neither `done` nor `failed` is called."""
        self._cancelled = True

    def report(self, part: float, text: str = "") -> None:
        """What the work calls from its thread."""
        if self._cancelled:
            raise CancelledError
        self._moved.emit(part, text)

    @Slot(float, str)
    def _pass_on(self, part: float, text: str) -> None:
        if self._progress is not None and not self._cancelled:
            self._progress(part, text)

    @Slot(object, object)
    def _deliver(self, result: object, error: Exception | None) -> None:
        _running.discard(self)
        if self._cancelled:
            return
        if error is None:
            self._done(result)
        elif self._failed is not None:
            self._failed(error)
        else:
            raise error


class _Task(QRunnable):
    def __init__(self, job: Job, work: Callable[[Report], Any]) -> None:
        super().__init__()
        self.job, self.work = job, work

    def run(self) -> None:
        try:
            outcome: tuple[object, Exception | None] = (self.work(self.job.report), None)
        except CancelledError:
            outcome = (None, None)
        except Exception as error:  # noqa: BLE001 - whatever went wrong belongs to the thread that asked
            log.info("background work ended with %s", type(error).__name__)
            outcome = (None, error)
        self.job._ended.emit(*outcome)


def run(
    work: Callable[[Report], Any],
    done: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,
    progress: Callable[[float, str], None] | None = None,
    owner: QObject | None = None,
) -> Job:
    """Start `work(report)` in a worker thread; `done(result)`, `failed(error)` and `progress(part, text)` follow here.

    When `owner` (say, the page that asked) is destroyed first, the job is cancelled. Without `failed` an error is
    raised in the window's thread, where the program's handler for unexpected errors finds it.
    """
    job = Job(done, failed, progress)
    _running.add(job)
    if owner is not None:
        owner.destroyed.connect(job.cancel)
    QThreadPool.globalInstance().start(_Task(job, work))
    return job
