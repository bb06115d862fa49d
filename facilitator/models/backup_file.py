"""The file of one backup: a line of JSON about it, the compressed database, a SHA-256 over both.

Also what proves a copy: SQLite's own checks and a digest over all rows, since SQLite's checks alone miss most damage.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from facilitator.i18n import N_, _
from facilitator.models import database, digests, header
from facilitator.models.refusal import RefusedError

MAGIC = b"facilitator backup 1\n"
NAME = re.compile(r"(\d{6,})-([a-z_]+)\.backup")
REASONS = {
    "start": N_("at the start"),
    "work": N_("during work"),
    "exit": N_("when the window closed"),
    "import": N_("before an import"),
    "merge": N_("before a merge"),
    "migrate": N_("before an upgrade"),
    "delete": N_("before deleting"),
    "restore": N_("before a restore"),
    "demand": N_("on demand"),
}

_HASH = 32  # bytes of SHA-256; not asked of the library, which is loaded (with OpenSSL) for the first backup
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """A stored copy, as its first line describes it."""

    path: Path
    sequence: int
    reason: str
    at: str
    """UTC, ISO 8601, by the laptop's clock: shown to people, never used for ordering."""
    schema: int
    size: int
    """Bytes of the database before compression."""
    digest: str
    """SHA-256 over all rows of all tables."""

    @property
    def words(self) -> str:
        """Why it was made, in the language of the screen."""
        return _(REASONS.get(self.reason, self.reason))


_ACTIVE = "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
"""What acts by itself: the program's databases hold none, so a file that does is somebody else's work."""


def content_digest(connection: Any, leave_out: frozenset[str] = digests.DERIVED) -> str:
    """SHA-256 over every row of every table, in key order, however the pages lie.

    Tables that only follow from the others are left out: reading results fills them.
    """
    digest = hashlib.sha256()
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    for table in [name for (name,) in tables if name not in leave_out]:
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        keys = sorted((column[5], column[0] + 1) for column in columns if column[5])
        order = ", ".join(str(place) for _rank, place in keys) or "1"
        digest.update(f"\n{table}\n".encode())
        rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}')
        while block := rows.fetchmany(2000):
            digest.update(json.dumps(block, default=bytes.hex).encode())
    return digest.hexdigest()


def pages(connection: Any) -> list[str]:
    """What SQLite's own check of its pages finds, at most twenty findings; empty when nothing."""
    return [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]


def links(connection: Any) -> list[str]:
    """Rows whose parent is missing, at most twenty; empty when none."""
    found = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    return [f"{table} {key or ''} → {parent}" for table, key, parent, _number in found]


def prove(plain: Path, digest: str) -> bool:
    """True when that database file is whole and holds exactly the rows of the digest. It is not changed.

    Backups of the first program counted derived tables as well: they are still good.
    """
    uri = f"{plain.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(database.driver().connect(uri, uri=True)) as connection:
        for statement in ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON"):
            connection.execute(statement).close()
        if connection.execute(_ACTIVE).fetchone() or pages(connection) or digests.damage(connection):
            return False
        return content_digest(connection) == digest or content_digest(connection, frozenset()) == digest


def pack(backup: Backup, plain: Path) -> bytes:
    """The file's content for a database file that was proven."""
    described = {name: value for name, value in asdict(backup).items() if name != "path"}
    squeeze = zlib.compressobj(6)
    parts = [MAGIC, json.dumps(described).encode(), b"\n"]
    with plain.open("rb") as file:
        while chunk := file.read(_CHUNK):
            parts.append(squeeze.compress(chunk))
    content = b"".join([*parts, squeeze.flush()])
    return content + hashlib.sha256(content).digest()


def describe(path: Path) -> Backup | None:
    """What a backup's first line says; None when it cannot be read or its name says something else."""
    try:
        with path.open("rb") as file:
            head = file.readline(100) + file.readline(2000)
    except OSError:
        return None
    backup = described(head, path)
    named = NAME.fullmatch(path.name)
    return backup if backup and named and int(named[1]) == backup.sequence else None


def described(content: bytes, path: Path = Path()) -> Backup | None:
    """What the first line of a backup file's content says; None when it makes no sense."""
    magic, line = [*content[:2200].split(b"\n", 2), b""][:2]
    try:
        backup = Backup(path=path, **json.loads(line))
        dt.datetime.fromisoformat(backup.at)
        named = NAME.fullmatch(f"{backup.sequence:06}-{backup.reason}.backup")
    except (ValueError, TypeError):
        return None
    numbers = (backup.sequence, backup.schema, backup.size)
    sane = all(type(number) is int and number >= 0 for number in numbers) and isinstance(backup.digest, str)
    return backup if magic + b"\n" == MAGIC and named and sane else None


def is_sound(backup: Backup) -> bool:
    """True when every byte is as it was written."""
    try:
        content = backup.path.read_bytes()
    except OSError:
        return False
    return is_whole(content)


def unpack(backup: Backup, plain: Path) -> None:
    """Write the database of a backup and prove it. Raises RefusedError when the backup is damaged or newer."""
    content = backup.path.read_bytes()
    if not is_whole(content):
        raise unusable(backup)
    if backup.schema > header.SCHEMA_VERSION:
        raise RefusedError(
            "newer",
            _("Backup {number} was made by a newer version of this program. Install the newer version.").format(
                number=backup.sequence
            ),
        )
    start = content.index(b"\n", len(MAGIC)) + 1
    try:
        with plain.open("wb") as file:
            file.write(_inflated(content[start:-_HASH], backup))
            file.flush()
            os.fsync(file.fileno())
        proven = prove(plain, backup.digest)
    except database.errors(zlib.error) as error:
        raise unusable(backup) from error
    if not proven:
        raise unusable(backup)


def _inflated(content: bytes, backup: Backup) -> bytes:
    """The database in the file; never more than it says, whatever somebody made of the file."""
    stream = zlib.decompressobj()
    plain = stream.decompress(content, backup.size + 1)
    if len(plain) != backup.size or not stream.eof:
        raise unusable(backup)
    return plain


def is_whole(content: bytes) -> bool:
    """True when the content of a backup file is as it was written."""
    return content.startswith(MAGIC) and hashlib.sha256(content[:-_HASH]).digest() == content[-_HASH:]


def unusable(backup: Backup) -> RefusedError:
    """The sentence about a backup that cannot be used."""
    return RefusedError("damaged", _("Backup {number} is damaged. Choose another one.").format(number=backup.sequence))
