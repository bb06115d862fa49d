"""What keys mean while nobody types; the same on the laptop's screen, the room's, and a presenter's remote control."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Meaning(Enum):
    """What is asked for."""

    NEXT = auto()
    BACK = auto()
    DOWN = auto()
    UP = auto()
    FIRST = auto()
    LAST = auto()
    BLACK = auto()
    LEAVE = auto()


BLACK = ("b", ".", "ប", "ព", "។")
"""What the key B and the full stop write, in Latin and in Khmer; remote controls send one of them for black."""

MEANINGS = {
    Qt.Key.Key_Right: Meaning.NEXT,
    Qt.Key.Key_PageDown: Meaning.NEXT,
    Qt.Key.Key_Space: Meaning.NEXT,
    Qt.Key.Key_Return: Meaning.NEXT,
    Qt.Key.Key_Enter: Meaning.NEXT,
    Qt.Key.Key_Left: Meaning.BACK,
    Qt.Key.Key_PageUp: Meaning.BACK,
    Qt.Key.Key_Backspace: Meaning.BACK,
    Qt.Key.Key_Down: Meaning.DOWN,
    Qt.Key.Key_Up: Meaning.UP,
    Qt.Key.Key_Home: Meaning.FIRST,
    Qt.Key.Key_End: Meaning.LAST,
    Qt.Key.Key_Escape: Meaning.LEAVE,
}
WHILE_TYPING = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Escape)
"""Keys that keep their meaning while somebody types."""


def meaning(event: QKeyEvent) -> Meaning | None:
    """What a key means, or None for one that means nothing here."""
    if event.text().casefold() in BLACK:
        return Meaning.BLACK
    return MEANINGS.get(Qt.Key(event.key()))


def holds_while_typing(event: QKeyEvent) -> bool:
    """Whether a key turns the slides although somebody types."""
    return event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in WHILE_TYPING
