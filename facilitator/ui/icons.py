"""The program's own icons: SVG line drawings in one colour, painted in a colour of the palette when first asked for.

The drawings use `currentColor`; the names are the file names in `resources/icons` without the ending. Stages,
services and sectors have icons of their own key (`scoring`, `health_centre`, `economic`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from facilitator import paths
from facilitator.ui import theme

SIZE = 22


def icon(name: str, token: str = "text", size: int = SIZE) -> QIcon:
    """An icon in a colour of the palette (`text`, `accent`, ...); Qt dims it on disabled buttons."""
    return QIcon(pixmap(name, token, size))


def pixmap(name: str, token: str = "text", size: int = SIZE) -> QPixmap:
    """The icon as a picture of `size` logical pixels, sharp on the screen in use."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio() if QGuiApplication.primaryScreen() else 1.0
    return _rendered(name, getattr(theme.colours(), token), theme.px(size), ratio)


def app_icon() -> QIcon:
    """The sign of the program, in its own colours."""
    result = QIcon()
    for size in (32, 64, 256):
        result.addPixmap(_rendered("facilitator", "", size, 1.0))
    return result


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in _folder().glob("*.svg"))


def has(name: str) -> bool:
    """Whether there is an icon of this name (for keys that come from data, as of a service)."""
    return (_folder() / f"{name}.svg").exists()


@lru_cache(maxsize=256)
def _rendered(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    svg = (_folder() / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixels = round(size * ratio)
    svg = svg.replace("<svg ", f'<svg width="{pixels}" height="{pixels}" ', 1)
    canvas = QPixmap()
    canvas.loadFromData(svg.encode(), "SVG")  # Qt's SVG reader for pictures: no painter, no further module to load
    canvas.setDevicePixelRatio(ratio)
    return canvas


def _folder() -> Path:
    return paths.RESOURCES / "icons"
