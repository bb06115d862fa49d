"""The calm page after an unexpected error: nothing stored is lost, and the work can go on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import Button, Card, Heading, Label


class TroublePage(QWidget):
    """`go_on` leads back to the page that was open, `close_wanted` ends the program."""

    go_on = Signal()
    close_wanted = Signal()

    def __init__(self, report: Path | None, parent: QWidget | None = None) -> None:
        """`report` is the file that tells what happened, None where not even that could be written."""
        super().__init__(parent)
        self.setObjectName("page_trouble")
        self.setProperty("role", "page")
        card = Card(name="trouble")
        card.setMaximumWidth(theme.px(720))
        picture = QLabel(card)
        picture.setPixmap(icons.pixmap("warning", "accent", 56))
        card.add(
            picture,
            Heading(_("Something in the program went wrong")),
            Label(
                _(
                    "It is not your fault. Everything that was stored is still there; only the very last step "
                    "may be missing. You can go on working."
                )
            ),
        )
        if report is not None:
            where = Label(str(report), "small", "trouble_report")
            where.setAccessibleName(_("File of the report"))
            where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.add(Label(_("A report without any names or figures is kept in this file. Send it to your helper:")))
            card.add(where)
        self._go_on = Button("trouble_go_on", _("Continue"), "page-next", "primary", self.go_on.emit)
        card.add_row(
            self._go_on, Button("trouble_close", _("Close the program"), "close", "plain", self.close_wanted.emit)
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 4)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    def focus_first(self) -> None:
        """Put the keyboard on "Continue"."""
        self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)
