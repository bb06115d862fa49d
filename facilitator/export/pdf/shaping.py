"""From text to placed glyphs: one drawn glyph for every orthographic cluster (syllable) of Khmer.

ReportLab's own shaping leaves table cells and chart labels unshaped and makes copied text unreadable. Here every
string has its syllables put in order (`facilitator.syllables`) and is cut into runs of one face and one script, which
HarfBuzz shapes; each cluster becomes one glyph that knows its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from facilitator.coverage import INVISIBLE, STAND_INS, UNKNOWN
from facilitator.export.pdf.fonts import Face, faces, is_khmer
from facilitator.text import reordered, strip_breaks

# A base with its subscripts, dependent vowels, signs and joiners (no word has more than eight; a glyph made of hundreds
# would not fit the font). Anything else stands alone.
CLUSTER = re.compile(
    "[\u1780-\u17b3\u25cc](?:\u17d2[\u1780-\u17b3]?|[\u17b6-\u17d1\u17d3\u17dd\u200c\u200d]){0,9}|.", re.S
)

_FIGURE = re.compile("[0-9០-៩.,%៛ :/+–−-]+")
"""Characters of figures: in no face do they move or change one another (a test holds every pair against HarfBuzz)."""

_FARTHEST = 15_000
"""How far from its line, in font units, a part of a cluster is drawn. Hundreds of accents on one letter stand higher
and higher, but a font file has no numbers beyond 32,767."""

_BLANK = re.compile("[\t\n\x0b\x0c\r\u0085\u2028\u2029]")
_JOINERS = re.compile("[\u200c\u200d]")
_DOTTED_CIRCLE = "\u25cc"
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Part(NamedTuple):
    """A glyph of the font inside a cluster, displaced from the cluster's origin (font units)."""

    glyph: int
    x: int
    y: int


class Glyph(NamedTuple):
    """One cluster as it is drawn: its parts, its text, its advance and the advance that the font file states."""

    parts: tuple[Part, ...]
    text: str
    advance: int
    natural: int

    @property
    def is_plain(self) -> bool:
        """Whether the cluster is one glyph of the font as it stands."""
        return len(self.parts) == 1 and not self.parts[0].x and not self.parts[0].y


class ShapedRun(NamedTuple):
    """Neighbouring clusters of one face. The width is in 1/1000 em."""

    face: Face
    glyphs: tuple[Glyph, ...]
    width: float


class _Run(NamedTuple):
    face: Face
    script: str | None
    text: str
    stand_in: str | None = None


@lru_cache(maxsize=10_000)
def tidied(text: str) -> str:
    """Text as data that has come from anywhere: controls, bidirectional marks and all else without ink are gone.

    Every syllable is in order, lone halves of surrogate pairs (which no library can encode) are U+FFFD. Line ends and
    U+200B stay.
    """
    return reordered(_BROKEN.sub("\ufffd", INVISIBLE.sub("", text)))


def printable(text: str) -> str:
    """Tidied text for one line: without U+200B; tabs and line ends become spaces."""
    return strip_breaks(_BLANK.sub(" ", tidied(text)))


@lru_cache(maxsize=20_000)
def shape(text: str, font: str) -> tuple[ShapedRun, ...]:
    """Shape one line of text in a bundled face and its fallbacks."""
    text = printable(text)
    choice = faces(font)
    if _FIGURE.fullmatch(text) and choice[0].covers(text):  # most of what is new from paper to paper
        return (_figure(text, choice[0]),)
    return tuple(_shape_run(run) for run in _itemise(text, choice))


def _figure(text: str, face: Face) -> ShapedRun:
    """The run of a figure, put together from its characters."""
    glyphs = tuple([_lone(character, face) for character in text])
    return ShapedRun(face, glyphs, sum([glyph.advance for glyph in glyphs]) * face.per_em)


@lru_cache(maxsize=500)
def _lone(character: str, face: Face) -> Glyph:
    """The glyph of a character that stands alone."""
    (run,) = _by_script(character, face)
    (glyph,) = _shape_run(run).glyphs
    return glyph


@lru_cache(maxsize=20_000)
def width(text: str, font: str) -> float:
    """The shaped width of a text, in em."""
    return sum(run.width for run in shape(text, font)) / 1000


