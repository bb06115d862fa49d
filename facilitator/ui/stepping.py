"""Long work with the Store, which only the window's thread may do: little by little, so that the window goes on.

Nobody may type in the meantime (`Quiet`); painting, the progress and one button, “Cancel”, go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from facilitator.models.steps import Steps

AT_ONCE = 0.01
"""Seconds of work between two looks at what else the window has to do."""

_TYPED = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
    )
)


class Quiet(QObject):
    """While `begin` has been called and `end` has not, keys and clicks reach one part of the window only.

    Escape, and closing the window, call `stop` first.
    """

    def __init__(self, reachable: QWidget, stop: Callable[[], None]) -> None:
        super().__init__(reachable)
        self._reachable, self._stop = reachable, stop

    def begin(self) -> None:
        """From now on."""
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def end(self) -> None:
        """Until here; a second call does nothing."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Close and isinstance(watched, QWidget) and watched.isWindow():
            self._stop()
            return False
        if kind not in _TYPED:
            return False
        if isinstance(watched, QWidget):
            if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._stop()
                return True
            return watched is not self._reachable and not self._reachable.isAncestorOf(watched)
        return kind == QEvent.Type.Shortcut  # what else is no widget hands on to one


class Stepping(QObject):
    """One piece of work under way: `done(result)` or `failed(error)` follows, unless it is cancelled before.

    The first steps are done at once: small work needs no waiting.
    """

    def __init__(
        self,
        steps: Steps[Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Callable[[float, str], None],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._steps, self._done, self._failed, self._progress = steps, done, failed, progress
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Do the first steps now, the rest when the window has time."""
        self._timer.start()
        self._go_on()

    def cancel(self) -> None:
        """End it; what it stored in its open transaction is taken back."""
        self._timer.stop()
        self._steps.close()

    @Slot()
    def _go_on(self) -> None:
        until = time.perf_counter() + AT_ONCE
        try:
            part = next(self._steps)
            while time.perf_counter() < until:
                part = next(self._steps)
        except StopIteration as end:
            self._end(self._done, end.value)
        except Exception as error:  # noqa: BLE001 - whatever went wrong belongs to the one who asked
            self._end(self._failed, error)
        else:
            self._progress(part, "")

    def _end(self, told: Callable[[Any], None], value: Any) -> None:
        self._timer.stop()
        self.deleteLater()
        told(value)
