"""Sheets with very many rows: what other programs write in them, and files that mean harm."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from facilitator.errors import UserError
from facilitator.models.imports import long_sheet, sources, workbook
from facilitator.models.imports.workbook import RawRow
from tests.models.test_imports import FIRST_SHEET, HARMFUL, SHEET, rebuilt

STRINGS = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>plain</t></si>'
    "<si><r><t>ri</t></r><r><t xml:space='preserve'>ch </t></r><rPh><t>spoken</t></rPh></si><si/></sst>"
)


def written(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def raw(path: Path, xml: str, **members: bytes | None) -> list[RawRow]:
    """The rows of a sheet with that XML between its `sheetData`."""
    rebuilt(written(path, ["x"]), **{FIRST_SHEET: SHEET.format(rows=xml).encode()} | members)
    with long_sheet.opened(path) as sheets:
        return list(sheets[0][1])


def test_it_reads_what_openpyxl_reads(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["a", "ខ", 3, 4.5, True, None, "7"], [], [None, None, "x"], [-1, 1e20, "=", "", False]]
    path = written(tmp_path / "book.xlsx", *rows)
    with workbook.opened(path) as plain, long_sheet.opened(path) as fast:
        (name, expected), (same, found) = plain[0], fast[0]
        assert name == same == "sheet"
        strip = [(number, tuple(cells[:7])) for number, cells in expected]
        assert [(number, (*cells, *(None,) * (7 - len(cells)))) for number, cells in found] == strip


def test_cells_of_every_kind(tmp_path: Path) -> None:
    xml = (
        '<row r="3"><c r="B3" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="E3" t="inlineStr"><is><r><t>in</t></r>'
        '<r><t>line</t></r></is></c><c t="str"><f>A1</f><v>made</v></c><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c>'
        "<c><f>1+1</f></c><c><v>2.5E1</v></c><c/></row><row><c><v>1</v></c></row>"
    )
    (third, fourth) = raw(tmp_path / "book.xlsx", xml, **{"xl/sharedStrings.xml": STRINGS.encode()})
    assert third == (3, (None, "plain", "rich ", None, "inline", "made", "#REF!", True, "= ?", 25.0, None))
    assert fourth == (4, (1,))


def test_names_with_a_prefix(tmp_path: Path) -> None:
    xml = SHEET.format(rows='<row r="1"><c r="A1"><v>5</v></c></row>')
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        xml = (
            xml.replace(f"<{name} ", f"<x:{name} ")
            .replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
        )
    path = rebuilt(written(tmp_path / "book.xlsx", ["x"]), **{FIRST_SHEET: xml.replace("xmlns=", "xmlns:x=").encode()})
    with long_sheet.opened(path) as sheets:
        assert list(sheets[0][1]) == [(1, (5,))]


def test_far_columns_are_dropped_and_far_rows_refused(tmp_path: Path) -> None:
    far = '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row>'
    assert raw(tmp_path / "book.xlsx", far) == [(2, (1,))]
    for row in ('<row r="99999999999"><c><v>1</v></c></row>', '<row r="0"><c><v>1</v></c></row>', '<row r="x"/>'):
        with pytest.raises(UserError, match="cannot be read"):
            raw(tmp_path / "book.xlsx", row)


@pytest.mark.parametrize("cell", ['<c r="?1"><v>1</v></c>', '<c t="s"><v>99</v></c>', "<c><v>many</v></c>"])
def test_cells_that_make_no_sense(tmp_path: Path, cell: str) -> None:
    with pytest.raises(UserError, match=r"book\.xlsx"):
        raw(tmp_path / "book.xlsx", f"<row>{cell}</row>")


@pytest.mark.parametrize("members", HARMFUL.values(), ids=list(HARMFUL))
def test_a_harmful_workbook_does_no_harm(tmp_path: Path, members: dict[str, bytes | None]) -> None:
    """It is refused, or the little that is left of it is read: it makes no sense, and is refused then."""
    path = rebuilt(written(tmp_path / "book.xlsx", ["a"], ["b"]), **members)
    rows = 0
    with suppress(UserError), sources.opened(path, ["votes"], long=True) as source:
        rows = sum(1 for _name, found in source.tables for _row in found)
    assert rows < 10_000


def test_two_sheets_of_one_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Notes"
    book.create_sheet("VOTES ").append(["a"])
    book.create_sheet("explanation").append(["b"])
    book.save(tmp_path / "book.xlsx")
    with sources.opened(tmp_path / "book.xlsx", ["votes", "ballots"], long=True) as source:
        assert [name for name, _rows in source.tables] == ["votes"]
        assert source.unknown == (("notes", ""),)
    with zipfile.ZipFile(tmp_path / "book.xlsx") as file:
        assert FIRST_SHEET in file.namelist()
