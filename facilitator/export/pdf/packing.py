"""Writes the finished file with its small objects packed and compressed together (object streams, ISO 32000-1, 7.5.7).

ReportLab writes every object in the open; the structure of a paper has hundreds of small ones. Packed they cost a few
bytes each, and the file as a whole becomes smaller than it was without them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Container, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_END = b"endstream"
_END_OF_REPORTLAB = b"endstream\n"
_IN_ONE_STREAM = 400
_LEVEL = 9
_ROW = struct.Struct(">BBIH")
"""A row of the cross-references: how it is told (`_UP`: as the difference from the row above), then the place."""
_UP = 2


Numbered = tuple[int, bytes]
"""An object of the file as it is written, and its number."""


class _Place(NamedTuple):
    """Where an object is, as the cross-reference stream says it: kind, then two figures."""

    kind: int
    first: int
    second: int


def packed(document: Any, canvas: Any, before: Iterable[Numbered] = ()) -> bytes:
    """The bytes of a finished ReportLab document; `before` are objects of the file that were formatted already.

    The document's own are numbered after them (`renumber`).
    """
    _prepare(document, canvas)
    out = _File()
    places = {0: _Place(0, 0, 65535)}
    small: list[Numbered] = []
    for number, content in chain(before, formatted(document)):
        if content.endswith(_END):
            places[number] = out.add(number, content)
        else:
            small.append((number, content))
    number = max(document.numberToId) + 1
    for start in range(0, len(small), _IN_ONE_STREAM):
        group = small[start : start + _IN_ONE_STREAM]
        places |= {member: _Place(2, number, index) for index, (member, _) in enumerate(group)}
        places[number] = out.add(number, _object_stream(group))
        number += 1
    return out.end(_cross_references(document, places, number, out.length))


class _File:
    """The file in pieces, put together once: a photo in it is not copied again with all that follows."""

    def __init__(self) -> None:
        self._pieces = [_HEAD]
        self.length = len(_HEAD)

    def add(self, number: int, content: bytes) -> _Place:
        """Add an object; where it stands."""
        place = _Place(1, self.length, 0)
        pieces = (b"%d 0 obj\n" % number, content, b"\nendobj\n")
        self._pieces += pieces
        self.length += sum(map(len, pieces))
        return place

    def end(self, content: bytes) -> bytes:
        """The whole file, when this stands at its end."""
        return b"".join([*self._pieces, content])


def formatted(document: Any, without: Container[int] = ()) -> Iterator[Numbered]:
    """The objects of a ReportLab document and their numbers; others may still be added while they are formatted."""
    number = min(document.numberToId)
    while number in document.numberToId:
        if number not in without:
            thing = _tight(document.idToObject[document.numberToId[number]])
            content = pdfdoc.format(thing, document, toplevel=1)
            if content.endswith(_END_OF_REPORTLAB):
                content = content[: -len(_END_OF_REPORTLAB)] + b"\n" + _END
            else:
                content = content.strip()
            yield number, content
        number += 1


def renumber(document: Any, by: int) -> None:
    """Leave so many numbers free before those of a document's objects. Nothing of it is formatted yet."""
    numbers = document.idToObjectNumberAndVersion
    for name, (number, version) in numbers.items():
        numbers[name] = (number + by, version)
    document.numberToId = {number + by: name for number, name in document.numberToId.items()}
    document.objectcounter += by


def add_fonts(document: Any) -> None:
    """Make the objects of the fonts, once nothing more is drawn."""
    for font in document.delayedFonts:
        font.addObjects(document)


class _Deflate:
    """The filter of streams, at its best: ReportLab's own is content with less."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(content: str | bytes) -> bytes:
        return zlib.compress(content.encode("latin-1") if isinstance(content, str) else content, _LEVEL)


def _tight(thing: Any) -> Any:
    """The same object; a stream that is to be compressed is told how."""
    if isinstance(thing, pdfdoc.PDFStream) and thing.filters:
        thing.filters = [_Deflate]
    return thing


def _prepare(document: Any, canvas: Any) -> None:
    """What ReportLab does before it formats a document."""
    add_fonts(document)
    document.info.invariant = document.invariant
    document.info.digest(document.signature)
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None


def _object_stream(group: list[Numbered]) -> bytes:
    offsets: list[str] = []
    at = 0
    for number, content in group:
        offsets.append(f"{number} {at}")
        at += len(content) + 1
    head = " ".join(offsets).encode() + b"\n"
    body = head + b"\n".join(content for _, content in group)
    return _stream(f"/Type/ObjStm/N {len(group)}/First {len(head)}".encode(), body)


def _stream(entries: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, _LEVEL)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _cross_references(document: Any, places: dict[int, _Place], number: int, start: int) -> bytes:
    """The cross-reference stream (7.5.8), which is the trailer too; rows as differences, because they pack better."""
    places[number] = _Place(1, start, 0)
    rows = b"".join([_ROW.pack(0, *places[index]) for index in range(number + 1)])
    table = bytearray([(new - old) & 0xFF for new, old in zip(rows, bytes(_ROW.size) + rows, strict=False)])
    table[:: _ROW.size] = bytes([_UP]) * (number + 1)
    root, info = (document.Reference(entry).format(document) for entry in (document.Catalog, document.info))
    identity = document.ID().partition(b"]")[0].strip() + b"]"
    entries = b"/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Size %d/Root %s/Info %s/ID%s" % (
        number + 1,
        root,
        info,
        identity,
    )
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, _stream(entries, bytes(table)), start)
