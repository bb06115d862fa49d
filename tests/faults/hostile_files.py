"""More than a hundred files that people might bring on a stick and that mean harm, or that something has ruined.

`hostile_files(folder)` makes them, the same every time; nothing in them leaves the folder. Their names say what they
are: `xlsx-…`, `csv-…` and `file-…` for what is no table at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.corpus import archives, cells, comma, markup, others

_WORKBOOKS: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (
    archives.archives,
    archives.bombs,
    markup.entities,
    markup.documents,
    cells.cells,
    cells.tables,
)


def contents() -> Iterator[tuple[str, bytes]]:
    """Every file's name and bytes, without what is no file."""
    for make in _WORKBOOKS:
        for name, content in make():
            yield f"xlsx-{name}.xlsx", content
    for name, content in comma.comma():
        yield f"csv-{name}.csv", content
    for name, content in others.others():
        yield f"file-{name}", content


def hostile_files(folder: Path) -> Iterator[Path]:
    """Make the whole corpus in that folder, file by file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents():
        path = folder / name
        path.write_bytes(content)
        yield path
    yield from others.special(folder)
