"""Editors for text: one line, or several that are stored while they are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from facilitator.ui.widgets.line import Line, leaves_undo

COMMIT_AFTER_MS = 1000
"""Long text is stored this long after the last key (safety.md: "about a second")."""


class LineText(Line):
    """One line of text; `committed(str)` on Enter or when the focus leaves, if it changed."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, label: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self._known = ""
        self.editingFinished.connect(self._finish)

    def value(self) -> str:
        """The text as typed."""
        return self.text()

    def set_value(self, value: str) -> None:
        """Show a text without sending it; its beginning is visible."""
        self._known = value
        self.setText(value)
        self.setCursorPosition(0)

    def retype(self, text: str) -> None:
        """Put another text in as if it had been typed: it can be undone, and it is sent."""
        self.selectAll()
        self.insert(text)
        self._finish()

    @Slot()
    def _finish(self) -> None:
        if self.text() != self._known:
            self._known = self.text()
            self.committed.emit(self.text())


class LongText(QPlainTextEdit):
    """Several lines, growing with the text; `committed(str)` about a second after the last key and on leaving."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        placeholder: str = "",
        lines: tuple[int, int] = (2, 8),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines = lines
        self._known = ""
        self._timer = QTimer(self, singleShot=True, interval=COMMIT_AFTER_MS)
        self._timer.timeout.connect(self.commit)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event, self.document().isUndoAvailable(), self.document().isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def value(self) -> str:
        """The text as typed."""
        return self.toPlainText()

    def set_value(self, value: str) -> None:
        """Show a text without sending it; typing under way is left alone when it is the same text."""
        self._known = value
        if value != self.toPlainText():
            self.setPlainText(value)
        self._timer.stop()

    def retype(self, text: str) -> None:
        """Put another text in as if it had been typed: it can be undone, and it is sent."""
        self.selectAll()
        self.insertPlainText(text)
        self.commit()

    @Slot()
    def commit(self) -> None:
        """Send the text now if it changed (the window calls this before it closes or turns the page)."""
        self._timer.stop()
        if self.toPlainText() != self._known:
            self._known = self.toPlainText()
            self.committed.emit(self._known)

    def sizeHint(self) -> QSize:
        """As many lines as the text has, within the limits given."""
        least, most = self._lines
        shown = min(max(int(self.document().size().height()), least), most)
        return QSize(320, self.fontMetrics().lineSpacing() * shown + 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    @Slot()
    def _changed(self) -> None:
        self._timer.start()

    @Slot()
    def _grow(self) -> None:
        self.updateGeometry()
