"""One window for one database: a second start raises the first window instead of opening another."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal, Slot

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.removable import is_removable

ANSWER_S = 1.5
"""Seconds that a second start waits for the first window to answer."""


class Single(QObject):
    """Holds the lock of a database while the program runs; `asked` tells that somebody started it again.

    The lock is never taken for stale by its age, only when the process that made it is gone. A second start lays a
    note beside the database, and the first window takes it away: that is its answer. Qt's local sockets would do it
    too, but with all of Qt's network part (3 MB).
    """

    asked = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._note = path.with_name(f"{path.name}.raise")
        self._lock_file = path.with_name(f"{path.name}.lock")
        self._lock: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None
        self.waits = not self._lock_file.exists() and is_removable(path)
        """True for one on a stick until somebody says that it shall be opened there: no lock is laid beside it."""
        self.first = self.waits or self._take()

    def take(self) -> bool:
        """Take the lock that has waited; False when somebody else was quicker."""
        if self.waits and self._take():
            self.waits = False
        return not self.waits

    def listen(self) -> None:
        """Answer later starts. Called after the first paint; where there is no folder to watch nobody is answered."""
        if self.waits:
            return
        self._remove_note()  # left by a start that was killed while it waited
        if self._note.parent.is_dir():
            self._watcher = QFileSystemWatcher([str(self._note.parent)], self)
            self._watcher.directoryChanged.connect(self._look)

    def raise_other(self) -> None:
        """Ask the window that holds the database to come to the front. Raises UserError when none answers."""
        with contextlib.suppress(OSError):
            self._note.touch()
            until = time.monotonic() + ANSWER_S
            while time.monotonic() < until:
                if not self._note.exists():
                    return
                time.sleep(0.02)
        self._remove_note()
        raise UserError(_("{file} is open in another window or command. Close that first.").format(file=self.path.name))

    def release(self) -> None:
        """Let another window have the database."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _take(self) -> bool:
        """True unless another living process holds the lock. Where no lock can be written SQLite's own one guards."""
        with contextlib.suppress(OSError):  # opening the database will say what is wrong there
            self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(str(self._lock_file))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._lock = lock
            return True
        return lock.error() != QLockFile.LockError.LockFailedError

    def _remove_note(self) -> None:
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)

    @Slot()
    def _look(self) -> None:
        """Something in the folder has changed: perhaps it is a note."""
        if self._watcher is not None and self._note.exists():
            self._remove_note()
            self.asked.emit()
