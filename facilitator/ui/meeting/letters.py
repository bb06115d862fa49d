"""How large the letters are that a room reads: never under 28 points, larger where the text is short."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from facilitator.text import BREAK, breakable
from facilitator.ui import theme

LEAST_POINTS = 28
POINTS_PER_INCH = 72
LINES_ON_A_SCREEN = 20
"""A screen full of text holds so many line heights: letters grow with the screen."""
LONGEST_WORD = 16
"""Letters without a space after which a line may end, so that no address or code runs off the screen."""

_LONG = re.compile(rf"[^\s{BREAK}]{{{LONGEST_WORD}}}(?=[!-~])")


def body(height: int, dots_per_inch: float) -> int:
    """Pixels of plain text on a screen of that height."""
    return max(math.ceil(LEAST_POINTS * dots_per_inch / POINTS_PER_INCH), height // LINES_ON_A_SCREEN)


def fitting(text: str, width: int, largest: int, least: int, lines: int) -> int:
    """The largest size in pixels, from `largest` down to `least`, at which bold text fits into so many lines."""
    for size in range(largest, least, -2):
        metrics = QFontMetrics(font(size, bold=True))
        box = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text)
        if box.width() <= width and box.height() <= metrics.lineSpacing() * lines + metrics.descent():
            return size
    return least


def font(pixels: int, bold: bool = False) -> QFont:
    """The program's font in that size."""
    result = QFont(theme.FAMILY)
    result.setPixelSize(pixels)
    result.setBold(bold)
    return result


def wrapping(text: str) -> str:
    """Text whose lines can end between Khmer words, and inside a Latin word that is too long for any line."""
    return _LONG.sub(lambda found: found.group() + BREAK, breakable(text))
