"""Meeting mode: the room's screen and the facilitator's desk, turned by keys."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.ui.meeting import screens
from facilitator.ui.meeting.desk import Desk
from facilitator.ui.meeting.keys import Meaning, holds_while_typing, meaning
from facilitator.ui.meeting.room import RoomView, RoomWindow
from facilitator.ui.meeting.run import Run

if TYPE_CHECKING:
    from facilitator.models.undo import Change
    from facilitator.ui.context import Context
    from facilitator.ui.meeting.clock import Clock

LOOK_AT_CLOCK_MS = 5_000


class MeetingMode(QWidget):
    """The window of one meeting; `left` when it closes. Everything typed is stored as it is typed."""

    left = Signal()

    def __init__(
        self, context: Context, meeting: uuid.UUID, clock: Clock | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("meeting_mode")
        self.setAccessibleName(_("Meeting mode"))
        self.setWindowTitle(_("Interface meeting"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.context = context
        self.run = Run(context, meeting, clock)
        self._swapped = False
        self._watched: QWidget | None = None
        self.room_window: RoomWindow | None = None
        self.minutes: QWidget | None = None
        self.room = RoomView(self)
        self.desk = Desk(context, self.run.meeting, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.room, 1)
        self._column.addWidget(self.desk)
        self._timer = QTimer(self, interval=LOOK_AT_CLOCK_MS)
        self._connect()
        self.turn_to(0)

    def _connect(self) -> None:
        self.desk.chosen.connect(self.turn_to)
        self.desk.closing.minutes_asked.connect(self.show_minutes)
        self.context.changed.connect(self._changed)
        self._timer.timeout.connect(self.show_time)
        self._timer.start()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)
        pairs: list[tuple[str, Callable[[], object]]] = [
            ("F2", self.switch), ("F3", self.fold), ("F4", self.rest), ("F5", self.swap),
            ("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+P", self.show_minutes), ("Ctrl+D", self.desk.said.draft_activity),
            ("Ctrl+PgDown", self._next_panel), ("Ctrl+PgUp", self._previous_panel),
        ]  # fmt: skip
        for sequence, call in pairs:
            QShortcut(QKeySequence(sequence), self, call)

    # -- what is on show --------------------------------------------------------------------------------------------

    @Slot(int)
    def turn_to(self, place: int) -> None:
        """Show the slide at that place, or the nearest there is."""
        self.run.turn_to(place)
        self.room.set_black(False)
        self.desk.suit(self.run.slide)  # first: what was being typed is stored, and shown
        self._present()

    def _present(self) -> None:
        self.room.show_slide(self.run.slide)
        self.desk.show_slides(self.run.slides, self.run.place)
        self.show_time()

    @Slot()
    def show_time(self) -> None:
        """Let the quiet line grow, and the desk say the minutes."""
        spent, planned, share = self.run.time()
        self.room.show_time(share)
        self.desk.show_time(spent, planned, self.run.clock.resting)

    @Slot(object)
    def _changed(self, change: Change) -> None:
        if self.run.meeting() is None:
            self.close()
            return
        self.run.update(change)
        self._present()
        self.desk.refresh()

    # -- keys -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that an editor of the desk does not want (Enter in a line) are not for the room either."""
        if self.desk.typing() or not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means while nobody types; False for other keys."""
        place = self.run.place
        acts: dict[Meaning, Callable[[], object]] = {
            Meaning.NEXT: partial(self.turn_to, place + 1),
            Meaning.BACK: partial(self.turn_to, place - 1),
            Meaning.DOWN: partial(self._read_on, 1),
            Meaning.UP: partial(self._read_on, -1),
            Meaning.FIRST: partial(self.turn_to, 0),
            Meaning.LAST: partial(self.turn_to, len(self.run.slides) - 1),
            Meaning.BLACK: partial(self.room.set_black, not self.room.is_black()),
            Meaning.LEAVE: self._escape,
        }
        found = meaning(event)
        if found is not None:
            acts[found]()
        return found is not None

    def _read_on(self, by: int) -> None:
        if not self.room.read_on(by):
            self.turn_to(self.run.place + by)

    @Slot(QWidget, QWidget)
    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Watch the keys of the editor that has the keyboard."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if now is not None and self.desk.isAncestorOf(now) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Page Up and Page Down turn the slides also while somebody types, and Escape goes back to the room."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and holds_while_typing(event):
            return self.press(event)
        return super().eventFilter(watched, event)

    def _escape(self) -> None:
        if self.desk.typing():
            self.switch()
        elif self.room.is_black():
            self.room.set_black(False)
        else:
            self.close()

    def switch(self) -> None:
        """From the room to typing, and back."""
        if self.desk.typing():
            self.setFocus()
        else:
            self.desk.show()
            self.desk.type()

    def fold(self) -> None:
        """Hide the strip below the room's view, or show it; a desk on its own screen stays."""
        if self.room_window is None:
            if self.desk.typing():
                self.setFocus()
            self.desk.setVisible(self.desk.isHidden())

    def rest(self) -> None:
        """Stop the clock for a break, or let it go on."""
        self.run.clock.rest(not self.run.clock.resting)
        self.show_time()

    def _next_panel(self) -> None:
        self.desk.step(1)

    def _previous_panel(self) -> None:
        self.desk.step(-1)

    def undo(self) -> None:
        """Take the last gesture back."""
        self._replay(self.context.store.undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._replay(self.context.store.redo)

    def _replay(self, replay: Callable[[], object]) -> None:
        """Undo or redo, with the keyboard back where it was; what is being typed is stored first."""
        focused = QApplication.focusWidget()
        self.setFocus()
        try:
            replay()
        except UserError as error:
            self.context.said.emit(error.text, "error")
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- screens ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Fill the screens that there are, and follow when a projector is plugged in or pulled out."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._fill_screens)
        app.screenRemoved.connect(self._fill_screens)
        self._fill_screens()

    def swap(self) -> None:
        """Exchange the room's screen and the desk's."""
        self._swapped = not self._swapped
        self._fill_screens()

    @Slot()
    def _fill_screens(self, *_screen: QScreen) -> None:
        parent = self.parentWidget()
        found, own = screens.geometries((parent or self).screen())
        self.arrange(screens.choose(found, own, self._swapped))

    def arrange(self, places: screens.Places) -> None:
        """Put the room's view and the desk where they belong. Minutes on show are closed: the room may see them now."""
        if self.minutes is not None:
            self.minutes.close()
        if places.room is None:
            self._join()
        else:
            self._part(places.room)
        self.setGeometry(places.desk)
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()

    def _part(self, geometry: QRect) -> None:
        """The room's view onto a screen of its own."""
        if self.room_window is None:
            self.room_window = RoomWindow(self.room, self.press)
            self._column.setStretchFactor(self.desk, 1)
        self.desk.set_wide(True)
        self.desk.show()
        self.room_window.setGeometry(geometry)
        self.room_window.showFullScreen()

    def _join(self) -> None:
        """The room's view above the desk, on one screen."""
        self.desk.set_wide(False)
        if self.room_window is not None:
            self._column.insertWidget(0, self.room, 1)
            self._column.setStretchFactor(self.desk, 0)
            self._drop_room_window()

    def _drop_room_window(self) -> None:
        if self.room_window is not None:
            self.room_window.close()
            self.room_window.deleteLater()
            self.room_window = None

    # -- the minutes, and the end ----------------------------------------------------------------------------------

    @Slot()
    def show_minutes(self) -> None:
        """The minutes as they will be printed, above everything: in full only where the room has its own screen."""
        from facilitator.ui.meeting.paper import MinutesWindow

        self.setFocus()  # what is being typed is stored
        copy = "meeting" if self.room_window is not None else "public"
        self.minutes = MinutesWindow(self.context, copy, self)
        self.minutes.setGeometry(self.geometry())
        self.minutes.show()
        self.minutes.activateWindow()
        self.minutes.make()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.setFocus()  # what is being typed is stored
        self._timer.stop()
        self._drop_room_window()
        super().closeEvent(event)
        self.left.emit()
