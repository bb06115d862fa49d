"""The bundled faces as ReportLab fonts: measuring, drawing operators, and the objects of the finished file.

ReportLab accepts any object with the interface of its own "dynamic" fonts. Everything it draws or measures, table
cells and chart labels included, then goes through `shaping`.
"""

# ruff: noqa: N802, N815 - the names that ReportLab expects of a font

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfdoc, pdfmetrics

from facilitator.export.pdf import fonts, shaping
from facilitator.export.pdf.subset import make_subset

if TYPE_CHECKING:
    from facilitator.export.pdf.fonts import Face
    from facilitator.export.pdf.shaping import Glyph

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_STRETCH = 100
"""Codes of one stretch: some readers keep no longer arrays."""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def register() -> None:
    """Make the bundled faces known to ReportLab (once) and its only default; Helvetica is never embedded by name."""
    if fonts.BODY in pdfmetrics.getRegisteredFontNames():
        return
    for name in fonts.names():
        pdfmetrics.registerFont(ShapedFont(fonts.face(name)))


@dataclass
class _Used:
    """What one paper has used of one face: glyphs in the order of their codes (code 0 is "no glyph")."""

    internal: str
    codes: dict[Glyph, int] = field(default_factory=dict)
    _met: dict[int, tuple[str, Glyph]] = field(default_factory=dict)
    """By identity of a glyph, which is kept here: to look it up by all that it is made of takes ten times as long."""

    def code(self, glyph: Glyph) -> str:
        """Four hexadecimal digits."""
        met = self._met.get(id(glyph))
        if met is None:
            # Keyed by text as well as by shape: two spellings that look alike must be copied as they were typed.
            code = self.codes.setdefault(glyph, len(self.codes) + 1)
            met = self._met[id(glyph)] = (f"{code:04X}", glyph)
        return met[0]


@dataclass
class _FaceFacts:
    """The facts ReportLab reads from `font.face`."""

    name: str
    ascent: float
    descent: float
    builtIn: int = 0
    bold: int = 0
    italic: int = 0

    @property
    def familyName(self) -> str:
        return self.name


class _Encoding:
    name = "UTF-8"


