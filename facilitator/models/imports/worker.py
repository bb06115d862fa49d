"""The process in which a file from outside is read: it knows no database, may not write, and has little memory.

It speaks with `apart`, line by line in JSON. First it tells the names of the sheets; then it is asked for one sheet
after the other, by number, and sends its rows. Cells are texts, numbers, booleans, nothing, or a day in a `{"day": …}`.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.models.imports import archive, comma_file, limits, long_sheet, workbook
from facilitator.models.imports.workbook import Progress, RawRow

TABLE, LONG, BOOK = "table", "long", "book"
"""Ways to read: comma-separated values; a workbook with very many rows and no dates; any workbook."""

LONGEST_TEXT = 10_000
"""Characters of one cell that are sent; twice as many as a text may have."""
MOST_TEXT = 4_000_000
"""Characters that a small file may hold in all its cells: one long text can be in every cell of a small workbook."""
TEXT_PER_BYTE = 12

ROWS_AT_ONCE = 100

Sheets = list[tuple[str, Iterator[RawRow]]]


@contextmanager
def _table(path: Path, progress: Progress | None = None) -> Iterator[Sheets]:
    with comma_file.opened(path, progress) as rows:
        yield [("", rows)]


WAYS = {TABLE: _table, LONG: long_sheet.opened, BOOK: workbook.opened}


class Speaker:
    """Sends what was read."""

    def __init__(self, path: Path, out: IO[str]) -> None:
        self._path, self._out = path, out
        self._left = MOST_TEXT + TEXT_PER_BYTE * path.stat().st_size

    def say(self, *message: Any) -> None:
        """Send one message."""
        self._out.write(json.dumps(message, ensure_ascii=False, separators=(",", ":"), default=_plain))
        self._out.write("\n")
        self._out.flush()

    def say_rows(self, rows: Iterator[RawRow]) -> None:
        """Send the rows of one sheet. Raises UserError when their texts are too much."""
        ready: list[tuple[int, list[Any]]] = []
        for number, cells in rows:
            end = len(cells)
            while end and cells[end - 1] is None:
                end -= 1
            ready.append((number, [self._sent(cell) if isinstance(cell, str) else cell for cell in cells[:end]]))
            if len(ready) >= ROWS_AT_ONCE:
                self.say("rows", ready)
                ready.clear()
        self.say("rows", ready)
        self.say("end")

    def _sent(self, text: str) -> str:
        self._left -= min(len(text), LONGEST_TEXT)
        if self._left < 0:
            raise archive.too_large(self._path)
        return text[:LONGEST_TEXT]


def _plain(cell: Any) -> Any:
    """A cell that JSON has no word for."""
    if isinstance(cell, dt.datetime | dt.date):
        return {"day": cell.isoformat()}
    return str(cell)


def serve(path: Path, way: str, asked: IO[str], out: IO[str]) -> None:
    """Read the file and send what is asked for, until nothing more is. What is wrong with the file is sent too."""
    speaker = Speaker(path, out)
    try:
        with WAYS[way](path, lambda part: speaker.say("part", part)) as sheets:
            speaker.say("sheets", [name for name, _rows in sheets])
            for line in asked:
                speaker.say_rows(sheets[int(line)][1])
    except UserError as error:
        speaker.say("refused", error.text)
    except MemoryError:
        speaker.say("large")


def main(arguments: list[str]) -> None:
    """`way language path`, with limits by the size of the file."""
    way, language, name = arguments
    path = Path(name)
    sys.modules["numpy"] = sys.modules["PIL"] = None  # type: ignore[assignment] # openpyxl can do without, and starts
    size = path.stat().st_size
    limits.limit_this_process(limits.memory_for(size), limits.seconds_for(size))
    i18n.use_language(language)
    serve(path, way, sys.stdin, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
