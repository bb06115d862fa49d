"""The database behind the window: opened in a worker after the first paint, backed up while it is worked in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import UserError

if TYPE_CHECKING:
    from facilitator.models.health import Health
    from facilitator.models.store import Store
    from facilitator.ui import jobs
    from facilitator.ui.backups import Backups

CLOSING_MS = 20_000
"""How long closing waits for work under way (a migration must not be cut)."""


class Database(QObject):
    """One database file and, once it is loaded, its Store.

    `ready` follows when the Store can be used, `failed` carries the sentence of a refusal (or of a backup that
    failed), `damaged` follows when the file is, `examined` carries what the last look at it found (also kept as
    `health`), `removable` follows when it lies on a stick and nobody has said that it shall be opened there, and
    `broke` carries an unexpected error. Loading brings SQLAlchemy in,
    which takes longer than showing the window.
    """

    ready = Signal()
    failed = Signal(str)
    broke = Signal(object)
    damaged = Signal()
    examined = Signal(object)
    removable = Signal()

    def __init__(self, path: Path, who: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.store: Store | None = None
        self.is_damaged = False
        self.health: Health | None = None
        self._who = who
        self._on_a_stick = False
        self._opened: list[Store] = []
        self._waiting: list[Callable[[], object]] = []
        self._loading = False
        self._closed = False
        self._backups: Backups | None = None

    def load(self) -> None:
        """Begin to open the file (or to make it); a second call while that goes on does nothing."""
        if self._loading or self.store is not None:
            return
        from facilitator.ui import jobs

        self._loading = True
        jobs.run(self._open, self._loaded, self._refused)

    def load_from_stick(self) -> None:
        """Open it where it lies, on a drive that can be pulled out: somebody has said so."""
        self._on_a_stick = True
        self.load()

    def is_unconfirmed(self) -> bool:
        """True for one on a stick as long as nobody has said that it shall be opened there."""
        from facilitator.models import removable

        return not self._on_a_stick and self.store is None and removable.is_removable(self.path)

    def place(self, unread: bool) -> str:
        """A sentence that names the file; `unread` when it could not even be looked into before it is open."""
        from facilitator.i18n import _

        if unread:
            sentence = _("{file} was not closed properly. What is in it is shown once it is open.")
        elif self.is_unconfirmed():
            sentence = _("Looked at, not opened: {file}")
        else:
            sentence = _("Open here: {file}")
        return sentence.format(file=self.path.name)

    def when_ready(self, call: Callable[[], object]) -> None:
        """Call now, or as soon as the Store can be used."""
        if self.store is not None:
            call()
        else:
            self._waiting.append(call)
            self.load()

    def close(self) -> None:
        """Close the file, waiting for work that must not be cut. What was asked for and not begun is dropped."""
        from PySide6.QtCore import QThreadPool

        self._closed = True
        self._waiting.clear()
        QThreadPool.globalInstance().waitForDone(CLOSING_MS)
        if self._backups is not None:
            self._backups.end()
            self._backups = None
        self.store = None
        while self._opened:
            self._opened.pop().close()

    def _open(self, report: jobs.Report) -> None:
        """In the worker: import, upgrade if need be, open. The Store is handed over whole and used by one thread."""
        from facilitator.models import entities, removable
        from facilitator.models.store import Store

        if not self._on_a_stick:
            removable.refuse(self.path)

        entities.prepare()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        make = Store.open if self.path.exists() else Store.create
        self._opened.append(make(self.path, self._who))

    def _loaded(self, _nothing: object) -> None:
        self._loading = False
        if self._closed:
            return
        self.store = self._opened[-1]
        self._begin_backups(self.store)
        self.ready.emit()
        if self.store.lost:
            self.failed.emit(self.store.lost)
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()

    def _begin_backups(self, store: Store) -> None:
        from facilitator.ui.backups import Backups

        self._backups = Backups(store, self)
        self._backups.said.connect(self.failed)
        self._backups.examined.connect(self._examined)

    def examine(self) -> None:
        """Look at the database's health again; `examined` follows."""
        if self._backups is not None:
            self._backups.look_again()

    def _examined(self, health: Health) -> None:
        self.health = health
        self.is_damaged = health.is_damaged
        self.examined.emit(health)
        if health.is_damaged:
            self.damaged.emit()

    def _refused(self, error: Exception) -> None:
        from facilitator.models.recovery import WITH_A_WAY_BACK

        self._loading = False
        self._waiting.clear()
        if isinstance(error, UserError):
            self.is_damaged = getattr(error, "code", "") in WITH_A_WAY_BACK
            self.failed.emit(error.text)
            if self.is_damaged:
                self.damaged.emit()
            elif getattr(error, "code", "") == "removable":
                self.removable.emit()
        elif isinstance(error, OSError):
            self.failed.emit(_cannot_write(self.path))
        else:
            self.broke.emit(error)


def _cannot_write(path: Path) -> str:
    from facilitator.i18n import _

    return _("{folder} cannot be written to. Choose a folder of your own.").format(folder=path.parent)
