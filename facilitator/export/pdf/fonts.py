"""The bundled typefaces, measured and shaped by HarfBuzz.

Papers never rely on the fonts of the PC that prints them. Noto Sans Khmer sets body text, Moul sets Khmer titles
(both under the SIL Open Font License, licences beside the files).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import uharfbuzz as hb

from facilitator import paths

BODY = "Khmer"
BOLD = "Khmer-Bold"
LIGHT = "Khmer-Light"
TITLE = "Khmer-Title"

# Syllables of the language that reach highest and lowest: what a leading has to make room for.
_TALLEST = "ផ្ទៃ ខ្លឹម ហ៊ឺ ទ្ធិ៍ ញ្ជុំ ញ្ញុ ស្ត្រូវ"


@dataclass(frozen=True)
class _File:
    """One font file; `khmer_only` leaves its Latin to the fallback face."""

    file: str
    khmer_only: bool = False


_FILES = {
    BODY: _File("NotoSansKhmer-Regular.ttf"),
    BOLD: _File("NotoSansKhmer-Bold.ttf"),
    LIGHT: _File("NotoSansKhmer-Light.ttf"),
    # Moul's Latin letters are a display face of another voice: Latin inside a title is set in the bold body face.
    TITLE: _File("Moul-Regular.ttf", khmer_only=True),
}

_FALLBACKS = {BODY: (), BOLD: (), LIGHT: (), TITLE: (BOLD,)}


class Face:
    """One font file opened in HarfBuzz. Lengths are in font units unless a name says otherwise."""

    def __init__(self, name: str, data: bytes, *, khmer_only: bool = False) -> None:
        self.name = name
        self.hb_face = hb.Face(hb.Blob(data))
        self.hb_font = hb.Font(self.hb_face)
        self.per_em: float = 1000.0 / self.hb_face.upem
        codes = frozenset(self.hb_face.unicodes)
        self.codes = frozenset(c for c in codes if is_khmer(chr(c)) or not chr(c).isalnum()) if khmer_only else codes
        self._characters = frozenset(map(chr, self.codes))
        extents = self.hb_font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self.per_em
        self.descent: float = extents.descender * self.per_em
        self.postscript_name: str = self.hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or name
        self._advances: dict[int, int] = {}

    def covers(self, text: str) -> bool:
        """Whether this face has a glyph of its own for every character."""
        return self._characters.issuperset(text)

    def advance(self, glyph: int) -> int:
        """The advance width that the font file gives to a glyph."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = self.hb_font.get_glyph_h_advance(glyph)
        return width

    @cached_property
    def ink(self) -> tuple[float, float]:
        """How far the tallest Khmer stacks reach above and below the baseline, in em (both positive)."""
        buffer = hb.Buffer()
        buffer.add_str(_TALLEST)
        buffer.guess_segment_properties()
        hb.shape(self.hb_font, buffer)
        top = bottom = 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            extents = self.hb_font.get_glyph_extents(info.codepoint)
            if extents is None:
                continue
            highest = extents.y_bearing + position.y_offset
            top = max(top, highest)
            bottom = min(bottom, highest + extents.height)
        return top * self.per_em / 1000, -bottom * self.per_em / 1000


def is_khmer(character: str) -> bool:
    """Whether a character is of the Khmer script (letters, signs, digits, lunar symbols)."""
    return "\u1780" <= character <= "\u17ff" or "\u19e0" <= character <= "\u19ff"


@cache
def face(name: str) -> Face:
    """The bundled face of that name, read once.

    The file is read with `open()` and handed over as bytes: HarfBuzz cannot open a path with Khmer letters on Windows.
    """
    entry = _FILES[name]
    data = (paths.RESOURCES / "fonts" / entry.file).read_bytes()
    return Face(name, data, khmer_only=entry.khmer_only)


@cache
def faces(name: str) -> tuple[Face, ...]:
    """A face and those that take over where it lacks a character, in order."""
    return (face(name), *(face(other) for other in _FALLBACKS[name]))


def names() -> tuple[str, ...]:
    """The names of all bundled faces."""
    return tuple(_FILES)
