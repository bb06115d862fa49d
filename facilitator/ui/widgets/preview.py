"""A PDF on the screen: the very bytes that are saved or printed, one page at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from facilitator.i18n import _, shown
from facilitator.ui import theme
from facilitator.ui.widgets.basic import IconButton, Label

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Steps of enlargement; 1 is the width of the preview."""

POINTS_PER_INCH = 72


def open_pdf(content: bytes) -> Any:
    """A PDF document of pypdfium2; its pages are rendered in the window's thread only (PDFium is not thread-safe)."""
    import pypdfium2

    return pypdfium2.PdfDocument(content)


def page_image(document: Any, page: int, scale: float, *, grey: bool = False) -> QImage:
    """A page as a picture; `scale` is pixels per point."""
    bitmap = document[page].render(scale=scale, grayscale=grey, rev_byteorder=True)
    formats = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, formats[bitmap.n_channels])
    return image.copy()


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
        self._document: Any = None
        self._zoom = ZOOMS.index(1.0)
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
        self._document = open_pdf(content)
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
        self._set_zoom(self._zoom + 1)

    @Slot()
    def reduce(self) -> None:
        """One step smaller."""
        self._set_zoom(self._zoom - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_PageDown: self.next_page,
            Qt.Key.Key_Right: self.next_page,
            Qt.Key.Key_PageUp: self.previous_page,
            Qt.Key.Key_Left: self.previous_page,
            Qt.Key.Key_Plus: self.enlarge,
            Qt.Key.Key_Equal: self.enlarge,
            Qt.Key.Key_Minus: self.reduce,
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
            self._set_zoom(self._zoom + (1 if event.angleDelta().y() > 0 else -1))
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._paint()

    def _build_bar(self, name: str) -> None:
        self.back = IconButton(f"{name}_back", _("Previous page"), "page-previous", self.previous_page)
        self.forward = IconButton(f"{name}_forward", _("Next page"), "page-next", self.next_page)
        self.smaller = IconButton(f"{name}_smaller", _("Smaller"), "zoom-out", self.reduce)
        self.larger = IconButton(f"{name}_larger", _("Larger"), "zoom-in", self.enlarge)
        self.where = Label("", "muted", f"{name}_where")
        self.where.setWordWrap(False)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for widget in (self.back, self.where, self.forward):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.smaller)
        bar.addWidget(self.larger)
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(holder, 1)
        self._scroll.setMinimumHeight(theme.px(360))

    def _set_zoom(self, step: int) -> None:
        self._zoom = max(0, min(step, len(ZOOMS) - 1))
        self._paint()

    def _paint(self) -> None:
        if self._document is not None:
            width, _height = self._document[self.page].get_size()
            ratio = self.devicePixelRatioF()
            bar = self._scroll.verticalScrollBar().sizeHint().width()  # kept free: it may appear with the page
            room = max(self._scroll.maximumViewportSize().width() - bar - theme.px(8), 120)
            image = page_image(self._document, self.page, room * ZOOMS[self._zoom] * ratio / width)
            image.setDevicePixelRatio(ratio)
            self._sheet.setPixmap(QPixmap.fromImage(image))
        self._tell()

    def _tell(self) -> None:
        self.where.setText(
            _("Page {page} of {pages}").format(page=shown(self.page + 1), pages=shown(self.pages)) if self.pages else ""
        )
        self.back.setEnabled(self.page > 0)
        self.forward.setEnabled(self.page + 1 < self.pages)
        for button in (self.smaller, self.larger):
            button.setEnabled(bool(self.pages))

    @Slot()
    def _close(self) -> None:
        if self._document is not None:
            self._document.close()
        self._document = None
        self.content = b""
        self._sheet.clear()
