"""The screen that the room looks at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.ui.meeting import letters
from facilitator.ui.meeting.pictures import Fade, Foot
from facilitator.ui.meeting.slide_view import Sheet, view_of

if TYPE_CHECKING:
    from facilitator.ui.meeting.slides import Slide

PART_OF_A_SCREEN = 0.8
"""So much of a screen goes by with one key, so that the last line read stays in sight."""


class RoomWindow(QWidget):
    """A screen of its own for the room's view; `press` does what keys mean that are pressed here."""

    def __init__(self, view: QWidget, press: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.setObjectName("room_window")
        self.setAccessibleName(_("What the room sees"))
        self.setWindowTitle(_("What the room sees"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._press = press
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event):
            super().keyPressEvent(event)


class RoomView(QWidget):
    """One slide, large; it scrolls where the words are many, and can be black."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("room")
        self.setAccessibleName(_("What the room sees"))
        self.slide: Slide | None = None
        self._share, self._letter = 0.0, 0
        self._made_for = QSize()
        self.area = QScrollArea(self)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setStyleSheet("QScrollArea { background: #FFFFFF; border: none; }")
        self.fade = Fade(self.area)
        self.foot = Foot(self)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(self._tell)
        bar.valueChanged.connect(self._tell)
        self._lay_out()

    def show_slide(self, slide: Slide) -> None:
        """Show a slide; a new version of the one on show stays where it was scrolled to."""
        if slide == self.slide and self.size() == self._made_for:
            return
        bar = self.area.verticalScrollBar()
        kept = bar.value() if self.slide is not None and slide.key == self.slide.key else 0
        self.slide, self._made_for = slide, self.size()
        self._letter = letters.body(self.window().height(), self.logicalDpiY())
        sheet = view_of(slide, self.width(), self._letter)
        self.area.setWidget(sheet)
        sheet.show()
        bar.setValue(kept)
        self.setAccessibleDescription(slide.title)
        self._tell()

    @property
    def sheet(self) -> Sheet:
        """The widgets of the slide on show."""
        found = self.area.widget()
        assert isinstance(found, Sheet)
        return found

    def read_on(self, by: int) -> bool:
        """Down (1) or up (-1) by most of a screen; False when there is nothing more that way."""
        bar = self.area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by * int(self.area.viewport().height() * PART_OF_A_SCREEN))
        return bar.value() != before

    def show_time(self, share: float) -> None:
        """How much of the planned time is used up, from 0 to 1."""
        self._share = share
        self._tell()

    def set_black(self, black: bool) -> None:
        """Show nothing, or the slide again."""
        self._stack.setCurrentIndex(1 if black else 0)

    def is_black(self) -> bool:
        """Whether nothing is shown."""
        return self._stack.currentIndex() == 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.slide is not None:
            self.show_slide(self.slide)

    def _lay_out(self) -> None:
        front = QWidget(self)
        front.setObjectName("room_front")
        front.setStyleSheet("QWidget#room_front { background: #FFFFFF; }")
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(self.foot)
        black = QWidget(self)
        black.setObjectName("room_black")
        black.setStyleSheet("QWidget#room_black { background: #000000; }")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(front)
        self._stack.addWidget(black)

    def _tell(self, *_range: int) -> None:
        bar = self.area.verticalScrollBar()
        more = bar.value() < bar.maximum()
        self.foot.show_state(self._share, more)
        high = self._letter
        self.fade.setGeometry(0, self.area.height() - high, self.area.width(), high)
        self.fade.setVisible(more)
        self.fade.raise_()
