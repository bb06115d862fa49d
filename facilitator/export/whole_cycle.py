"""All tables of a cycle put on the disk: a workbook, a document of JSON, or a folder of comma-separated values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.export import sheets
from facilitator.export.documents.tables import Book
from facilitator.files import safe_write, safe_write_all

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle

XLSX, CSV, JSON = "xlsx", "csv", "json"
FORMS = (XLSX, CSV, JSON)


def file_name(cycle: Cycle, form: str) -> str:
    """The name that is proposed: which commune and round, and nobody's name; a folder for comma-separated values."""
    name = f"cycle-{cycle.commune_code}-{cycle.year}-{cycle.round}"
    return name if form == CSV else f"{name}.{form}"


def write(book: Book, form: str, path: Path) -> list[Path]:
    """Write the tables, all of them or nothing; gives what was written.

    `csv` makes a file for each table in the folder `path`, or one file of all cells when the path ends in `.csv`.
    Raises UserError for a full disk, a place that cannot be written, or a stick that was pulled out.
    """
    if form == CSV and path.suffix.lower() != ".csv":
        files = sheets.csv_files(book)
        safe_write_all(path, files)
        return [path / name for name in files]
    makers = {XLSX: sheets.xlsx, CSV: sheets.csv_file, JSON: sheets.json_file}
    safe_write(path, makers[form](book))
    return [path]
