"""Eyes for a whole window: words that are cut, boxes in place of letters, pages that scroll sideways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from tests.ui.robots import unnamed

UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\n\t"))
"""Characters that are never drawn as a glyph: places where a line may end, line ends."""
HAIR = 2
"""Pixels by which rounding may differ."""


def nameless(window: QWidget) -> list[str]:
    """Every widget on show that takes the keyboard but has no name for a screen reader or for a robot."""
    shown = {widget.objectName() for widget in _visible(window)}
    return [fault for fault in unnamed(window) if fault.split("'")[1] in shown]


def cut_texts(window: QWidget) -> list[str]:
    """Every label and button whose words are not wholly on show, and every open tab (others may be scrolled to)."""
    return [f"{widget.objectName()}: {words}" for widget in _visible(window) if (words := _cut_words(widget))]


def sideways(window: QWidget) -> list[str]:
    """Every page that is wider than its place and scrolls sideways (tables may)."""
    return [
        area.objectName() or type(area).__name__
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


def outside(window: QWidget) -> list[str]:
    """Every visible widget that can take the keyboard and stands partly beside its page."""
    found = []
    for area in window.findChildren(QScrollArea):
        page = area.widget()
        if not area.isVisible() or page is None:
            continue
        for widget in _visible(page):
            left = widget.mapTo(page, QPoint(0, 0)).x()
            inside = 0 <= left <= page.width() - widget.width() or _in_table(widget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inside:
                found.append(widget.objectName())
    return found


def empty_boxes(window: QWidget) -> list[str]:
    """Every text on show in which a character has no letter in the fonts."""
    return [text for font, text in _texts(window) if _has_box(font.family(), font.weight(), text.translate(UNSEEN))]


def _visible(window: QWidget) -> Iterator[QWidget]:
    return (each for each in window.findChildren(QWidget) if each.isVisible() and each.width() > 0)


def _in_table(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractItemView):
        parent = parent.parentWidget()
    return parent is not None


def _wanted(widget: QWidget) -> QSize:
    widget.ensurePolished()
    return widget.sizeHint()


def _cut_words(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return widget.text() if widget.text() and _label_is_cut(widget) else ""
    if isinstance(widget, QPushButton):
        return widget.text() if widget.text() and widget.width() < _wanted(widget).width() - HAIR else ""
    if isinstance(widget, QTabBar) and widget.count():
        return widget.tabText(widget.currentIndex()) if _tab_is_cut(widget, widget.currentIndex()) else ""
    return ""


def _label_is_cut(label: QLabel) -> bool:
    if not label.wordWrap():
        return label.width() < _wanted(label).width() - HAIR
    return label.width() < label.minimumSizeHint().width() - HAIR or (
        label.height() < label.heightForWidth(label.width()) - HAIR
    )


def _tab_is_cut(bar: QTabBar, number: int) -> bool:
    words = bar.fontMetrics().horizontalAdvance(bar.tabText(number))
    return bar.tabRect(number).width() < words or bar.tabRect(number).right() > bar.width() + HAIR


def _texts(window: QWidget) -> Iterator[tuple[QFont, str]]:
    for widget in _visible(window):
        for text in _words(widget):
            if text:
                yield widget.font(), text


def _words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield from (widget.toPlainText(), widget.placeholderText())
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget, widget.model())


def _cells(view: QAbstractItemView, model: QAbstractItemModel) -> Iterator[str]:
    columns = model.columnCount(QModelIndex()) if isinstance(view, QTableView) else 1
    for column in range(columns):
        if isinstance(view, QTableView):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        yield from (str(model.index(row, column).data() or "") for row in range(model.rowCount(QModelIndex())))


@cache
def _has_box(family: str, weight: int, text: str) -> bool:
    font = QFont(family, 12, weight)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())
