"""A PDF on the screen: the very bytes that are saved or printed, one page at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from facilitator.i18n import _, shown
from facilitator.ui import theme
from facilitator.ui.pdf_pages import PdfPages
from facilitator.ui.widgets.basic import IconButton, Label

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Steps of enlargement; 1 is the width of the preview."""
LEAST_HEIGHT = 200
WHOLE = 0.0
"""In place of an enlargement: as large as lets the whole page be seen."""


class Preview(QWidget):
    """Pages to turn (Page Up, Page Down) and enlarge (+, -); or a sentence when there is nothing to show."""

    turned = Signal(int)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.content = b""
        self.page = 0
        self._document: PdfPages | None = None
        self._zoom = 1.0
        self._sheet = QLabel(self)
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sentence = Label("", "muted", f"{name}_sentence")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = QScrollArea(self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._sheet)
        self._build_bar(name)
        self._lay_out()
        app = QApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self._close)  # PDFium complains of documents that are open at the end

    @property
    def pages(self) -> int:
        """How many pages there are; 0 without a document."""
        return len(self._document) if self._document is not None else 0

    def show_pdf(self, content: bytes) -> None:
        """Show a document from its first page, or stay on the same page of a new version of it."""
        self._close()
        self.content = content
        self._document = PdfPages(content)
        self.page = min(self.page, self.pages - 1)
        self._stack.setCurrentIndex(0)
        self._paint()

    def say(self, text: str) -> None:
        """Show a sentence in place of a document."""
        self._close()
        self.page = 0
        self._sentence.setText(text)
        self._stack.setCurrentIndex(1)
        self._tell()

    @Slot()
    def next_page(self) -> None:
        """Turn forward."""
        self.turn_to(self.page + 1)

    @Slot()
    def previous_page(self) -> None:
        """Turn back."""
        self.turn_to(self.page - 1)

    @Slot()
    def first_page(self) -> None:
        """Turn to the beginning."""
        self.turn_to(0)

    @Slot()
    def last_page(self) -> None:
        """Turn to the end."""
        self.turn_to(self.pages - 1)

    def turn_to(self, page: int) -> None:
        """Show a page by its place, from 0; beyond the ends nothing happens."""
        if 0 <= page < self.pages and page != self.page:
            self.page = page
            self._paint()
            self._scroll.verticalScrollBar().setValue(0)
            self.turned.emit(page)

    @Slot()
    def enlarge(self) -> None:
        """One step larger."""
        now = self._enlargement()
        self._set_zoom(next((step for step in ZOOMS if step > now + 0.01), ZOOMS[-1]))

    @Slot()
    def reduce(self) -> None:
        """One step smaller."""
        now = self._enlargement()
        self._set_zoom(next((step for step in reversed(ZOOMS) if step < now - 0.01), ZOOMS[0]))

    def show_whole(self) -> None:
        """From now on as large as lets the whole page be seen."""
        self._set_zoom(WHOLE)

    @Slot()
    def fit(self) -> None:
        """The whole page; a second time, the whole width."""
        self._set_zoom(1.0 if self._zoom == WHOLE else WHOLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_PageDown: self.next_page,
            Qt.Key.Key_Right: self.next_page,
            Qt.Key.Key_PageUp: self.previous_page,
            Qt.Key.Key_Left: self.previous_page,
            Qt.Key.Key_Plus: self.enlarge,
            Qt.Key.Key_Equal: self.enlarge,
            Qt.Key.Key_Minus: self.reduce,
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_Home: self.first_page,
            Qt.Key.Key_End: self.last_page,
        }
        bar = self._scroll.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (1 if event.key() == Qt.Key.Key_Down else -1) * bar.singleStep())
        elif (act := keys.get(Qt.Key(event.key()))) is not None:
            act()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.enlarge if event.angleDelta().y() > 0 else self.reduce)()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()

    def _build_bar(self, name: str) -> None:
        self.back = IconButton(f"{name}_back", _("Previous page"), "page-previous", self.previous_page)
        self.forward = IconButton(f"{name}_forward", _("Next page"), "page-next", self.next_page)
        self.smaller = IconButton(f"{name}_smaller", _("Smaller"), "zoom-out", self.reduce)
        self.larger = IconButton(f"{name}_larger", _("Larger"), "zoom-in", self.enlarge)
        self.whole = IconButton(f"{name}_fit", _("Whole page, or whole width"), "zoom-fit", self.fit)
        self.where = Label("", "muted", f"{name}_where")
        self.where.setWordWrap(False)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for widget in (self.back, self.where, self.forward):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self.smaller, self.larger, self.whole):
            bar.addWidget(widget)
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(holder, 1)
        self._scroll.setMinimumHeight(theme.px(LEAST_HEIGHT))

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._paint()

    def _enlargement(self) -> float:
        """The enlargement in use, in widths of the preview."""
        if self._document is None or self._zoom != WHOLE:
            return self._zoom or 1.0
        width, height = self._document.size(self.page)
        across, down = self._room()
        return min(1.0, down / height * width / across)

    def _room(self) -> tuple[int, int]:
        """Pixels for a page; room for the scroll bar is kept free: it may appear with the page."""
        size = self._scroll.maximumViewportSize()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return max(size.width() - bar - theme.px(8), 120), max(size.height() - theme.px(4), 120)

    def _paint(self) -> None:
        if self._document is not None:
            width, _height = self._document.size(self.page)
            ratio = self.devicePixelRatioF()
            image = self._document.image(self.page, self._room()[0] * self._enlargement() * ratio / width)
            image.setDevicePixelRatio(ratio)
            self._sheet.setPixmap(QPixmap.fromImage(image))
        self._tell()

    def _tell(self) -> None:
        self.where.setText(
            _("Page {page} of {pages}").format(page=shown(self.page + 1), pages=shown(self.pages)) if self.pages else ""
        )
        self.where.setMinimumWidth(QFontMetrics(self.where.font()).horizontalAdvance(self.where.text()))
        self.back.setEnabled(self.page > 0)
        self.forward.setEnabled(self.page + 1 < self.pages)
        for button in (self.smaller, self.larger, self.whole):
            button.setEnabled(bool(self.pages))

    @Slot()
    def _close(self) -> None:
        if self._document is not None:
            self._document.close()
        self._document = None
        self.content = b""
        self._sheet.clear()
