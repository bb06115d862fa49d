"""Working out the results of service points, criterion by criterion, while the window stays awake."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from facilitator.models.comparing import Compared, compare_one
from facilitator.models.cycle import ServicePoint
from facilitator.models.point_results import PointResults
from facilitator.ui import jobs
from facilitator.ui.context import Context


class ResultsWork(QObject):
    """Keeps what was worked out until something is stored.

    Votes are read in the thread of the window, a criterion in each turn; what a public copy may not show, which takes
    the time, is worked out in a worker. `went_on` tells of every criterion.
    """

    went_on = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.version = -1
        """That of the Store to which everything belongs."""
        self._results: dict[tuple[int, bool], PointResults] = {}
        self._found: dict[tuple[int, bool], list[Compared]] = {}
        self._wanted: tuple[ServicePoint, bool] | None = None
        self._job: jobs.Job | None = None
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)

    @property
    def idle(self) -> bool:
        """Whether nothing is being worked out."""
        return self._job is None and not self._turn.isActive()

    def renew(self) -> None:
        """Forget what was worked out before the last change."""
        if self.version != self._context.store.version:
            self.forget()
            self.version = self._context.store.version

    def forget(self) -> None:
        """Begin anew with everything."""
        self.stop()
        self._results.clear()
        self._found.clear()

    def results(self, point: ServicePoint, public: bool) -> PointResults:
        """The results of a service point, of which at least the criteria in `found` are worked out."""
        key = (point.id, public)
        if key not in self._results:
            self._results[key] = PointResults(self._context.store, self._context.cycle, point, public=public)
        return self._results[key]

    def found(self, point: ServicePoint, public: bool) -> list[Compared]:
        """The criteria that are worked out, in the order of the service point."""
        return self._found.setdefault((point.id, public), [])

    def is_complete(self, point: ServicePoint, public: bool) -> bool:
        """True when every criterion is there."""
        return len(self.found(point, public)) == len(point.criteria)

    def begin(self, point: ServicePoint, public: bool) -> None:
        """Work out what is missing, from the next turn of the window on; what was under way before is left."""
        self.stop()
        self._wanted = (point, public)
        self._turn.start()

    def stop(self) -> None:
        """Leave what is under way; the criteria that are there stay."""
        self._turn.stop()
        self._wanted = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _go_on(self) -> None:
        if self._wanted is None or self.is_complete(*self._wanted):
            return
        point, public = self._wanted
        hide = self.results(point, public).hiding(point.criteria[len(self.found(point, public))].key)
        if public:
            self._job = jobs.run(lambda _report: hide(), self._add_next, owner=self)
        else:
            self._add_next()

    def _add_next(self, _nothing: object = None) -> None:
        self._job = None
        if self._wanted is None:
            return
        point, public = self._wanted
        found = self.found(point, public)
        found.append(compare_one(self.results(point, public), point, point.criteria[len(found)]))
        if not self.is_complete(point, public):
            self._turn.start()
        self.went_on.emit()
