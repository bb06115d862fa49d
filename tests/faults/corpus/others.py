"""What is no table at all: other files under a table's name, and names that are no files."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import random
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.faults.corpus.book import ROW, packed, parts
from tests.faults.corpus.comma import lines


def others() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(11)
    honest = packed(parts())
    yield "noise.xlsx", chance.randbytes(100_000)
    yield "text.xlsx", lines(ROW)
    yield "page.xlsx", b"<html><table><tr><td>votes</td></tr></table></html>"
    yield "old-excel.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
    yield "old-excel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
    yield "paper.xlsx", b"%PDF-1.7\n" + bytes(2000)
    yield "database.xlsx", b"SQLite format 3\0" + bytes(8000)
    yield "database.db", b"SQLite format 3\0" + bytes(8000)
    yield "pickle.xlsx", b"\x80\x04\x95cposix\nsystem\n(S'true'\ntR."
    yield "packed.csv.gz", gzip.compress(lines(ROW), mtime=0)
    yield "packed.csv", gzip.compress(bytes(5_000_000), mtime=0)
    yield "raw-deflate.xlsx", zlib.compress(honest)
    yield "workbook.csv", honest
    yield "workbook.txt", honest
    yield "no-ending", honest
    yield "program.xlsx", b"MZ\x90\0" + bytes(4000)
    yield "picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(4000)
    yield "letter.xlsx", packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})
    yield (
        "open-document.xlsx",
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    )
    yield (
        "open-document.ods",
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    )
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("../../x"))
    yield "tar.xlsx", out.getvalue()


def special(folder: Path) -> Iterator[Path]:
    """Names that are no files to read. A system without such things has fewer of them."""
    (folder / "file-folder.xlsx").mkdir(exist_ok=True)
    (folder / "file-folder.csv").mkdir(exist_ok=True)
    yield from (folder / "file-folder.xlsx", folder / "file-folder.csv")
    links: dict[str, Path] = {
        "file-link-to-nothing.xlsx": folder / "nothing",
        "file-link-to-itself.csv": folder / "file-link-to-itself.csv",
    }
    if Path("/dev/zero").exists():
        links |= {"file-endless.xlsx": Path("/dev/zero"), "file-endless.csv": Path("/dev/zero")}
    for name, target in links.items():
        with contextlib.suppress(OSError):  # Windows asks for a right to make links
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(target)
            yield folder / name
    if make_pipe := getattr(os, "mkfifo", None):
        for name in ("file-pipe.xlsx", "file-pipe.csv"):
            (folder / name).unlink(missing_ok=True)
            make_pipe(folder / name)
            yield folder / name
    yield folder / "file-that-is-not-there.xlsx"
