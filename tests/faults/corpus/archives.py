"""Workbooks whose archive is broken, lies or is a trap."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from tests.faults.corpus.book import (
    MAIN,
    ROW,
    SHEET,
    STYLES,
    VOTES,
    column,
    packed,
    parts,
    row,
    shared,
    sheet,
    table,
    with_texts,
)


def archives() -> Iterator[tuple[str, bytes]]:
    honest = packed(parts())
    yield "empty", b""
    yield "one-byte", b"P"
    yield "only-the-signature", b"PK\x03\x04"
    yield "empty-archive", packed({})
    yield "no-workbook-in-it", packed({"readme.txt": b"nothing"})
    yield "only-the-types", packed({"[Content_Types].xml": parts()["[Content_Types].xml"]})
    for share in (0.1, 0.5, 0.9, 0.99):
        yield f"cut-at-{int(share * 100)}-percent", honest[: int(len(honest) * share)]
    yield "without-its-directory", honest[: honest.rindex(b"PK\x01\x02")]
    yield "with-rubbish-behind", honest + b"\0" * 70_000
    yield "with-rubbish-before", b"MZ" * 500 + honest
    yield "stored-not-packed", packed(parts(), zipfile.ZIP_STORED)
    yield "packed-by-bzip2", packed(parts(), zipfile.ZIP_BZIP2)
    yield "packed-by-lzma", packed(parts(), zipfile.ZIP_LZMA)
    yield "says-it-is-encrypted", honest.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")
    yield (
        "unknown-packing",
        honest.replace(b"PK\x01\x02\x14\x03\x14\0\0\0\x08\0", b"PK\x01\x02\x14\x03\x14\0\0\0\x63\0"),
    )
    yield "wrong-checksum", _with_wrong_checksum(honest)
    yield "wrong-sizes", _with_wrong_sizes(honest)
    yield "all-members-at-one-place", _overlapping()
    yield "directory-far-away", honest[:-6] + struct.pack("<L", 0xFFFFFF00) + b"\0\0"
    yield "65535-members-promised", honest[:-14] + b"\xff\xff\xff\xff" + honest[-10:]
    yield "names-out-of-the-folder", packed(parts() | {"../../../../facilitator-was-here": b"x"})
    yield "names-from-the-root", packed(parts() | {"/facilitator-was-here": b"x"})
    yield "names-of-windows", packed(parts() | {"..\\..\\facilitator-was-here": b"x", "C:\\x": b"x"})
    yield "name-twice", _twice()
    yield "five-thousand-members", packed(parts() | {f"xl/media/{n}.png": b"" for n in range(5000)})
    yield "very-long-name", packed(parts() | {"x" * 60_000: b"x"})
    yield "archive-in-archive", packed(parts() | {"xl/embeddings/inner.zip": packed({"x": bytes(2_000_000)})})


def _with_wrong_checksum(honest: bytes) -> bytes:
    at = honest.rindex(b"PK\x01\x02", 0, honest.rindex(b"PK\x01\x02"))
    return honest[: at + 16] + b"\xde\xad\xbe\xef" + honest[at + 20 :]


def _with_wrong_sizes(honest: bytes) -> bytes:
    """The directory says of every member that it unpacks to ten bytes."""
    out = bytearray(honest)
    at = honest.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<L", 10)
        at = honest.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def _overlapping() -> bytes:
    """Many members that are one and the same piece of the file: small here, large when unpacked."""
    honest = bytearray(packed(parts() | {f"xl/x{n:03}.xml": bytes(200_000) for n in range(60)}))
    first = bytes(honest).find(b"xl/x000.xml") - 30
    at = bytes(honest).find(b"PK\x01\x02")
    while at >= 0:
        if honest[at + 46 : at + 50] == b"xl/x":
            honest[at + 42 : at + 46] = struct.pack("<L", first)
        at = bytes(honest).find(b"PK\x01\x02", at + 4)
    return bytes(honest)


def _twice() -> bytes:
    made = bytearray(packed(parts() | {"xl/worksheets/sheet9.xml": table(ROW)}))
    return bytes(made).replace(b"sheet9.xml", b"sheet1.xml")


def bombs() -> Iterator[tuple[str, bytes]]:
    zeros = bytes(40_000_000)
    yield "bomb-of-one-member", packed(parts() | {"xl/media/picture.xml": zeros})
    yield "bomb-of-many-members", packed(parts() | {f"xl/x{n}.xml": zeros[:500_000] for n in range(200)})
    yield "bomb-of-spaces-in-the-sheet", packed(parts(sheet(" " * 20_000_000 + row(1, VOTES))))
    yield "bomb-of-empty-cells", packed(parts(sheet(row(1, VOTES) + '<row r="2">' + "<c/>" * 2_000_000 + "</row>")))
    yield "bomb-of-empty-rows", packed(parts(sheet(row(1, VOTES) + "<row/>" * 2_000_000)))
    yield "bomb-of-texts", packed(with_texts(shared(*["<t/>"] * 2_000_000), '<c r="A2" t="s"><v>0</v></c>'))
    long = shared(f"<t>{'ក' * 9000}</t>")
    many = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{column(c)}{n}" t="s"><v>0</v></c>' for c in range(12)) + "</row>"
        for n in range(2, 4000)
    )
    made = with_texts(long, '<c r="A2"/>')
    made[SHEET] = sheet(row(1, VOTES) + many)
    yield "one-long-text-in-every-cell", packed(made)
    yield "bomb-of-styles", packed(parts() | {STYLES: f'<styleSheet xmlns="{MAIN}">'.encode() + b"<xf/>" * 3_000_000})
    comment = f"<!--{'-x' * 8_000_000}-->"
    yield "bomb-of-a-comment", packed(parts(sheet(comment + row(1, VOTES))))
    yield (
        "bomb-of-attributes",
        packed(parts(sheet(f"<row {' '.join(f'a{n}=' + chr(34) * 2 for n in range(200_000))}></row>"))),
    )
    yield "very-deep", packed(parts(sheet("<a>" * 200_000 + "</a>" * 200_000)))
    yield "very-long-name-of-a-tag", packed(parts(sheet(f"<{'a' * 5_000_000}/>")))
