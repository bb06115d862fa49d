"""What is worked out once and kept in the cache folder; it can be deleted at any time."""

from __future__ import annotations

import contextlib
import os
import zlib
from pathlib import Path

from facilitator import paths

_BREAKER = b"1"  # raise when lines break elsewhere, so that kept texts are made again


def keep(path: Path, content: bytes) -> None:
    """Store what was worked out; where the folder cannot be written it is made at each start."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def breakable(text: str) -> str:
    """`facilitator.text.breakable` for the program's own long texts (never for what people typed).

    The dictionary of Khmer words takes 5 MB and 0.1 s to load; with this a cycle opens without it.
    """
    from facilitator.text import breakable, strip_breaks

    path = paths.cache_folder() / f"breaks-{zlib.crc32(_BREAKER + text.encode()):08x}.txt"
    try:
        kept = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        kept = ""
    if strip_breaks(kept) != strip_breaks(text):  # not made yet, damaged, or of another text
        kept = breakable(text)
        keep(path, kept.encode())
    return kept
