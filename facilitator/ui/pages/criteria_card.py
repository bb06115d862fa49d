"""One card of the meeting: what was said, large enough to read from a chair, who raised it, and its votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from facilitator import people
from facilitator.i18n import _, format_number, screen_language
from facilitator.models import choosing
from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.pages.meeting_parts import village_name
from facilitator.ui.widgets.basic import Label

if TYPE_CHECKING:
    from facilitator.models.issue import Issue

KEPT = "\N{NO-BREAK SPACE}"
"""Before a number and before a dot: a line begins with neither."""

BANDS = {"good": "ok", "problem": "error", "suggestion": "accent"}
"""Colour token of the band at the left edge, by kind; the heading of the column names the kind in words."""


class IssueCard(QFrame):
    """Takes the keyboard; `went(QPoint)` and `dropped(QPoint)` carry the mouse's place on the screen while dragging.

    `pressed_key(QKeyEvent)` passes on keys, which mean something only among the other cards.
    """

    focused = Signal(int)
    went = Signal(QPoint)
    dropped = Signal(QPoint)
    pressed_key = Signal(QKeyEvent)

    def __init__(self, issue: Issue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.kind = issue.id, issue.kind
        self.setObjectName(f"said_{issue.id}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.marked = self.is_target = self._dragging = False
        self._start: QPoint | None = None
        self.words = Label(role="heading")
        self.facts = Label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(8), theme.px(10), theme.px(10))
        column.setSpacing(2)
        for part in (self.words, self.facts):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)

    def show_issue(self, issue: Issue, number: int, marked: bool) -> None:
        """Show what is stored now; `number` counts the cards of the service point from 1."""
        language = screen_language()
        words = choosing.issue_words(issue, language)
        facts = _facts(issue, language)
        self.marked = marked
        self.words.setText(f"{format_number(number, language)}. {breakable(words)}")
        self.facts.setText(breakable(facts))
        self.facts.setVisible(bool(facts))
        marked_too = _("marked for merging") if marked else ""
        self.setAccessibleName(", ".join(filter(None, (str(number), words, facts, marked_too))))
        self.update()

    def aim(self, is_target: bool) -> None:
        """Show that what is dragged would be merged into this card."""
        if is_target != self.is_target:
            self.is_target = is_target
            self.update()

    # -- events -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.pressed_key.emit(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.key)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.globalPosition().toPoint()
        if self._start is None:
            return
        if self._dragging or (place - self._start).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.went.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, self._dragging, self._start = self._dragging, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if was_dragging:
            self.dropped.emit(event.globalPosition().toPoint())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent_soft" if self.is_target else "warning_soft" if self.marked else "surface"
        strong = self.hasFocus() or self.is_target
        pen = QPen(theme.colour("accent" if strong else "edge"), theme.px(3 if strong else 1))
        if self.marked:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour(ground))
        half = pen.widthF() / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, theme.px(6), theme.px(6))
        band = QRectF(theme.px(6), theme.px(9), theme.px(5), self.height() - theme.px(18))
        painter.fillRect(band, theme.colour(BANDS[self.kind]))


def _facts(issue: Issue, language: str) -> str:
    """Votes, who raised it by category, the village and the criterion, as far as they are known."""
    parts = []
    if issue.votes is not None:
        parts.append(_("votes: {n}").format(n=format_number(issue.votes, language)))
    number = choosing.number_of(issue)
    if number is not None:
        parts.append(_("criterion {n}").format(n=format_number(number, language)))
    if issue.village is not None:
        parts.append(village_name(issue.village))
    for name in HEADCOUNT_FIELDS:
        if count := getattr(issue, name):
            parts.append(f"{_(people.LABELS[name])}{KEPT}{format_number(count, language)}")
    return f"{KEPT}· ".join(parts)
