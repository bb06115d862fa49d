"""One line at the start of the work: who is at the laptop today? Nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.ui.widgets.basic import Button, IconButton, Label
from facilitator.ui.widgets.flow import Flow


class TypistLine(QFrame):
    """A button for each name, the one of last time marked; `chosen(name)`, empty for nobody in particular.

    It goes with the answer, or with its cross: then all stays as it was.
    """

    chosen = Signal(str)

    def __init__(self, names: Sequence[str], last: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("typist_line")
        self.setProperty("role", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(10)
        question = Label(_("Who is typing now?"), "label")
        question.setWordWrap(False)
        row.addWidget(question)
        buttons = Flow(spacing=8)
        for number, name in enumerate(names, 1):
            role = "primary" if name == last else "plain"
            buttons.addWidget(Button(f"typist_{number}", name, "person", role, partial(self._choose, name)))
        buttons.addWidget(Button("typist_nobody", _("Nobody in particular"), "", "quiet", partial(self._choose, "")))
        row.addLayout(buttons, 1)
        row.addWidget(IconButton("typist_later", _("Leave it as it is"), "close", self.close_line))

    def close_line(self) -> None:
        """Take the line away."""
        self.hide()
        self.deleteLater()

    def _choose(self, name: str) -> None:
        self.chosen.emit(name)
        self.close_line()
