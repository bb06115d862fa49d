"""All tables of a cycle put on the disk: a workbook, a document of JSON, or a folder of comma-separated values."""

from __future__ import annotations

from pathlib import Path

from facilitator.export import sheets
from facilitator.export.documents.tables import Book
from facilitator.files import safe_write, safe_write_all

XLSX, CSV, JSON = "xlsx", "csv", "json"
FORMS = (XLSX, CSV, JSON)


def is_folder(form: str, path: Path) -> bool:
    """Whether the tables become files of a folder: only there is room for photos beside them."""
    return form == CSV and path.suffix.lower() != ".csv"


def write(book: Book, form: str, path: Path) -> list[Path]:
    """Write the tables, all of them or nothing; gives what was written.

    `csv` makes a file for each table in the folder `path`, with the photos in a folder of it, or one file of all cells
    when the path ends in `.csv`.
    Raises UserError for a full disk, a place that cannot be written, or a stick that was pulled out.
    """
    if is_folder(form, path):
        files = {**sheets.csv_files(book), **book.beside}
        safe_write_all(path, files)
        return [path / name for name in files]
    makers = {XLSX: sheets.xlsx, CSV: sheets.csv_file, JSON: sheets.json_file}
    safe_write(path, makers[form](book))
    return [path]
