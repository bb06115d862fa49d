"""Working out the results of service points, criterion by criterion, while the window stays awake."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from facilitator.errors import UserError
from facilitator.models import hiding
from facilitator.models.comparing import Compared, compare_one
from facilitator.models.point_results import PointResults
from facilitator.models.summary import SOURCES
from facilitator.ui import jobs

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.scorecard import Criterion
    from facilitator.models.undo import Change
    from facilitator.ui.context import Context

TOLD = SOURCES | {"catchment", "focus_group"}
"""The tables that the page tells of."""

Key = tuple[int, bool]
"""A service point by its id, and whether for the public copy."""


class ResultsWork(QObject):
    """Keeps what was worked out for as long as it is true: a vote takes its own criterion only.

    Votes are read in the thread of the window, a criterion in each turn; what a public copy may not show, which takes
    the time, is worked out in a worker. `went_on` tells of every criterion. There is one for each open cycle (`of`).
    """

    went_on = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._results: dict[Key, PointResults] = {}
        self._found: dict[Key, dict[str, Compared]] = {}
        self._wanted: list[tuple[ServicePoint, bool]] = []
        self._job: jobs.Job | None = None
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)
        context.changed.connect(self._forget_changed)
        context.closed.connect(self.stop)

    @classmethod
    def of(cls, context: Context) -> ResultsWork:
        """The one of this cycle."""
        return context.findChild(cls) or cls(context)

    @property
    def idle(self) -> bool:
        """Whether nothing is being worked out."""
        return self._job is None and not self._turn.isActive()

    def results(self, point: ServicePoint, public: bool) -> PointResults:
        """The results of a service point, of which at least the criteria in `found` are worked out."""
        key = (point.id, public)
        if key not in self._results:
            self._results[key] = PointResults(self._context.store, self._context.cycle, point, public=public)
        return self._results[key]

    def found(self, point: ServicePoint, public: bool) -> dict[str, Compared]:
        """The criteria that are worked out, by key."""
        return self._found.setdefault((point.id, public), {})

    def is_complete(self, point: ServicePoint, public: bool) -> bool:
        """True when every criterion is there."""
        return self._next(point, public) is None

    @property
    def is_through(self) -> bool:
        """Whether every service point that was asked for is complete."""
        return all(self.is_complete(*each) for each in self._wanted)

    def begin(self, point: ServicePoint, public: bool) -> None:
        """Work out what is missing, from the next turn of the window on; what was under way before is left."""
        self._begin([(point, public)])

    def begin_ahead(self) -> None:
        """Work out the public copies of the whole cycle, so that they are there when somebody asks for them."""
        self._begin([(point, True) for point in self._context.cycle.service_points])

    @Slot()
    def stop(self) -> None:
        """Leave what is under way; the criteria that are there stay."""
        self._turn.stop()
        self._wanted = []
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _begin(self, wanted: list[tuple[ServicePoint, bool]]) -> None:
        self.stop()
        self._wanted = wanted
        self._turn.start()

    @Slot()
    def _go_on(self) -> None:
        while self._wanted and self.is_complete(*self._wanted[0]):
            self._wanted.pop(0)
        if not self._wanted:
            self._keep()
            return
        point, public = self._wanted[0]
        criterion = self._next(point, public)
        assert criterion is not None
        hide = self.results(point, public).hiding(criterion.key)
        if public:
            self._job = jobs.run(lambda _report: hide(), self._add_next, owner=self)
        else:
            self._add_next()

    def _add_next(self, _nothing: object = None) -> None:
        self._job = None
        if not self._wanted:
            return
        point, public = self._wanted[0]
        criterion = self._next(point, public)
        if criterion is not None:
            self.found(point, public)[criterion.key] = compare_one(self.results(point, public), point, criterion)
        self._turn.start()
        self.went_on.emit()

    def _keep(self) -> None:
        """Keep what public copies hide for the next start of the program, and for papers of the command line."""
        store = self._context.store
        if store.backups_paused:  # people score one by one, or a file is being imported
            return
        if rows := hiding.to_keep(one for each in self._results.values() for one in (each, each.previous)):
            with suppress(UserError), store.aside() as connection:  # a full disk: it is worked out again then
                hiding.keep(connection, rows)

    def _next(self, point: ServicePoint, public: bool) -> Criterion | None:
        found = self.found(point, public)
        return next((each for each in point.criteria if each.key not in found), None)

    @Slot(object)
    def _forget_changed(self, change: Change) -> None:
        """Forget what a change makes untrue: the criteria of its votes, or everything."""
        touched = change.tables & TOLD
        if change.rows and not touched:
            return
        self.stop()
        known = {each.id: each.key for results in self._results.values() for each in results.criteria.values()}
        voted = _voted(change)
        if voted is not None and voted <= known.keys():
            self._forget({known[number] for number in voted})
        else:
            self._results.clear()
            self._found.clear()

    def _forget(self, criteria: set[str]) -> None:
        for results in self._results.values():
            results.forget(criteria)
        for found in self._found.values():
            for key in criteria & found.keys():
                del found[key]


def _voted(change: Change) -> set[int] | None:
    """The criteria on which a change tells of votes; None when it did more to results than that."""
    criteria = set()
    for row in change.rows:
        image, before = row.after or row.before or {}, row.before or {}
        if row.table == "tally":
            criteria.add(image["criterion_id"])
        elif row.table == "sheet" and row.before and row.after:
            if any(image[name] != before[name] for name in ("card_id", "group", "method")):
                return None
        elif row.table in TOLD:
            return None
    return criteria if change.rows else None
