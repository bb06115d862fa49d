"""Compiled translations (gettext's `.mo`), read sentence by sentence as they are asked for.

`gettext` of the standard library makes a dictionary of all 2,500 sentences at each start: 9 ms of processor time. Here
the file stays as it is, and a sentence is searched for the first time it is shown.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left
from functools import partial

_HEAD = struct.Struct("<5I")  # magic number, version, how many, where the tables of sentences and translations begin
_PLACE = struct.Struct("<2I")  # length, where
_SUM = struct.Struct("<I")
_MAGIC = 0x950412DE


def sealed(mo: bytes) -> bytes:
    """The content with its check sum, as `Translations` wants it."""
    return mo + _SUM.pack(zlib.crc32(mo))


class Translations(dict[str, str]):
    """`translations[sentence]` is its translation, or the sentence itself where there is none.

    Raises ValueError when the content is not what was `sealed`.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._mo = content[: -_SUM.size]
        if sealed(self._mo) != content or len(self._mo) < _HEAD.size:
            raise ValueError("damaged translations")
        magic, _version, count, self._sentences, self._translations = _HEAD.unpack_from(self._mo)
        if magic != _MAGIC:
            raise ValueError("no translations")
        self._numbers = range(count)

    def __missing__(self, sentence: str) -> str:
        wanted = sentence.encode()
        number = bisect_left(self._numbers, wanted, key=partial(self._text, self._sentences))
        known = number in self._numbers and self._text(self._sentences, number) == wanted
        self[sentence] = found = self._text(self._translations, number).decode() if known else sentence
        return found

    def _text(self, table: int, number: int) -> bytes:
        length, begin = _PLACE.unpack_from(self._mo, table + number * _PLACE.size)
        return self._mo[begin : begin + length]
