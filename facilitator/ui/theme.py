"""The look of the window: colours, type and style sheet, the same on every computer.

Fusion plus our own palettes, never the desktop's, so that tests see what users see. One accent colour; text keeps a
contrast of at least 7:1 (WCAG 2 level AAA), because the screen stands in sunlight under a house.
"""

from __future__ import annotations

from string import Template
from typing import NamedTuple

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from facilitator import paths
from facilitator.ui.style_sheet import STYLE_SHEET

STYLE = "Fusion"
FAMILY = "Noto Sans Khmer"
FONT_FILES = ("NotoSansKhmer-Regular.ttf", "NotoSansKhmer-Bold.ttf")
BODY, SMALL, TITLE, HEADING = 16, 14, 26, 19
"""Type sizes in pixels at scale 1."""


class Colours(NamedTuple):
    """The tokens of a palette, as `#rrggbb`; `*_soft` are backgrounds for the text colour of the same name."""

    page: str
    surface: str
    sunken: str
    line: str
    edge: str
    disabled: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    ok: str
    ok_soft: str
    border: int
    """Width of borders in pixels."""


LIGHT = Colours(
    page="#F6F2EA",
    surface="#FFFDF9",
    sunken="#EFEAE0",
    line="#DDD5C7",
    edge="#857C6D",
    disabled="#9A9284",
    text="#17252B",
    muted="#3F4C52",
    accent="#00535E",
    accent_strong="#003D46",
    accent_soft="#DCEBEA",
    on_accent="#FFFFFF",
    error="#8F0F1A",
    error_soft="#FBE9E7",
    warning="#5E3F00",
    warning_soft="#FBEFD2",
    ok="#0A4F29",
    ok_soft="#E2F0E3",
    border=1,
)
CONTRAST = Colours(
    page="#FFFFFF",
    surface="#FFFFFF",
    sunken="#EDEDED",
    line="#000000",
    edge="#000000",
    disabled="#767676",
    text="#000000",
    muted="#000000",
    accent="#003B44",
    accent_strong="#000000",
    accent_soft="#D5ECEA",
    on_accent="#FFFFFF",
    error="#7A0010",
    error_soft="#FFFFFF",
    warning="#4A3000",
    warning_soft="#FFFFFF",
    ok="#003D1C",
    ok_soft="#FFFFFF",
    border=2,
)


class _Look:
    def __init__(self) -> None:
        self.colours = LIGHT
        self.scale = 1.0
        self.fonts_loaded = False


_look = _Look()


def colours() -> Colours:
    """The palette in use; painters ask for it each time they paint."""
    return _look.colours


def colour(token: str) -> QColor:
    """One token of the palette in use, for a painter."""
    return QColor(getattr(_look.colours, token))


def px(size: float) -> int:
    """A length in pixels at the chosen type scale."""
    return round(size * _look.scale)


def font(size: int = BODY, bold: bool = False) -> QFont:
    """The bundled font at a size of this module, for painters."""
    result = QFont(FAMILY)
    result.setPixelSize(px(size))
    result.setBold(bold)
    return result


def load_fonts() -> None:
    """Make the bundled fonts known to Qt; a second call does nothing. Call once a QGuiApplication exists."""
    if _look.fonts_loaded:
        return
    for name in FONT_FILES:
        data = (paths.RESOURCES / "fonts" / name).read_bytes()
        QFontDatabase.addApplicationFontFromData(QByteArray(data))
    _look.fonts_loaded = True


def make_application(name: str) -> QApplication:
    """The application with its style chosen from the start; choosing it later costs QStyle's 300 enumerators."""
    app = QApplication([name, "-style", STYLE])
    app.setProperty("style", STYLE)
    return app


def apply(app: QApplication, scale: float = 1.0, contrast: bool = False) -> None:
    """Dress the whole program: `scale` enlarges the type (1.0 to 1.5), `contrast` is for sunlight and weak eyes."""
    _look.colours = CONTRAST if contrast else LIGHT
    _look.scale = scale
    load_fonts()
    if app.property("style") != STYLE:
        app.setStyle(STYLE)
    app.setPalette(_palette(_look.colours))
    app.setFont(font())
    app.setStyleSheet(style_sheet())


def style_sheet() -> str:
    """The style sheet for the palette and scale in use."""
    sizes = {"body": px(BODY), "small": px(SMALL), "title": px(TITLE), "heading": px(HEADING)}
    border = _look.colours.border
    lengths = {"row": px(38), "radius": 8, "card_radius": 14, "border": border, "focus": 2 * border}
    values = _look.colours._asdict() | {name: f"{value}px" for name, value in (sizes | lengths).items()}
    # A focus ring is wider than a border; the padding gives way, so that nothing jumps.
    values |= {"field_pad": f"{4 - border}px {10 - border}px", "button_pad": f"{4 - border}px {16 - border}px"}
    expand = (paths.RESOURCES / "icons" / "expand.svg").as_posix()
    return Template(STYLE_SHEET).substitute(values, expand_icon=expand)


def set_property(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet looks at, and restyle that one widget when it has changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.window().isVisible():
        return  # it is dressed when it is shown first
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def contrast_ratio(foreground: str, background: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(foreground), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(hex_colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(c: Colours) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: c.page,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.page,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.ToolTipBase: c.surface,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.Accent: c.accent,
        QPalette.ColorRole.Light: c.surface,
        QPalette.ColorRole.Mid: c.line,
        QPalette.ColorRole.Dark: c.edge,
    }
    palette = QPalette()
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    return palette
