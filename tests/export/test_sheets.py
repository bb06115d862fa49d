"""Workbooks and CSV that people open in a spreadsheet: nothing in them runs, nothing in them is bent."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import load_workbook

from facilitator.export import sheets
from facilitator.export.compose import results
from facilitator.export.documents.tables import SAMPLE, Book, Column, Sheet
from facilitator.models import scoring
from facilitator.models.result_rows import Row

HOSTILE = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "http://example.org", "00123", "{=1}"]


def opened(book: Book) -> Any:
    return load_workbook(io.BytesIO(sheets.xlsx(book)))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_in_a_workbook(text: str) -> None:
    content = sheets.xlsx(Book((Sheet("s", (Column("c"),), ((text,),)),)))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        page = file.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in page
        assert b"<hyperlink" not in page
        assert re.search(rb'r="A2"[^>]* t="s"', page)
        assert not any("externalLink" in name or "rels/sheet" in name for name in file.namelist())
    assert load_workbook(io.BytesIO(content))["s"]["A2"].value == text


def test_numbers_and_dates_leave_as_what_they_are() -> None:
    row = (7, 0.5, dt.date(2026, 2, 16), None, "")
    page = opened(Book((Sheet("s", tuple(Column(c) for c in "abcde"), (row,)),)))["s"]
    assert [cell.value for cell in page[2][:3]] == [7, 0.5, dt.datetime(2026, 2, 16)]
    assert page["C2"].number_format == "yyyy-mm-dd"
    assert page["D2"].value is page["E2"].value is None


def test_codes_are_text_and_lists_drop_down() -> None:
    book = opened(SAMPLE)
    assert book["service_points"].column_dimensions["A"].width > 0
    assert book["service_points"]["A2"].number_format == "@"
    rules = {
        str(rule.sqref): rule.formula1 for page in book.worksheets for rule in page.data_validations.dataValidation
    }
    assert rules == {"B2:B502": '"health_centre,other"', "A2:A502": "'service_points'!$A$2:$A$501"}


def test_the_same_book_has_the_same_bytes_and_names_nobody() -> None:
    content = sheets.xlsx(SAMPLE)
    assert content == sheets.xlsx(SAMPLE)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b"<dc:creator></dc:creator>" in file.read("docProps/core.xml")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text[0] in "=+-@\t"])
def test_what_a_spreadsheet_would_run_is_made_harmless_in_csv(text: str) -> None:
    lines = "".join(sheets.csv_lines(["head"], [[text]]))
    assert next(csv.reader([lines.splitlines()[1]])) == [f"'{text}"]


def test_csv_keeps_numbers_below_zero_and_quotes_text() -> None:
    lines = list(sheets.csv_lines(["a", "b", "c"], [[-0.5, None, 'she said "ok", twice']]))
    assert lines == ["a,b,c\n", '-0.5,,"she said ""ok"", twice"\n']


def row(scale: str, counts: dict[int, int] | None, **changes: Any) -> Row:
    figures = None if counts is None else scoring.figures(Counter(counts), (4, 5), (1, 2))
    values: dict[str, Any] = {
        "cycle": "x", "year": 2026, "round": 1, "level": "village", "place_code": "01030501", "service_kind": "road",
        "service_point": "road", "side": "citizens", "group": "", "criterion": "road.safe", "criterion_km": "ក",
        "criterion_en": "k", "breakdown": "all", "scale": scale, "method": "votes", "figures": figures,
    }  # fmt: skip
    return Row(**(values | changes))


def test_a_record_of_results_has_exact_numbers() -> None:
    record = results.record(row("1-5", {3: 2, 4: 1}, gap=Fraction(1, 2), previous=Fraction(7, 3)))
    assert record["counts"] == [0, 0, 2, 1, 0]
    assert record["satisfied"] == 0.333333
    assert (record["median"], record["mean"], record["gap"], record["previous"]) == (3, None, 0.5, 2.333333)
    assert record["hidden"] is False
    assert tuple(record) == results.COLUMNS


def test_long_scales_give_counts_by_value() -> None:
    record = results.record(row("0-100", {0: 1, 100: 2}))
    assert record["counts"] == {"0": 1, "100": 2}
    assert results.cells(record)[results.COLUMNS.index("counts")] == "0=1 100=2"


def test_csv_cells_of_a_record() -> None:
    cells = dict(zip(results.COLUMNS, results.cells(results.record(row("1-5", {1: 3, 2: 7}))), strict=True))
    assert (cells["counts"], cells["hidden"], cells["mean"]) == ("1=3 2=7", 0, 1.7)


def test_a_hidden_row_has_no_figures() -> None:
    record = results.record(row("1-5", None))
    shown = {name for name in results.COLUMNS[results.COLUMNS.index("n") :] if record[name] is not None}
    assert shown == {"hidden"}
    assert record["hidden"] is True
    assert results.cells(record)[-1] == 1
