"""The left side of the window: the stages in the order of the work, each with its state and what is missing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from facilitator.i18n import N_, _
from facilitator.ui import icons, theme, tips

STATES = {"empty": N_("not begun"), "open": N_("under way"), "done": N_("complete")}


@dataclass(frozen=True, slots=True)
class StageItem:
    """One stage as it is shown: its key, title, state (a key of `STATES`) and what is missing first."""

    key: str
    title: str
    state: str = "empty"
    missing: str = ""


class StageButton(QAbstractButton):
    """One row: icon, title, the first missing thing, and a dot for the state. Painted, so that twelve cost little."""

    stepped = Signal(int)

    def __init__(self, item: StageItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"stage_{item.key}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.show_item(item)

    def show_item(self, item: StageItem) -> None:
        """Show another state of the same stage."""
        self.item = item
        state = _(STATES[item.state])
        self.setText(item.title)
        self.setAccessibleName(item.title)
        self.setAccessibleDescription(f"{state}. {item.missing}" if item.missing else state)
        self.setToolTip(tips.plain(item.missing))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(52))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        on_accent = self.isChecked()
        inner = self.rect().adjusted(14, 2, -14, -2)
        size = theme.px(icons.SIZE)
        top = inner.center().y() - size // 2
        painter.drawPixmap(inner.left(), top, icons.pixmap(self.item.key, "on_accent" if on_accent else "accent"))
        self._paint_state(
            painter, QRect(inner.right() - theme.px(13), inner.center().y() - theme.px(6), *[theme.px(13)] * 2)
        )
        words = inner.adjusted(size + 12, 0, -theme.px(13) - 10, 0)
        self._paint_words(painter, words, "on_accent" if on_accent else "text", "on_accent" if on_accent else "muted")

    def _paint_ground(self, painter: QPainter) -> None:
        ground = self.rect().adjusted(3, 1, -3, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(ground, 10, 10)
        elif self.underMouse():
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(ground, 10, 10)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text" if self.isChecked() else "accent"), 2.5))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 9, 9)

    def _paint_words(self, painter: QPainter, area: QRect, title_token: str, missing_token: str) -> None:
        lines = [(self.item.title, theme.font(15, bold=True), title_token)]
        if self.item.missing:
            lines.append((self.item.missing, theme.font(13), missing_token))
        top, upper = area.top(), area.height() * (56 if len(lines) == 2 else 100) // 100
        for (text, font, token), height in zip(lines, (upper, area.height() - upper), strict=False):
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            place = QRect(area.left(), top, area.width(), height)
            top += height
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_state(self, painter: QPainter, area: QRect) -> None:
        """Empty ring, half disc, or disc with a tick: told apart without colour."""
        colour = theme.colour("on_accent" if self.isChecked() else "accent")
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if self.item.state == "done" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area)
        if self.item.state == "open":
            painter.setBrush(colour)
            painter.drawChord(area, 90 * 16, 180 * 16)
        elif self.item.state == "done":
            tick = icons.pixmap("check", "accent" if self.isChecked() else "on_accent", 11)
            painter.drawPixmap(area.adjusted(1, 1, -1, -1), tick)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class StageList(QFrame):
    """All stages; `chosen(str)` carries a stage's key. One stop for Tab; Up and Down move, Enter or Space opens."""

    chosen = Signal(str)

    def __init__(self, name: str, label: str, items: Sequence[StageItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("role", "side")
        self._buttons = {item.key: StageButton(item) for item in items}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(1)
        for button in self._buttons.values():
            button.clicked.connect(self._clicked)
            button.stepped.connect(self._step)
            column.addWidget(button)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Asked for a part that Qt has made, PySide makes the classes of all widgets that it could be: 0.9 MB.
        self._scroll.setViewport(QWidget())
        inside.setAutoFillBackground(False)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.setFixedWidth(theme.px(256))
        self.set_current(items[0].key if items else "")

    def current(self) -> str:
        """The key of the stage whose page is open, or an empty text."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark a stage as the open one, without a signal."""
        for other, button in self._buttons.items():
            button.setChecked(other == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)
        self._reveal()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._reveal)  # the rows have their places only after the first layout

    def show_items(self, items: Sequence[StageItem]) -> None:
        """Show new states of the same stages."""
        for item in items:
            self._buttons[item.key].show_item(item)

    @Slot(int)
    def _step(self, step: int) -> None:
        """Move the focus; the page changes only with Enter, so that passing by costs nothing."""
        buttons = list(self._buttons.values())
        focused = next((number for number, button in enumerate(buttons) if button.hasFocus()), 0)
        target = buttons[min(max(focused + step, 0), len(buttons) - 1)]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(target, 0, 8)

    @Slot()
    def _reveal(self) -> None:
        button = self._buttons.get(self.current())
        if button is not None and self.isVisible():
            self._scroll.ensureWidgetVisible(button, 0, 8)

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, StageButton):
            self.set_current(button.item.key)
            self.chosen.emit(button.item.key)
