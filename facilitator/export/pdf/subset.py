"""A small TrueType font that holds just the glyphs of one paper, one composite glyph for each cluster.

HarfBuzz makes the subset of plain glyphs; the composites (TrueType "glyf" components, OpenType specification 1.9,
chapter "glyf") are made here, and all are put in the order of their character codes. One code for each cluster is what
makes copying and searching exact.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import uharfbuzz as hb

from facilitator.export.pdf.shaping import Glyph, Part

if TYPE_CHECKING:
    from facilitator.export.pdf.fonts import Face

_DROPPED = (
    "GSUB GPOS GDEF DSIG meta STAT post name OS/2 cmap gasp FFTM LTSH hdmx VDMX kern PCLT prop Feat Glat Gloc Silf Sill"
)

# Flags of a composite's components: those that are written here, then those by which one is passed over.
_PLACED, _MORE, _OVERLAP = 0x0003, 0x0020, 0x0400
_WORDS, _ONE_SCALE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0040, 0x0080

_BOX = struct.Struct(">hhhhh")
"""How a glyph begins: number of its outlines (-1: it is made of others), left, bottom, right, top."""
_COMPONENT = struct.Struct(">HHhh")

_FARTHEST_SHORT = 2 * 0xFFFF
"""The last place in the outlines that the short form of their directory (`loca`) can name."""


def make_subset(face: Face, glyphs: Sequence[Glyph]) -> bytes:
    """The font file of one paper: glyph number i is the i-th of `glyphs`, counted from 1, as are their character codes.

    Behind them stand the parts that are in composites alone.
    """
    data, renumbered = _harfbuzz_subset(face, {part.glyph for glyph in glyphs for part in glyph.parts})
    source = _Source(_read_tables(data))
    place = {0: 0}
    for number, glyph in enumerate(glyphs, 1):
        if glyph.is_plain:
            place.setdefault(renumbered[glyph.parts[0].glyph], number)
    apart = [number for number in range(len(source.outlines)) if number not in place]
    place |= {number: len(glyphs) + 1 + index for index, number in enumerate(apart)}
    font = _Font(source, place)
    font.add_moved(0)
    for glyph in glyphs:
        parts = [Part(renumbered[part.glyph], part.x, part.y) for part in glyph.parts]
        if glyph.is_plain:
            font.add_moved(parts[0].glyph)
        else:
            font.add_composite(parts, glyph.advance)
    font.end_of_codes()
    for number in apart:
        font.add_moved(number)
    return font.to_bytes()


def _harfbuzz_subset(face: Face, needed: set[int]) -> tuple[bytes, dict[int, int]]:
    request = hb.SubsetInput()
    request.glyph_set.update(needed | {0})
    request.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    for tag in _DROPPED.split():
        request.drop_table_tag_set.add(int.from_bytes(tag.ljust(4).encode(), "big"))
    plan = hb.SubsetPlan(face.hb_face, request)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _read_tables(data: bytes) -> dict[str, bytes]:
    tables = {}
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _checksum, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        tables[tag.decode()] = data[offset : offset + length]
    return tables


class _Source:
    """The subset that HarfBuzz made, glyph by glyph."""

    def __init__(self, tables: dict[str, bytes]) -> None:
        self.tables = tables
        count = struct.unpack_from(">H", tables["maxp"], 4)[0]
        starts = self._read_starts(count)
        self.outlines = [tables["glyf"][start:end] for start, end in pairwise(starts)]
        self.metrics = self._read_metrics(count)

    def _read_starts(self, count: int) -> list[int]:
        is_long = struct.unpack_from(">h", self.tables["head"], 50)[0]
        if is_long:
            return list(struct.unpack(f">{count + 1}I", self.tables["loca"]))
        return [2 * half for half in struct.unpack(f">{count + 1}H", self.tables["loca"])]

    def _read_metrics(self, count: int) -> list[tuple[int, int]]:
        """(advance, left side bearing) of every glyph; the last advance counts for all that follow it."""
        full = struct.unpack_from(">H", self.tables["hhea"], 34)[0]
        table = self.tables["hmtx"]
        metrics: list[tuple[int, int]] = [struct.unpack_from(">Hh", table, 4 * i) for i in range(full)]
        for i in range(count - full):
            metrics.append((metrics[full - 1][0], struct.unpack_from(">h", table, 4 * full + 2 * i)[0]))
        return metrics

    def box(self, number: int) -> tuple[int, int, int, int] | None:
        """The bounding box of a glyph; None when it has no ink."""
        outline = self.outlines[number]
        if not outline:
            return None
        _count, left, bottom, right, top = _BOX.unpack_from(outline)
        return left, bottom, right, top


class _Font:
    """The font that is built; `place` tells for each glyph of the source which number it gets."""

    def __init__(self, source: _Source, place: Mapping[int, int]) -> None:
        self._source, self._place = source, place
        self._outlines: list[bytes] = []
        self._metrics: list[tuple[int, int]] = []
        self._most_parts = 0
        self._full_metrics = 0

    def add_moved(self, number: int) -> None:
        """The next glyph is one of the source."""
        self._outlines.append(self._renumbered(self._source.outlines[number]))
        self._metrics.append(self._source.metrics[number])

    def add_composite(self, parts: Sequence[Part], advance: int) -> None:
        """The next glyph is made of others."""
        placed = [(part, box) for part in parts if (box := self._source.box(part.glyph))]
        self._most_parts = max(self._most_parts, len(placed))
        outline = b""
        left = 0
        if placed:
            edges = [(box[0] + x, box[1] + y, box[2] + x, box[3] + y) for (_glyph, x, y), box in placed]
            lefts, bottoms, rights, tops = zip(*edges, strict=True)
            left = min(lefts)
            outline = _BOX.pack(-1, left, min(bottoms), max(rights), max(tops))
        flags, last = _PLACED | _OVERLAP, len(placed) - 1
        for i, (part, _box) in enumerate(placed):
            outline += _COMPONENT.pack(flags | (_MORE if i < last else 0), self._place[part.glyph], part.x, part.y)
            flags = _PLACED
        self._outlines.append(outline)
        self._metrics.append((max(0, advance), left))

    def end_of_codes(self) -> None:
        """What follows is drawn inside of composites alone: nobody asks how wide it is."""
        self._full_metrics = len(self._metrics)

    def _renumbered(self, outline: bytes) -> bytes:
        """The same outline; one that is made of others names them by their new numbers."""
        if not outline or struct.unpack_from(">h", outline)[0] >= 0:
            return outline
        out = bytearray(outline)
        at, flags = 10, _MORE
        while flags & _MORE:
            flags, number = struct.unpack_from(">HH", out, at)
            struct.pack_into(">H", out, at + 2, self._place[number])
            at += 8 if flags & _WORDS else 6
            at += 2 * bool(flags & _ONE_SCALE) + 4 * bool(flags & _TWO_SCALES) + 8 * bool(flags & _MATRIX)
        return bytes(out)

    def to_bytes(self) -> bytes:
        """The finished font file."""
        count = len(self._metrics)
        padded = [outline + bytes(-len(outline) % 2) for outline in self._outlines]
        starts = list(accumulate(map(len, padded), initial=0))
        is_long = starts[-1] > _FARTHEST_SHORT
        tables = dict(self._source.tables)
        tables["glyf"] = b"".join(padded)
        tables["loca"] = struct.pack(
            f">{count + 1}{'I' if is_long else 'H'}", *(s if is_long else s // 2 for s in starts)
        )
        tables["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in self._metrics[: self._full_metrics])
        tables["hmtx"] += b"".join(struct.pack(">h", left) for _, left in self._metrics[self._full_metrics :])
        head = bytearray(tables["head"])
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">16x", head, 20)  # when the face was made and changed
        struct.pack_into(">h", head, 50, is_long)
        tables["head"] = bytes(head)
        hhea = bytearray(tables["hhea"])
        struct.pack_into(">H", hhea, 34, self._full_metrics)
        tables["hhea"] = bytes(hhea)
        tables["maxp"] = self._maxima(count)
        return _assemble(tables)

    def _maxima(self, count: int) -> bytes:
        """`maxp` with room for the composites; a reader may size its buffers from it."""
        maxp = bytearray(self._source.tables["maxp"])
        struct.pack_into(">H", maxp, 4, count)
        points, contours, part_points, part_contours = struct.unpack_from(">HHHH", maxp, 6)
        most = max(1, self._most_parts)
        struct.pack_into(">H", maxp, 10, min(0xFFFF, max(part_points, points) * most))
        struct.pack_into(">H", maxp, 12, min(0xFFFF, max(part_contours, contours) * most))
        elements, depth = struct.unpack_from(">HH", maxp, 28)
        struct.pack_into(">HH", maxp, 28, max(elements, self._most_parts), depth + 1)
        return bytes(maxp)


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _assemble(tables: dict[str, bytes]) -> bytes:
    """An sfnt file from its tables, with the checksum adjustment of `head` set."""
    count = len(tables)
    exponent = count.bit_length() - 1
    directory = struct.pack(">IHHHH", 0x00010000, count, 16 << exponent, exponent, 16 * count - (16 << exponent))
    offset = 12 + 16 * count
    body = b""
    head_at = whole = 0
    for tag in sorted(tables):
        table = tables[tag]
        if tag == "head":
            head_at = offset + len(body)
        checksum = _checksum(table)
        whole += checksum
        directory += struct.pack(">4sIII", tag.encode(), checksum, offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    whole += _checksum(directory)
    font = bytearray(directory + body)
    struct.pack_into(">I", font, head_at + 8, (0xB1B0AFBA - whole) & 0xFFFFFFFF)
    return bytes(font)
