"""The look: contrast, fonts, icons, and a start without heavy imports."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication

from facilitator.ui import icons, theme

STAGES = [
    *("prepare", "information", "criteria", "scoring", "self_assessment", "results"),
    *("interface", "action_plan", "follow_up", "survey", "budget", "print"),
]
SECTORS = ["economic", "social", "environment", "administration_security", "gender"]
SERVICES = [
    *("commune_administration", "health_centre", "primary_school", "preschool", "police_post"),
    *("district_office", "water_supply", "waste_management", "road", "other"),
]
HARD_KHMER = "ខ្ញុំ ស្ត្រី ព្រះរាជាណាចក្រ លក្ខណៈវិនិច្ឆ័យ កំពុងអនុវត្ត ប៉័ណ្ណ ០១២៣៤៥៦៧៨៩ ៛ ។ ៖ ៗ «»“”–…·"


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.CONTRAST])
def test_every_text_colour_has_a_contrast_of_7_to_1(palette: theme.Colours) -> None:
    pairs = [
        (palette.text, palette.page),
        (palette.text, palette.sunken),
        (palette.text, palette.accent_soft),
        (palette.on_accent, palette.accent),
        *((getattr(palette, t), palette.surface) for t in ("text", "muted", "accent", "error", "warning", "ok")),
        *((getattr(palette, t), palette.page) for t in ("muted", "accent", "error", "warning", "ok")),
        *((getattr(palette, t), getattr(palette, f"{t}_soft")) for t in ("accent", "error", "warning", "ok")),
    ]
    assert [pair for pair in pairs if theme.contrast_ratio(*pair) < 7] == []


def test_edges_of_fields_can_be_seen() -> None:
    assert theme.contrast_ratio(theme.LIGHT.edge, theme.LIGHT.surface) >= 3  # WCAG 2.2, 1.4.11


def test_contrast_ratio_knows_the_extremes() -> None:
    assert theme.contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("bold", [False, True])
def test_bundled_font_has_every_khmer_and_latin_sign(qapp: QApplication, bold: bool) -> None:
    theme.apply(qapp)
    font = theme.font(bold=bold)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    assert missing_glyphs(HARD_KHMER + "The quick brown fox, 0123456789 (%)", font) == 0


def test_the_check_for_missing_glyphs_can_fail(qapp: QApplication) -> None:
    theme.apply(qapp)
    font = theme.font()
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    assert missing_glyphs("漢字", font) == 2


def test_scale_enlarges_the_type(qapp: QApplication) -> None:
    theme.apply(qapp, scale=1.25)
    try:
        assert qapp.font().pixelSize() == 20
        assert "font-size: 20px" in theme.style_sheet()
    finally:
        theme.apply(qapp)
    assert qapp.font().pixelSize() == theme.BODY


def test_style_sheet_leaves_no_token_open(qapp: QApplication) -> None:
    theme.apply(qapp, contrast=True)
    try:
        assert "$" not in theme.style_sheet()
        assert theme.colours() is theme.CONTRAST
    finally:
        theme.apply(qapp)


@pytest.mark.parametrize("name", [*STAGES, *SECTORS, *SERVICES])
def test_every_stage_sector_and_service_has_an_icon(name: str) -> None:
    assert icons.has(name)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_painted(qapp: QApplication, name: str) -> None:
    picture = icons.pixmap(name).toImage()
    inked = sum(picture.pixelColor(x, y).alpha() > 0 for x in range(picture.width()) for y in range(picture.height()))
    assert inked > 12


def test_icons_follow_the_palette(qapp: QApplication) -> None:
    assert icons.pixmap("add", "text") is icons.pixmap("add", "text")
    assert icons.pixmap("add", "text").toImage() != icons.pixmap("add", "error").toImage()
    assert not icons.app_icon().isNull()


def test_nothing_heavy_is_imported_for_the_frame_of_the_window() -> None:
    code = (
        "import sys; from facilitator.ui import theme, icons; "
        "from facilitator.ui.widgets import basic, guidance, stage_list, status, top_bar; "
        "heavy = {'sqlalchemy', 'pandas', 'reportlab', 'alembic', 'openpyxl', 'icu4py', 'babel', 'PySide6.QtSvg'}; "
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def missing_glyphs(text: str, font: QFont) -> int:
    """How many signs the font would show as an empty box (glyph 0)."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return sum(run.glyphIndexes().count(0) for run in layout.glyphRuns())
