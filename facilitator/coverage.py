"""Which characters the bundled typefaces can print: asked on screen while somebody types, without loading paper.

Read from the character map of the body face (the bold and light ones have the same). A test holds the answers against
what the typesetter really draws.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cache

from facilitator import paths

FILE = "NotoSansKhmer-Regular.ttf"

STAND_INS = {
    "≥": ">=", "≤": "<=", "→": "->", "←": "<-", "±": "+/-", "½": "1/2", "¼": "1/4", "¾": "3/4",
    "№": "No",
    "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u202f": " ", "\u2009": " ", "\u3000": " ", "✓": "v", "☐": "[ ]",
}  # fmt: skip
"""Drawn instead of a character that no bundled face has; the copied text stays the character itself."""

UNKNOWN = "(?)"
"""Drawn for every other character that no bundled face has."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
    "|(?<![\u1780-\u17d3])[\u200c\u200d]"
)
"""No ink and no meaning on paper: controls, bidirectional marks, inherent vowels, variation selectors, tags."""

_TAKEN_CARE_OF = frozenset("\t\n\x0b\x0c\r\x85\u2028\u2029\u200b\u200c\u200d")


def unprintable(text: str) -> list[str]:
    """The characters of a text that print as (?), each once, in the order in which they stand."""
    if text.isascii():
        return []
    left = dict.fromkeys(INVISIBLE.sub("", text))
    return [ch for ch in left if ord(ch) not in _codes() and ch not in STAND_INS and ch not in _TAKEN_CARE_OF]


@cache
def _codes() -> frozenset[int]:
    font = (paths.RESOURCES / "fonts" / FILE).read_bytes()
    return frozenset(code for start, end in _ranges(_character_map(font)) for code in range(start, end + 1))


def _character_map(font: bytes) -> bytes:
    """The table of a TrueType file that maps Unicode to glyphs (format 4 or 12), the fullest one."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {tag: start for tag, _, start, _ in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count])}
    base = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, base + 2)
    found: dict[int, int] = {}
    for _, _, offset in struct.iter_unpack(">HHI", font[base + 4 : base + 4 + 8 * count]):
        found[struct.unpack_from(">H", font, base + offset)[0]] = base + offset
    return font[found.get(12, found[4]) :]


def _ranges(table: bytes) -> Iterator[tuple[int, int]]:
    """First and last code of every stretch of characters that the table maps."""
    if struct.unpack_from(">H", table)[0] == 12:
        (count,) = struct.unpack_from(">I", table, 12)
        yield from ((start, end) for start, end, _ in struct.iter_unpack(">III", table[16 : 16 + 12 * count]))
        return
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    yield from ((start, end) for start, end in zip(starts, ends, strict=True) if start != 0xFFFF)
