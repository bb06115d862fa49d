"""From the record to documents, in the window's thread: a step with each turn of the event loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from facilitator.errors import UserError

if TYPE_CHECKING:
    from facilitator.export.kinds import PaperKind
    from facilitator.export.papers import Job


class _Current(NamedTuple):
    job: Job
    steps: Generator[None, None, Any]


class Composer(QObject):
    """Composes one paper after the other; keys and clicks come in between.

    `composed(Job, document)`, `missed(PaperKind, UserError)` where something is missing, `ended` after the last.
    """

    composed = Signal(object, object)
    missed = Signal(object, object)
    ended = Signal()

    def __init__(self, job_of: Callable[[PaperKind], Job], parent: QObject) -> None:
        super().__init__(parent)
        self._job_of = job_of
        self._waiting: deque[PaperKind] = deque()
        self._current: _Current | None = None
        self._held = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)

    @property
    def idle(self) -> bool:
        """Whether nothing is left to compose."""
        return not self._waiting and self._current is None

    def start(self, kinds: Iterable[PaperKind]) -> None:
        """Compose these papers, and no longer those that were asked for before."""
        self.stop()
        self._waiting.extend(kinds)
        self._go_on()

    def stop(self) -> None:
        """Drop what is not composed yet."""
        self._timer.stop()
        self._waiting.clear()
        self._current = None

    def hold(self, held: bool) -> None:
        """Rest after the present step, or go on."""
        self._held = held
        self._go_on()

    def _go_on(self) -> None:
        if not self._held and not self.idle:
            self._timer.start()

    @Slot()
    def _step(self) -> None:
        try:
            self._compose()
        finally:  # a fault in one paper leaves the others
            self._go_on()
        if self.idle:
            self.ended.emit()

    def _compose(self) -> None:
        current, self._current = self._current, None
        kind = current.job.paper if current is not None else self._waiting.popleft()
        try:
            if current is None:
                job = self._job_of(kind)
                current = _Current(job, job.steps())
            next(current.steps)
        except StopIteration as ended:
            assert current is not None
            self.composed.emit(current.job, ended.value)
        except UserError as error:
            self.missed.emit(kind, error)
        else:
            self._current = current
