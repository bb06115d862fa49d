"""One window for one database: a second start raises the first window instead of opening another."""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot

from facilitator.errors import UserError
from facilitator.i18n import _

ANSWER_MS = 1500


class Single(QObject):
    """Holds the lock of a database while the program runs; `asked` tells that somebody started it again.

    The lock is never taken for stale by its age, only when the process that made it is gone.
    """

    asked = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._name = f"facilitator-{zlib.crc32(str(path.resolve()).encode()):08x}"
        self._lock: QLockFile | None = None
        self._server: QObject | None = None
        self.first = self._take()

    def listen(self) -> None:
        """Answer later starts. Called after the first paint, because it loads Qt's network part."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # left by a program that was killed; we hold the lock
        server.newConnection.connect(self._answer)
        server.listen(self._name)
        self._server = server

    def raise_other(self) -> None:
        """Ask the window that holds the database to come to the front. Raises UserError when none answers."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            raise UserError(
                _("{file} is open in another window or command. Close that first.").format(file=self.path.name)
            )
        socket.waitForDisconnected(ANSWER_MS)

    def release(self) -> None:
        """Let another window have the database."""
        if self._server is not None:
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _take(self) -> bool:
        """True unless another living process holds the lock. Where no lock can be written SQLite's own one guards."""
        with contextlib.suppress(OSError):  # opening the database will say what is wrong there
            self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(str(self.path.with_name(f"{self.path.name}.lock")))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._lock = lock
            return True
        return lock.error() != QLockFile.LockError.LockFailedError

    @Slot()
    def _answer(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if isinstance(self._server, QLocalServer):
            self._server.nextPendingConnection().disconnectFromServer()
        self.asked.emit()
