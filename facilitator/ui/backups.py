"""Backups while a window is open: at the start, after every ten minutes of changed work, and when it closes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from facilitator.errors import UserError
from facilitator.ui import jobs

if TYPE_CHECKING:
    from facilitator.models.backup import Snapshot
    from facilitator.models.health import Health
    from facilitator.models.store import Store
    from facilitator.models.undo import Change

LOOK_EVERY_MS = 60_000
FIRST_MS = 2500
logger = logging.getLogger(__name__)


class Backups(QObject):
    """The database is copied into memory between two gestures; proving and writing the copy is a worker's.

    `said` carries a sentence that the person should know: damage that was found, or a backup that failed.
    `examined` carries what the last look at the database found (`models.health.Health`).
    """

    said = Signal(str)
    examined = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from facilitator.models.backup import Schedule

        self._store = store
        self._schedule = Schedule()
        store.listeners.append(self._changed)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        # A short while later: the start page comes first, then the page that was asked for.
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._first.timeout.connect(self.begin)
        self._first.start()

    @Slot()
    def begin(self) -> None:
        """Check the database's health, and back it up when nothing is damaged."""
        if self._store.backups_paused:
            self._first.start()
            return
        self._run(_check_and_keep, self._checked)

    def look_again(self) -> None:
        """Check the database's health now, and make no backup."""
        self._run(_check, self._checked)

    @Slot()
    def look(self) -> None:
        """Back up if it is time: also as soon as people have ended to score one by one (`models.apart`)."""
        from facilitator.models import apart

        due = self._schedule.due() or apart.is_waiting(self._store.path)
        if due and not self._store.backups_paused:
            self._schedule.done()
            self._run(partial(_check_and_keep, reason="work"), self._checked)

    def end(self) -> str:
        """The last backup, before the file closes. Gives the sentence of a refusal, or an empty text."""
        from facilitator.models import backup

        self._timer.stop()
        self._first.stop()
        self._store.listeners.remove(self._changed)
        if self._schedule.due_at_exit():
            try:
                backup.make(self._store, "exit")
            except UserError as error:
                logger.warning("no backup at the exit")
                return error.text
        return ""

    def _run(self, work: Callable[[Snapshot, jobs.Report], Any], done: Callable[[Any], None]) -> None:
        from facilitator.models import backup

        try:
            copy = backup.snapshot(self._store)
        except UserError as error:
            self.said.emit(error.text)
            return
        jobs.run(partial(work, copy), done, self._failed, owner=self)

    def _changed(self, _change: Change) -> None:
        self._schedule.changed()

    def _checked(self, health: Health) -> None:
        self.examined.emit(health)
        if health.problems:
            self.said.emit(health.problems[0].text)
        elif any(remark.code == "derived" for remark in health.remarks):
            self._store.empty_derived()

    def _failed(self, error: Exception) -> None:
        self._schedule.changed()
        if not isinstance(error, UserError):
            raise error
        self.said.emit(error.text)


def _check_and_keep(copy: Snapshot, _report: jobs.Report, reason: str = "start") -> Health:
    """What is wrong with the database. A damaged one is not backed up: it would push a good backup out."""
    from facilitator.models import backup, health

    with copy:
        found = health.check(copy)
        if found.is_damaged:
            return found
        backup.keep(copy, reason)
        return health.after_backup(found, copy.path)


def _check(copy: Snapshot, _report: jobs.Report) -> Health:
    from facilitator.models import health

    with copy:
        return health.check(copy)