class ShapedFont:
    """A bundled face in the form that ReportLab expects (its names, hence not snake_case)."""

    _multiByte = 1
    _dynamicFont = 1
    shapable = False  # keeps ReportLab's own shaper away
    substitutionFonts: tuple[()] = ()
    encoding = _Encoding()

    def __init__(self, face: Face) -> None:
        self._face = face
        self.fontName = face.name
        self.ascent, self.descent = face.ascent, face.descent
        self.face = _FaceFacts(face.name, face.ascent, face.descent)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:
        """The shaped width in points."""
        return shaping.width(_as_text(text, encoding), self.fontName) * size

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:
        """Codes of the text in this face alone, for callers that bypass `KhmerTextObject`."""
        used = _used(doc, self._face)
        runs = shaping.shape(_as_text(text, encoding), self.fontName)
        codes = [used.code(g) for run in runs if run.face is self._face for g in run.glyphs]
        return [(0, bytes.fromhex("".join(codes)))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """The resource name of this face in the paper."""
        return "/" + _used(doc, self._face).internal

    def operators(self, text: str | bytes, size: float, doc: Any) -> str:
        """The PDF operators that show a text at the current point of a text object."""
        known: dict[tuple[str, str | bytes, float], str] = doc.__dict__.setdefault("_shown_texts", {})
        key = (self.fontName, text, size)
        found = known.get(key)
        if found is None:
            found = known[key] = self._operators(_as_text(text), size, doc)
        return found

    def _operators(self, text: str, size: float, doc: Any) -> str:
        out: list[str] = []
        face = self._face
        for face, runs in groupby(shaping.shape(text, self.fontName), attrgetter("face")):
            used = _used(doc, face)
            glyphs = [glyph for run in runs for glyph in run.glyphs]
            out.append(f"/{used.internal} {fp_str(size)} Tf {_show(face, glyphs, used)}")
        if face is not self._face:
            out.append(f"/{_used(doc, self._face).internal} {fp_str(size)} Tf")
        return " ".join(out)

    def addObjects(self, doc: Any) -> None:
        """Write the face into the finished file; called by ReportLab once the last page is known."""
        _embed(doc, self._face, _used(doc, self._face))


def _as_text(text: str | bytes, encoding: str = "utf8") -> str:
    return text.decode(encoding, "replace") if isinstance(text, bytes) else text


def _used(doc: Any, face: Face) -> _Used:
    states: dict[str, _Used] = doc.__dict__.setdefault("_shaped_fonts", {})
    state = states.get(face.name)
    if state is None:
        state = states[face.name] = _Used(f"K{len(doc.fontMapping) + 1}")
        doc.fontMapping[face.name] = "/" + state.internal
        doc.delayedFonts.append(pdfmetrics.getFont(face.name))
    return state


def _show(face: Face, glyphs: list[Glyph], used: _Used) -> str:
    """One show operator for neighbours in one face; adjustments only where kerning changed an advance."""
    pieces: list[str] = []
    codes: list[str] = []
    for glyph in glyphs:
        codes.append(used.code(glyph))
        if glyph.advance != glyph.natural:
            pieces.append(f"<{''.join(codes)}>")
            pieces.append(fp_str(round((glyph.natural - glyph.advance) * face.per_em, 1)))
            codes.clear()
    if codes:
        pieces.append(f"<{''.join(codes)}>")
    return f"{pieces[0]} Tj" if len(pieces) == 1 else f"[{' '.join(pieces)}] TJ"


def _embed(doc: Any, face: Face, used: _Used) -> None:
    glyphs = list(used.codes)
    data, texts = make_subset(face, glyphs), _to_unicode(glyphs)
    name = f"/{_tag(data, texts)}+{face.postscript_name}"
    key = used.internal
    descriptor = pdfdoc.PDFDictionary(_descriptor(face, name))
    descriptor["FontFile2"] = doc.Reference(_stream(data, Length1=len(data)), f"file:{key}")
    widths = " ".join(fp_str(round(g.natural * face.per_em, 2)) for g in glyphs)
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": doc.Reference(descriptor, f"descriptor:{key}"),
            "DW": 0,
            "W": f"[1 [{widths}]]",
            "CIDToGIDMap": "/Identity",
        }
    )
    font = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant:{key}")]),
            "ToUnicode": doc.Reference(_stream(texts), f"unicode:{key}"),
        }
    )
    doc.idToObject["BasicFonts"].dict[key] = doc.Reference(font, key)


def _descriptor(face: Face, name: str) -> dict[str, Any]:
    return {
        "Type": "/FontDescriptor",
        "FontName": name,
        "Flags": 4,
        "ItalicAngle": 0,
        "StemV": 80,
        "CapHeight": 700,
        "Ascent": round(face.ascent),
        "Descent": round(face.descent),
        "FontBBox": pdfdoc.PDFArray([-500, round(face.descent), 2000, round(face.ascent)]),
    }


def _stream(content: bytes, **entries: int) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    for key, value in entries.items():
        stream.dictionary[key] = value
    return stream


def _tag(data: bytes, texts: bytes) -> str:
    """Six letters that name the subset, the same for the same content (`hash()` differs from run to run)."""
    crc = zlib.crc32(texts, zlib.crc32(data))
    return "".join(chr(ord("A") + crc // 26**i % 26) for i in range(6))


def _to_unicode(glyphs: list[Glyph]) -> bytes:
    """The table by which a reader turns codes into text: one entry for each cluster.

    Entries stand in stretches of codes, of which only the last byte may change (Adobe Technical Note 5014, 1.4.2).
    """
    texts = [f"<{glyph.text.encode('utf-16-be').hex().upper()}>" for glyph in glyphs]
    body = ""
    first = 1
    while first <= len(glyphs):
        last = min(len(glyphs), first + _STRETCH - 1, first | 0xFF)
        body += f"1 beginbfrange\n<{first:04X}><{last:04X}>[{''.join(texts[first - 1 : last])}]\nendbfrange\n"
        first = last + 1
    return (_CMAP_HEAD + body + _CMAP_FOOT).encode("ascii")
