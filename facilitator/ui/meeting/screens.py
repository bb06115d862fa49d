"""Which screen the room sees, and on which one the facilitator types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen


class Places(NamedTuple):
    """Where things go, as geometries of screens; `room` is None when one screen has to do for both."""

    desk: QRect
    room: QRect | None


def choose(screens: Sequence[QRect], own: int, swapped: bool = False) -> Places:
    """The window's `own` screen is for typing, the largest of the others for the room; `swapped` the other way round.

    A projector that shows the same picture as the laptop is listed as a screen at the same place: it is not another.
    """
    desk = screens[own]
    others = [screen for screen in screens if not screen.intersects(desk)]
    if not others:
        return Places(desk, None)
    room = max(others, key=lambda screen: screen.width() * screen.height())
    return Places(room, desk) if swapped else Places(desk, room)


def geometries(own: QScreen) -> tuple[list[QRect], int]:
    """The screens of this computer, and the place of `own` among them."""
    found = QGuiApplication.screens()
    return [screen.geometry() for screen in found], found.index(own)
