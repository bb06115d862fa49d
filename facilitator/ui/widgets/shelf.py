"""Papers on a shelf: small pictures of their first pages, beside one another, walked with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui import icons, theme, tips
from facilitator.ui.widgets.basic import Label
from facilitator.ui.widgets.flow import Flow

NARROWEST, WIDEST = 124, 176
"""Logical pixels of a tile's width: as many stand in a line as find room."""
PICTURE = QSize(104, 147)
"""Room for the picture of a page, upright or across."""
MAT = 10
"""What is seen of the mat above and below an upright page."""
MARGIN = 6
STALE = 0.35
"""Opacity of a picture that is being made anew."""

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PaperTile(QAbstractButton):
    """One paper: picture, title, what it is about. `stepped(dx, dy)` asks for the neighbour, Enter or a click opens."""

    stepped = Signal(int, int)

    def __init__(self, name: str, title: str, icon: str, parent: QWidget | None = None) -> None:
        from facilitator.text import breakable

        super().__init__(parent)
        self.setObjectName(name)
        self.setText(title)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(theme.px(NARROWEST))
        self.picture = QImage()
        self._icon = icon
        self._stale = True
        self._title = Label(breakable(title), "caption")
        self._about = Label("", "small", f"{name}_about")
        self._about.setWordWrap(False)
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._full_about = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN + 2, self._mat().bottom() + 6, MARGIN + 2, MARGIN + 4)
        column.setSpacing(1)
        for label in (self._title, self._about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)

    @property
    def waiting(self) -> bool:
        """Whether the picture is still to come."""
        return self._stale

    def about(self) -> str:
        """The line under the title."""
        return self._full_about

    def tell(self, about: str) -> None:
        """Show in a line what the paper is about; it is cut where it is too long, and whole in the tool tip."""
        self._full_about = about
        self.setAccessibleDescription(about)
        self.setToolTip(tips.plain(f"{self.text()}\n{about}"))
        self._cut_about()

    def wait(self) -> None:
        """The picture is being made (anew)."""
        self._stale = True
        self.update()

    def show_picture(self, picture: QImage) -> None:
        """Show the first page."""
        self.picture = picture
        self._stale = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(self._mat(), 8, 8)
        sheet = self._sheet()
        _paint_shadow(painter, sheet)
        painter.fillRect(sheet, QColor("white"))
        if self._stale:
            painter.setOpacity(STALE)
        if self.picture.isNull():
            sign = icons.pixmap(self._icon, "muted", 40)
            painter.drawPixmap(sheet.center() - QPoint(theme.px(20), theme.px(20)), sign)
        else:
            painter.drawImage(sheet, self.picture)
        painter.setOpacity(1)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = self.rect().adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(ground, 10, 10)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2.5))
            painter.drawRoundedRect(ground, 10, 10)

    def _mat(self) -> QRect:
        """The ground on which the page lies."""
        return QRect(MARGIN, MARGIN, self.width() - 2 * MARGIN, theme.px(PICTURE.height() + 2 * MAT))

    def _sheet(self) -> QRect:
        """The page, in its own shape, in the middle of the mat."""
        room = QSize(theme.px(PICTURE.width()), theme.px(PICTURE.height()))
        size = QSize(210, 297) if self.picture.isNull() else self.picture.size()
        sheet = QRect(QPoint(0, 0), size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        sheet.moveCenter(self._mat().center())
        return sheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut_about()

    def _cut_about(self) -> None:
        room = self.width() - 2 * MARGIN - 6
        metrics = QFontMetrics(theme.font(theme.SMALL))
        self._about.setText(metrics.elidedText(self._full_about, Qt.TextElideMode.ElideRight, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif key in STEPS:
            self.stepped.emit(*STEPS[key])
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class Shelf(Flow):
    """Tiles in lines, those of one line equally high; all shelves of a page have the same columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=6)

    def _arrange(self, rect: QRect, move: bool) -> int:
        shown = [item for item in self._items if not item.isEmpty()]
        if not shown:
            return 0
        gap = self.spacing()
        beside = max(1, (rect.width() + gap) // (theme.px(NARROWEST) + gap))
        width = min((rect.width() - (beside - 1) * gap) // beside, theme.px(WIDEST))
        y = rect.y()
        for start in range(0, len(shown), beside):
            line = shown[start : start + beside]
            height = max(item.heightForWidth(width) for item in line)
            for number, item in enumerate(line):
                if move:
                    item.setGeometry(QRect(rect.x() + number * (width + gap), y, width, height))
            y += height + gap
        return y - gap - rect.y()


def neighbour(tiles: list[PaperTile], tile: PaperTile, dx: int, dy: int, page: QWidget) -> PaperTile | None:
    """The tile beside another one: left and right in the order of reading, up and down as they lie on the page."""
    if dx:
        number = tiles.index(tile) + dx
        return tiles[number] if 0 <= number < len(tiles) else None
    places = {other: other.mapTo(page, QPoint(0, 0)) for other in tiles}
    here = places[tile]
    beyond = [other for other in tiles if (places[other].y() - here.y()) * dy > 0]

    def distance(other: PaperTile) -> tuple[int, int]:
        return abs(places[other].y() - here.y()), abs(places[other].x() - here.x())

    return min(beyond, key=distance, default=None)


def _paint_shadow(painter: QPainter, sheet: QRect) -> None:
    """A soft edge below and to the right, so that white paper stands out from a light page."""
    painter.setPen(Qt.PenStyle.NoPen)
    for reach, strength in ((4, 10), (2, 22)):
        painter.setBrush(QColor(0, 0, 0, strength))
        painter.drawRoundedRect(sheet.adjusted(-1, 0, reach, reach), 2, 2)
