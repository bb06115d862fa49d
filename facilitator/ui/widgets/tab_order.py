"""Tab goes through a page as the eye does, also through widgets that were made later than those around them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(widget: QWidget) -> None:
    """Let Tab visit the widgets inside `widget` in the order of its layouts."""
    order = list(_stops(widget.layout()))
    for before, after in pairwise(order):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _stops(layout: QLayout | None) -> Iterator[QWidget]:
    """The widgets below a layout where Tab stops, hidden ones too: they may be shown later."""
    for index in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(index) if layout is not None else None
        inside = item.widget() if item is not None else None
        if inside is None:
            yield from _stops(item.layout() if item is not None else None)
            continue
        if inside.focusPolicy() & Qt.FocusPolicy.TabFocus and inside.focusProxy() is None:
            yield inside
        yield from _stops(inside.layout())
