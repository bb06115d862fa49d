"""The bar at the top of the window: which commune, year and round; whether all is saved; undo, language, help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import Button, IconButton, Label
from facilitator.ui.widgets.language import OTHER_LANGUAGE


class TopBar(QFrame):
    """Always in the same place; it asks by signals and shows what it is told."""

    home_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    help_asked = Signal()
    history_asked = Signal()
    language_asked = Signal(str)

    def __init__(self, name: str = "top_bar", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "bar")
        self.place = Label("", "label", "top_place")
        self.place.setWordWrap(False)
        self.round = Label("", "small", "top_round")
        self.round.setWordWrap(False)
        self.saved_sign = QLabel(self)
        self.saved = Label("", "muted", "top_saved")
        self.saved.setWordWrap(False)
        self.home = IconButton("home", _("Start page"), "home", self.home_asked.emit)
        self.undo = IconButton("undo", _("Undo"), "undo", self.undo_asked.emit)
        self.redo = IconButton("redo", _("Redo"), "redo", self.redo_asked.emit)
        self.help = IconButton("help", _("Help"), "help", self.help_asked.emit)
        self.history = IconButton("history", _("History of changes"), "history", self.history_asked.emit)
        self._other, other_name = OTHER_LANGUAGE[screen_language()]
        self.language = Button("language", other_name, "language", "quiet", self._ask_language)
        self._lay_out()
        self.offer("", "")
        self.show_saved()

    def show_cycle(self, place: str, year_and_round: str) -> None:
        """Name the cycle that is open; both empty on the start page."""
        self.place.setText(place)
        self.round.setText(year_and_round)
        self.round.setVisible(bool(year_and_round))

    def show_saved(self, saved: bool = True) -> None:
        """Tell whether everything is on the disk; a sentence for "not saved" belongs into a banner."""
        self.saved.setText(_("Saved") if saved else _("Not saved"))
        self.saved_sign.setPixmap(icons.pixmap("saved" if saved else "warning", "ok" if saved else "error", 20))
        theme.set_property(self.saved, "state", "ok" if saved else "error")

    def offer(self, undo: str, redo: str) -> None:
        """Name what the two buttons would take back or do again; an empty text disables the button."""
        self.undo.setEnabled(bool(undo))
        self.undo.say(_("Undo: {what}").format(what=undo) if undo else _("Undo"))
        self.redo.setEnabled(bool(redo))
        self.redo.say(_("Redo: {what}").format(what=redo) if redo else _("Redo"))

    def _ask_language(self) -> None:
        self.language_asked.emit(self._other)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.place)
        names.addWidget(self.round)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 14, 6)
        row.setSpacing(6)
        row.addWidget(self.home)
        row.addSpacing(4)
        row.addLayout(names)
        row.addStretch(1)
        for part in (self.saved_sign, self.saved):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(12)
        for button in (self.undo, self.redo, self.history, self.language, self.help):
            row.addWidget(button)
        self.setMinimumHeight(theme.px(58))
