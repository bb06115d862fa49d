"""The line at the foot of the window: what was just done, with a way to take it back."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from facilitator.i18n import _
from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import KINDS, Button, Label, kind_pixmap_arguments

SHOWN_MS = 10_000


class StatusLine(QFrame):
    """Tells what happened for ten seconds, in a place that never moves. `undo_asked` comes from its link."""

    undo_asked = Signal()

    def __init__(self, name: str = "status", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "status")
        self.sign = QLabel(self)
        self.sentence = Label("", "body", f"{name}_text")
        self.sentence.setWordWrap(False)
        self.undo = Button(f"{name}_undo", _("Undo"), role="link", pressed=self.undo_asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 2, 18, 2)
        row.setSpacing(8)
        for part in (self.sign, self.sentence, self.undo):
            row.addWidget(part)
        row.addStretch(1)
        self.setFixedHeight(theme.px(38))
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.clear)
        self.clear()

    def add(self, part: QWidget) -> None:
        """Put something at the right end of the line, where it stays."""
        self.layout().addWidget(part)  # type: ignore[union-attr]

    def tell(self, text: str, undo: bool = False, kind: str = "ok") -> None:
        """Say what was just done; with `undo` the link to take it back stands beside it."""
        assert kind in KINDS
        self.sentence.setText(text)
        self.sign.setPixmap(icons.pixmap(*kind_pixmap_arguments(kind), size=20))
        self.sign.show()
        self.undo.setVisible(undo)
        self._timer.start()

    def text(self) -> str:
        """The sentence on show, or an empty text."""
        return self.sentence.text()

    @Slot()
    def clear(self) -> None:
        """Say nothing; the line keeps its place."""
        self._timer.stop()
        self.sentence.setText("")
        self.sign.hide()
        self.undo.hide()
