"""All tables of a cycle put on the disk: a workbook, a document of JSON, or a folder of comma-separated values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from facilitator.export import sheets
from facilitator.files import safe_write
from facilitator.folders import replace_folder

if TYPE_CHECKING:
    from facilitator.export.documents.tables import Book

XLSX, CSV, JSON = "xlsx", "csv", "json"
FORMS = (XLSX, CSV, JSON)


class Written(NamedTuple):
    """What was written, and what else lay in that folder and was kept."""

    files: list[Path]
    kept: list[Path]


def is_folder(form: str, path: Path) -> bool:
    """Whether the tables become files of a folder: only there is room for photos beside them."""
    return form == CSV and path.suffix.lower() != ".csv"


def write(book: Book, form: str, path: Path) -> Written:
    """Write the tables, all of them or nothing.

    `csv` makes a file for each table in the folder `path`, with the photos in a folder of it, or one file of all cells
    when the path ends in `.csv`. A folder that an earlier export has written is replaced as a whole.
    Raises UserError for a full disk, a place that cannot be written, a stick that was pulled out, or a folder with
    files of others.
    """
    if is_folder(form, path):
        files = {**sheets.csv_files(book), **book.beside}
        kept = replace_folder(path, files)
        return Written([path / name for name in files], kept)
    makers = {XLSX: sheets.xlsx, CSV: sheets.csv_file, JSON: sheets.json_file}
    safe_write(path, makers[form](book))
    return Written([path], [])
