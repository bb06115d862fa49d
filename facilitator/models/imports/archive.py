"""A workbook's file before anything parses it: sizes, names, and no document type that could expand or fetch.

Found by trial (safety.md of the design): a workbook of 5 kB can exhaust the memory of a careless reader.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from facilitator.errors import UserError
from facilitator.i18n import _

MOST_BYTES = 8 * 1024**2
MOST_UNPACKED = 32 * 1024**2
MOST_RATIO = 200
MOST_MEMBERS = 300
MOST_TAGS = 300_000
"""An empty cell needs four bytes in the file and some hundreds in memory, so tags are counted as well."""
TAGS_PER_BYTE = 3
"""Workbooks hold 1.2 to 1.4 tags per byte of their file, the export of a whole cycle 1.5."""
LONGEST_PIECE = 1 << 17
"""Bytes of one tag, or of the text between two: more than Excel puts into a cell. Pictures are not looked at."""
_PICTURES = "xl/media/"


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be. What it may unpack to, and its tags, may grow with its size."""

    packed: int = MOST_BYTES
    unpacked_per_byte: int = 0
    tags_per_byte: int = TAGS_PER_BYTE

    def unpacked(self, packed: int) -> int:
        """The most bytes that a file of this size may unpack to."""
        return MOST_UNPACKED + self.unpacked_per_byte * packed

    def tags(self, packed: int) -> int:
        """The most tags that a file of this size may hold."""
        return MOST_TAGS + self.tags_per_byte * packed


SMALL = Limits()
"""A few sheets that people fill in."""

LARGE = Limits(packed=32 * 1024**2, unpacked_per_byte=24)
"""One row per voter, read row by row. Such sheets hold 9 to 12 bytes per byte of their file."""

_CHUNK = 1 << 16
_SMALL = 1 << 20  # under this size a high ratio is harmless
_OVERLAP = 16  # longer than any of the words looked for
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and workbooks with a password
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
_PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def read(path: Path, limits: Limits = SMALL) -> bytes:
    """The workbook's bytes, found harmless to parse. Raises UserError that says what is wrong with the file."""
    content = _bytes(path, limits.packed)
    if content.startswith(_OLD_EXCEL):
        raise UserError(
            _("“{name}” is an old Excel file or has a password. Save it as .xlsx without a password.").format(
                name=path.name
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, len(content), path, limits)
    except _BROKEN as error:
        raise unreadable(path) from error
    return content


def unreadable(path: Path) -> UserError:
    """The sentence for a file that is no workbook, or a broken one."""
    return UserError(
        _("“{name}” cannot be read as an Excel workbook (.xlsx). Open it in Excel and save it again.").format(
            name=path.name
        )
    )


def too_large(path: Path) -> UserError:
    """The sentence for a workbook that is larger than any cycle needs."""
    return UserError(
        _("“{name}” is too large for an import. Keep only the sheets and rows that are needed.").format(name=path.name)
    )


def _bytes(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise too_large(path)
        return path.read_bytes()
    except OSError as error:
        raise unopened(path, error) from error


def unopened(path: Path, error: OSError) -> UserError:
    """The sentence for a file that cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return UserError(_("There is no file “{name}”. Check the name.").format(name=path))
    return UserError(_("“{name}” cannot be opened: {why}.").format(name=path.name, why=error.strerror or error))


def _check(archive: zipfile.ZipFile, packed: int, path: Path, limits: Limits) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > limits.unpacked(packed):
        raise too_large(path)
    if unpacked > _SMALL and unpacked > packed * MOST_RATIO:
        raise too_large(path)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or "xl/workbook.xml" not in names or any(map(_is_strange, names)):
        raise unreadable(path)
    most = limits.tags(packed)
    if sum(_scan(archive, member, path, most) for member in members) > most:
        raise too_large(path)


def _is_strange(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _scan(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, most: int) -> int:
    """How many tags a member has. Raises UserError for a document type, or an encoding that could hide one."""
    tags, piece, tail = 0, 0, b""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            if not tail and _is_hiding(chunk):
                raise unreadable(path)
            tags += chunk.count(b"<")
            first = chunk.find(b">")
            piece += len(chunk) if first < 0 else first
            if tags > most or (piece > LONGEST_PIECE and not member.filename.startswith(_PICTURES)):
                raise too_large(path)
            if first >= 0:
                piece = len(chunk) - chunk.rfind(b">") - 1
            if _DOCUMENT_TYPE.search(tail + chunk):
                raise unreadable(path)
            tail = chunk[-_OVERLAP:]
    return tags


def _is_hiding(head: bytes) -> bool:
    """Whether a member is XML in another encoding than the ones that are searched."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<\0" in head[:8] or b"\0<" in head[:8]:
        return True
    encoding = _ENCODING.search(head[:200])
    return encoding is not None and encoding[1].lower() not in _PLAIN_ENCODINGS
