"""Workbooks and CSV: text stays text (nothing becomes a formula or a link), numbers and dates stay what they are."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from facilitator.export.documents.tables import Book, Column, Sheet, Value

ROWS_WITH_LISTS = 500
"""As far below the rows that are there as drop-down lists reach."""

_MADE = dt.datetime(2000, 1, 1)  # the same workbook has the same bytes; it says nothing of the machine or the hour
_LONGEST_LIST = 255  # what Excel takes in one list
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""Wide signs are formulas in East Asian languages; `imports.comma_file` takes the apostrophe away again."""
_TO_QUOTE = re.compile(r"""[\s,;|:"']""")
_HEAD = {"bold": True, "bg_color": "#DCE6E4", "border": 1, "border_color": "#9AA5A3", "valign": "vcenter"}


def xlsx(book: Book) -> bytes:
    """The workbook's file."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as file:
        file.set_properties({"created": _MADE})
        formats = {
            "head": file.add_format(_HEAD),
            "text": file.add_format({"num_format": "@"}),
            "date": file.add_format({"num_format": "yyyy-mm-dd"}),
            "wrapped": file.add_format({"text_wrap": True, "valign": "top"}),
            "plain": file.add_format({}),
        }
        for sheet in book.sheets:
            _write(file.add_worksheet(sheet.name), sheet, formats)
    return out.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    page.set_row(0, 22)
    for number, column in enumerate(sheet.columns):
        kind = "text" if column.as_text else "wrapped" if column.wrapped else "plain"
        page.set_column(number, number, column.width, formats[kind])
        page.write_string(0, number, column.name, formats["head"])
        _offer(page, number, column, len(sheet.rows) + ROWS_WITH_LISTS)
        for row, values in enumerate(sheet.rows, 1):
            _write_cell(page, row, number, values[number], formats, formats[kind])


def _write_cell(page: Any, row: int, number: int, value: Value, formats: dict[str, Any], form: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_number(row, number, int(value), form)  # in the import 1 and 0 are yes and no in every language
    elif isinstance(value, dt.date):
        page.write_datetime(row, number, dt.datetime.combine(value, dt.time()), formats["date"])
    elif isinstance(value, str):
        page.write_string(row, number, value, form)
    else:
        page.write_number(row, number, value, form)


def _offer(page: Any, number: int, column: Column, last: int) -> None:
    """The drop-down list of a column. What comes from another sheet is only proposed: it may not be there yet."""
    if column.from_sheet:
        source: Any = f"='{column.from_sheet}'!$A$2:$A${ROWS_WITH_LISTS + 1}"
        rule = {"validate": "list", "source": source, "error_type": "warning"}
    elif column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
        rule = {"validate": "list", "source": list(column.choices)}
    else:
        return
    page.data_validation(1, number, last, number, rule)


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of comma-separated values, each with its line end; what a spreadsheet would run is made harmless."""
    yield _line(header)
    for row in rows:
        yield _line(row)


def csv_files(book: Book) -> dict[str, bytes]:
    """A file for each sheet, by its name; with the mark that tells Excel that they are UTF-8."""
    files = {}
    for sheet in book.sheets:
        lines = csv_lines([column.name for column in sheet.columns], sheet.rows)
        files[f"{sheet.name.replace(' ', '-')}.csv"] = codecs.BOM_UTF8 + "".join(lines).encode()
    return files


def csv_file(book: Book) -> bytes:
    """All sheets in one file, a line for each cell that holds something: `table, row, column, value`."""
    cells = (
        (sheet.name, number, column.name, value)
        for sheet in book.sheets
        for number, row in enumerate(sheet.rows, 1)
        for column, value in zip(sheet.columns, row, strict=True)
        if value not in (None, "")
    )
    return codecs.BOM_UTF8 + "".join(csv_lines(("table", "row", "column", "value"), cells)).encode()


def json_file(book: Book) -> bytes:
    """One document: for each sheet a list of its rows by the names of columns; days as 2026-11-22."""
    tables = {
        sheet.name.replace(" ", "_"): [
            {column.name: value for column, value in zip(sheet.columns, row, strict=True)} for row in sheet.rows
        ]
        for sheet in book.sheets
    }
    return (json.dumps(tables, ensure_ascii=False, indent=1, default=dt.date.isoformat) + "\n").encode()


def _line(row: Sequence[Any]) -> str:
    return ",".join(map(_field, row)) + "\n"


def _field(value: Any) -> str:
    """A value as it stands in a line. Texts are quoted where any separator that a spreadsheet may take is in them."""
    if value is None:
        return ""
    text = str(int(value) if isinstance(value, bool) else _harmless(value))
    return '"{}"'.format(text.replace('"', '""')) if _TO_QUOTE.search(text) else text


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay."""
    return f"'{value}" if isinstance(value, str) and _RISKY.match(value) else value
