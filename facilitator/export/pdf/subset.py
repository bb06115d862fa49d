"""A small TrueType font that holds just the glyphs of one paper, one composite glyph for each cluster.

HarfBuzz makes the subset of plain glyphs; the composites (TrueType "glyf" components, OpenType specification 1.9,
chapter "glyf") are appended here. One character code for each cluster is what makes copying and searching exact.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

import uharfbuzz as hb

from facilitator.export.pdf.fonts import Face
from facilitator.export.pdf.shaping import Glyph, Part

_DROPPED = (
    "GSUB GPOS GDEF DSIG meta STAT post name OS/2 cmap gasp FFTM LTSH hdmx VDMX kern PCLT prop Feat Glat Gloc Silf Sill"
)

# Component flags: ARGS_ARE_WORDS | ARGS_ARE_XY, MORE_COMPONENTS, OVERLAP_COMPOUND.
_PLACED, _MORE, _OVERLAP = 0x0003, 0x0020, 0x0400


class Subset(NamedTuple):
    """The font file and, for each glyph asked for, its glyph number in it."""

    data: bytes
    glyph_ids: list[int]


def make_subset(face: Face, glyphs: Sequence[Glyph]) -> Subset:
    """The font of one paper: `glyphs` in the order of their character codes."""
    data, renumbered = _harfbuzz_subset(face, {part.glyph for glyph in glyphs for part in glyph.parts})
    font = _GrowingFont(_read_tables(data))
    glyph_ids = []
    for glyph in glyphs:
        parts = tuple(Part(renumbered[part.glyph], part.x, part.y) for part in glyph.parts)
        glyph_ids.append(parts[0].glyph if glyph.is_plain else font.composite(parts, glyph.advance))
    return Subset(font.to_bytes(), glyph_ids)


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


class _GrowingFont:
    """The tables of a subset, to which composite glyphs are appended."""

    def __init__(self, tables: dict[str, bytes]) -> None:
        self._tables = tables
        count = struct.unpack_from(">H", tables["maxp"], 4)[0]
        self._starts = self._read_starts(count)
        self._outlines = bytearray(tables["glyf"][: self._starts[-1]])
        self._metrics = self._read_metrics(count)
        self._known: dict[tuple[tuple[Part, ...], int], int] = {}
        self._most_parts = 0
        self._align()

    def _read_starts(self, count: int) -> list[int]:
        is_long = struct.unpack_from(">h", self._tables["head"], 50)[0]
        if is_long:
            return list(struct.unpack(f">{count + 1}I", self._tables["loca"]))
        return [2 * half for half in struct.unpack(f">{count + 1}H", self._tables["loca"])]

    def _read_metrics(self, count: int) -> list[tuple[int, int]]:
        """(advance, left side bearing) of every glyph; the last advance counts for all that follow it."""
        full = struct.unpack_from(">H", self._tables["hhea"], 34)[0]
        table = self._tables["hmtx"]
        metrics: list[tuple[int, int]] = [struct.unpack_from(">Hh", table, 4 * i) for i in range(full)]
        for i in range(count - full):
            metrics.append((metrics[full - 1][0], struct.unpack_from(">h", table, 4 * full + 2 * i)[0]))
        return metrics

    def _align(self) -> None:
        """Pad the outlines to four bytes; trailing empty glyphs must stay empty."""
        end = len(self._outlines)
        self._outlines += bytes(-end % 4)
        for i in range(len(self._starts) - 1, -1, -1):
            if self._starts[i] != end:
                break
            self._starts[i] = len(self._outlines)

    def composite(self, parts: tuple[Part, ...], advance: int) -> int:
        """The number of a glyph made of others; the same cluster is made once."""
        key = (parts, advance)
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self._metrics)
            left = self._append(parts)
            self._metrics.append((max(0, advance), left))
        return number

    def _append(self, parts: tuple[Part, ...]) -> int:
        placed = [(part, box) for part in parts if (box := self._box(part.glyph))]
        self._most_parts = max(self._most_parts, len(placed))
        left = 0
        if placed:
            left = min(box[0] + part.x for part, box in placed)
            bottom = min(box[1] + part.y for part, box in placed)
            right = max(box[2] + part.x for part, box in placed)
            top = max(box[3] + part.y for part, box in placed)
            self._outlines += struct.pack(">hhhhh", -1, left, bottom, right, top)
        for i, (part, _box) in enumerate(placed):
            flags = _PLACED | (_OVERLAP if i == 0 else 0) | (_MORE if i < len(placed) - 1 else 0)
            self._outlines += struct.pack(">HHhh", flags, part.glyph, part.x, part.y)
        self._outlines += bytes(-len(self._outlines) % 4)
        self._starts.append(len(self._outlines))
        return left

    def _box(self, glyph: int) -> tuple[int, int, int, int] | None:
        """The bounding box of a glyph; None when it has no ink."""
        if self._starts[glyph] == self._starts[glyph + 1]:
            return None
        left, bottom, right, top = struct.unpack_from(">hhhh", self._outlines, self._starts[glyph] + 2)
        return left, bottom, right, top

    def to_bytes(self) -> bytes:
        """The finished font file."""
        count = len(self._metrics)
        tables = dict(self._tables)
        tables["glyf"] = bytes(self._outlines)
        tables["loca"] = struct.pack(f">{count + 1}I", *self._starts)
        tables["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in self._metrics)
        head = bytearray(tables["head"])
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        tables["head"] = bytes(head)
        hhea = bytearray(tables["hhea"])
        struct.pack_into(">H", hhea, 34, count)
        tables["hhea"] = bytes(hhea)
        tables["maxp"] = self._maxima(count)
        return _assemble(tables)

    def _maxima(self, count: int) -> bytes:
        """`maxp` with room for the composites; a reader may size its buffers from it."""
        maxp = bytearray(self._tables["maxp"])
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
    head_at = 0
    for tag in sorted(tables):
        table = tables[tag]
        if tag == "head":
            head_at = offset + len(body)
        directory += struct.pack(">4sIII", tag.encode(), _checksum(table), offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    font = bytearray(directory + body)
    struct.pack_into(">I", font, head_at + 8, (0xB1B0AFBA - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)
