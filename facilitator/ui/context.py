"""What every page works with: the Store, the open cycle, and one way to make a gesture."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.errors import UserError

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store
    from facilitator.models.undo import Change

Say = Callable[[str], None]


class Context(QObject):
    """The open database and cycle, shared by the window and its pages.

    `changed` tells of every stored change (undo and redo too), `said` carries a sentence for the status line with
    its kind (`info`, `error`), `wanted` asks the window for another stage by its key and
    `cycle_wanted` for another cycle by its id. `history_wanted` asks for the history of a record (`records.Record`,
    None for all of the cycle), `code_wanted` for the check of a paper's code.
    """

    changed = Signal(object)
    closed = Signal()
    said = Signal(str, str)
    wanted = Signal(str)
    cycle_wanted = Signal(str)
    typist_chosen = Signal(str)
    history_wanted = Signal(object)
    code_wanted = Signal()

    def __init__(self, store: Store, cycle_id: uuid.UUID, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.cycle_id = cycle_id
        store.listeners.append(self._tell)

    def type_as(self, name: str) -> None:
        """Say who is typing from now on; the history of changes keeps the name with every change."""
        self.store.who = name
        self.typist_chosen.emit(name)

    def close(self) -> None:
        """Stop listening to the Store, and working anything out from it."""
        self.closed.emit()
        self.store.listeners.remove(self._tell)

    @property
    def cycle(self) -> Cycle:
        """The open cycle. Raises LookupError when it was deleted or its creation was undone."""
        from facilitator.models.cycle import Cycle

        cycle = self.store.get(Cycle, self.cycle_id)
        if cycle is None:
            raise LookupError(self.cycle_id)
        return cycle

    @contextmanager
    def gesture(self, label: str, *, say: Say | None = None, reason: str = "") -> Iterator[None]:
        """One stored, undoable change. What the verbs refuse is said beside the field, and nothing is stored.

        `say` shows a sentence beside the field (an empty one clears it); without it the status line speaks.
        """
        try:
            with self.store.transaction(label, cycle=self.cycle, reason=reason):
                yield
        except UserError as error:
            if say is not None:
                say(error.text)
            else:
                self.said.emit(error.text, "error")
        else:
            if say is not None:
                say("")

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)