def clusters(text: str) -> list[str]:
    """The orthographic clusters of a text; a line may never be broken inside one."""
    return CLUSTER.findall(text)


def _itemise(text: str, choice: tuple[Face, ...]) -> Iterable[_Run]:
    """Runs of one face and one script, never cutting a cluster."""
    if _DOTTED_CIRCLE not in text and choice[0].covers(_JOINERS.sub("", text)):
        return _by_script(text, choice[0])
    return _by_face(text, choice)


def _by_script(text: str, face: Face) -> list[_Run]:
    """The runs of a text that one face covers: a sign of no script goes on with what stands before it."""
    runs: list[_Run] = []
    start, script = 0, None
    for at, character in enumerate(text):
        if is_khmer(character):
            found = "Khmr"
        elif character.isalpha():
            found = "Latn"
        else:
            continue
        if script is not None and found != script:
            runs.append(_Run(face, script, text[start:at]))
            start = at
        script = found
    if start < len(text):
        runs.append(_Run(face, script, text[start:]))
    return runs


def _by_face(text: str, choice: tuple[Face, ...]) -> Iterator[_Run]:
    """The runs of a text that needs several faces, or has characters that none of them has."""
    run: _Run | None = None
    for cluster in clusters(text):
        piece = _cluster_run(cluster, choice, run)
        if run is None:
            run = piece
        elif _joins(run, piece):
            run = _Run(run.face, run.script or piece.script, run.text + cluster)
        else:
            yield run
            run = piece
    if run is not None:
        yield run


def _joins(run: _Run, piece: _Run) -> bool:
    if run.stand_in or piece.stand_in or run.face is not piece.face:
        return False
    return piece.script is None or run.script is None or run.script == piece.script


def _cluster_run(cluster: str, choice: tuple[Face, ...], before: _Run | None) -> _Run:
    script = "Khmr" if is_khmer(cluster[0]) else "Latn" if cluster[0].isalpha() else None
    core = cluster.replace("\u200c", "").replace("\u200d", "")
    # Punctuation stays in the face of its neighbour, so that "(OFL)" inside a title is of one piece.
    if script is None and before is not None and not before.stand_in and before.face.covers(core):
        return _Run(before.face, None, cluster)
    for face in choice:
        if face.covers(core):
            return _Run(face, script, cluster)
    stand_in = STAND_INS.get(cluster, UNKNOWN)
    return _Run(next((f for f in choice if f.covers(stand_in)), choice[-1]), None, cluster, stand_in)


def _shape_run(run: _Run) -> ShapedRun:
    buffer = hb.Buffer()
    buffer.add_str(run.stand_in or run.text)
    buffer.direction = "ltr"
    buffer.script = run.script or "Zyyy"
    buffer.language = "km" if run.script == "Khmr" else "en"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    # Latin ligatures would join several letters in one code: copied text is worth more than an "fi".
    hb.shape(run.face.hb_font, buffer, {"kern": True, "liga": run.script == "Khmr"})
    glyphs = tuple(_glyphs(run, buffer))
    return ShapedRun(run.face, glyphs, sum(g.advance for g in glyphs) * run.face.per_em)


def _glyphs(run: _Run, buffer: hb.Buffer) -> Iterator[Glyph]:
    owners = [run.text] if run.stand_in else clusters(run.text)
    shown = len(run.stand_in) if run.stand_in else 0
    owner_of = [i for i, text in enumerate(owners) for _ in range(shown or len(text))]
    parts: list[Part] = []
    pen, owner = 0, 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if owner_of[info.cluster] != owner and parts:
            yield _glyph(run.face, tuple(parts), owners[owner], pen)
            parts, pen = [], 0
        owner = owner_of[info.cluster]
        parts.append(_part(info.codepoint, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
    if parts:
        yield _glyph(run.face, tuple(parts), owners[owner], pen)


@lru_cache(maxsize=20_000)
def _part(glyph: int, x: int, y: int) -> Part:
    return Part(glyph, x, max(-_FARTHEST, min(y, _FARTHEST)))


@lru_cache(maxsize=20_000)
def _glyph(face: Face, parts: tuple[Part, ...], text: str, advance: int) -> Glyph:
    glyph = Glyph(parts, text, advance, advance)
    return Glyph(parts, text, advance, face.advance(parts[0].glyph)) if glyph.is_plain else glyph
