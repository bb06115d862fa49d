"""The export of a whole cycle: everything is in it, as values, and it can be read back without a difference."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import errno
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from facilitator import files
from facilitator.errors import UserError
from facilitator.export import sheets, whole_cycle
from facilitator.export.compose import cycle_tables, entity_tables, plan_tables, record_tables, results
from facilitator.export.documents.tables import SAMPLE, Book, Column, Sheet
from facilitator.models import result_rows
from facilitator.models.base import Base
from facilitator.models.budget import Budget
from facilitator.models.cycle import Cycle
from facilitator.models.entities import prepare
from facilitator.models.imports import cycle as cycle_import
from facilitator.models.imports import kinds, worker
from facilitator.models.sheets import SheetPlace
from facilitator.models.store import Store
from facilitator.models.voting import Voting
from tests.faults import injection
from tests.models.sample import full_cycle

KINDS = ("votes", "attendance", "actions", "contributions", "budget")

OTHERWISE = {
    "Catchment": "village_codes of service_points",
    "MeetingFacilitator": "facilitators of sessions",
    "ActionCriterion": "criteria of actions",
    "Tally": "votes",
    "Card": "sheets",
    "Response": "only when asked for",
    "HistoryEntry": "history",
    "BudgetPicture": "photos",
}
"""Told in the table of another record."""

LEFT_OUT = {
    "SurveyCount": "worked out",
    "SurveyColumn": "how files of surveys were read",
    "BallotFile": "of this database only",
    "ActionOrigin": "links inside this database",
}
"""No part of what a cycle says."""


@pytest.fixture(scope="module")
def whole(demo_file: Path) -> Iterator[tuple[Book, list[dict[str, Any]]]]:
    """All tables of the newest sample cycle, and its results."""
    copy = demo_file.with_name("whole.db")
    copy.write_bytes(demo_file.read_bytes())
    with Store.open(copy) as store:
        cycle = store.cycles()[-1]
        records = [results.record(row) for row in result_rows.rows(store, [cycle], levels=cycle_tables.NEAR)]
        yield cycle_tables.cycle_tables(store, cycle), records


@pytest.fixture(scope="module")
def workbook(whole: tuple[Book, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "all.xlsx"
    assert whole_cycle.write(whole[0], "xlsx", path) == ([path], [])
    return path


def rows_of(book: Book, name: str) -> list[dict[str, Any]]:
    sheet = next(each for each in book.sheets if each.name == name)
    return [dict(zip((column.name for column in sheet.columns), row, strict=True)) for row in sheet.rows]


# --- everything -----------------------------------------------------------------------------------------------


def test_every_record_of_a_cycle_is_told(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new table or column cannot be forgotten: it is in the export, or on the lists above."""
    told: dict[str, set[str]] = {}
    usual = entity_tables.table

    def spying(name: str, entity: type[Base], things: Any, refs: Any, **how: Any) -> Sheet:
        made = usual(name, entity, things, refs, **how)
        told[entity.__name__] = {column.name for column in made.columns}
        return made

    monkeypatch.setattr(cycle_tables, "table", spying)
    monkeypatch.setattr(plan_tables, "table", spying)
    monkeypatch.setattr(record_tables, "table", spying)
    cycle_tables.cycle_tables(demo_store, demo_store.cycles()[-1], survey_rows=True)
    prepare()
    everything = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}
    assert set(told) | set(OTHERWISE) | set(LEFT_OUT) == set(everything)
    for name, columns in told.items():
        own = {prop.key for prop in entity_tables.own_columns(everything[name])}
        assert own - columns <= {"key", "titles"}, name


def test_each_table_is_explained_and_the_first_says_that_it_is_not_for_posting(whole: tuple[Book, Any]) -> None:
    first, *others = whole[0].sheets
    assert first.name == "explanation"
    assert "not for posting" in first.rows[0][2]  # type: ignore[operator]
    assert [row[0] for row in first.rows[1:]] == [sheet.name for sheet in others]


def test_rows_of_respondents_are_given_only_when_asked_for(demo_store: Store, whole: tuple[Book, Any]) -> None:
    assert not any("posting" in sheet.name for sheet in whole[0].sheets)
    assert not any("submission" in column.name for sheet in whole[0].sheets for column in sheet.columns)
    asked = cycle_tables.cycle_tables(demo_store, demo_store.cycles()[-1], survey_rows=True)
    rows = rows_of(asked, "survey not for posting")
    assert len(rows) > 100
    assert {type(row["health_centre"]) for row in rows} == {int}
    assert {row["commune_code"] for row in rows} == {demo_store.cycles()[-1].commune_code}
    assert "survey-not-for-posting.csv" in sheets.csv_files(asked)
    assert "survey_not_for_posting" in json.loads(sheets.json_file(asked))


# --- values ---------------------------------------------------------------------------------------------------


def test_a_workbook_holds_values_and_no_formulas(workbook: Path, whole: tuple[Book, Any]) -> None:
    opened = load_workbook(workbook)
    assert opened.sheetnames == [sheet.name for sheet in whole[0].sheets]
    kinds_of_cells = {cell.data_type for page in opened for row in page.iter_rows() for cell in row}
    assert kinds_of_cells == {"n", "s", "d"}
    for sheet in whole[0].sheets:
        found = [tuple(row) for row in opened[sheet.name].iter_rows(min_row=2, values_only=True)]
        assert found == [tuple(map(as_read, row)) for row in sheet.rows], sheet.name


def as_read(value: Any) -> Any:
    """A value as openpyxl gives it back."""
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return None if value == "" else int(value) if isinstance(value, bool) else value


def test_numbers_and_dates_are_numbers_and_dates(whole: tuple[Book, Any]) -> None:
    book = whole[0]
    assert all(isinstance(row["date"], dt.date) for row in rows_of(book, "checks"))
    assert all(isinstance(row["plan"], int | None) for row in rows_of(book, "lines"))
    assert {type(row["amount"]) for row in rows_of(book, "contributions")} == {int, float}
    assert any(row["amount"] == 257.33 for row in rows_of(book, "contributions"))
    assert {type(row["quantity"]) for row in rows_of(book, "actions")} <= {int, float, type(None)}
    assert {type(row["total"]) for row in rows_of(book, "attendance")} == {int}


def test_json_is_one_document(whole: tuple[Book, Any]) -> None:
    book, records = whole
    found = json.loads(sheets.json_file(book))
    assert list(found) == [sheet.name for sheet in book.sheets]
    assert found["sessions"][0]["date"] == rows_of(book, "sessions")[0]["date"].isoformat()
    assert [row["median"] for row in found["results"]] == [record["median"] for record in records]
    assert found["cycle"][0]["training"] is False


def test_csv_has_the_mark_and_the_same_values(whole: tuple[Book, Any], tmp_path: Path) -> None:
    book = whole[0]
    written = whole_cycle.write(book, "csv", tmp_path / "tables").files
    assert [path.stem for path in written] == [sheet.name for sheet in book.sheets]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in written)
    for sheet, path in zip(book.sheets, written, strict=True):
        found = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        assert found[1:] == [[as_text(value) for value in row] for row in sheet.rows]


def as_text(value: Any) -> str:
    text = "" if value is None else str(int(value) if isinstance(value, bool) else value)
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@")) else text


def test_one_file_of_all_cells(whole: tuple[Book, Any], tmp_path: Path) -> None:
    (path,) = whole_cycle.write(whole[0], "csv", tmp_path / "all.csv").files
    found = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert found[0] == ["table", "row", "column", "value"]
    assert ["cycle", "1", "year", "2026"] in found


def test_the_same_cycle_has_the_same_bytes_and_names_nobody(whole: tuple[Book, Any], workbook: Path) -> None:
    assert sheets.xlsx(whole[0]) == workbook.read_bytes()
    with zipfile.ZipFile(workbook) as archive:
        told = archive.read("docProps/core.xml") + archive.read("docProps/app.xml")
    assert b"<dc:creator></dc:creator>" in told
    assert b"<cp:lastModifiedBy></cp:lastModifiedBy>" in told
    assert b"2000-01-01" in told


# --- photos, history, codes -----------------------------------------------------------------------------------


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[tuple[Store, Cycle]]:
    """A cycle with two photos, a change, a removal and a printed paper."""
    with Store.create(tmp_path / "commune.db") as store:
        cycle = full_cycle(store)
        budget = store.all(Budget)[0]
        checks = [check for action in cycle.actions for check in action.checks]
        with store.transaction("Photos", cycle=cycle):
            checks[1].photo = b"second check"
            budget.pictures[0].data = b"cover"
        with store.transaction("Date", cycle=cycle, reason="It was the day before"):
            cycle.meetings[0].date, cycle.meetings[0].place = dt.date(2026, 2, 28), "=1+1"
        with store.transaction("Target gone", cycle=cycle):
            cycle.targets.clear()
        yield store, cycle


def test_photos_lie_beside_the_tables_of_a_folder(worked: tuple[Store, Cycle], tmp_path: Path) -> None:
    book = cycle_tables.cycle_tables(*worked, photos=True)
    numbers = [row["action"] for row in rows_of(book, "checks")]
    first, second = rows_of(book, "photos")
    assert (first["table"], first["row"], first["action"], first["bytes"]) == ("checks", 2, numbers[1], 12)
    assert (second["table"], second["row"], second["kind"], second["bytes"]) == ("budget", 1, "cover", 5)
    written = whole_cycle.write(book, "csv", tmp_path / "tables").files
    made = {path.relative_to(tmp_path / "tables").as_posix(): path.read_bytes() for path in written}
    assert {name: made[name] for name in made if "/" in name} == {
        first["file"]: b"second check",
        second["file"]: b"cover",
    }
    assert first["file"] == "photos/photo-001.jpg"


def test_other_files_hold_only_the_list_of_photos(worked: tuple[Store, Cycle], tmp_path: Path) -> None:
    book = cycle_tables.cycle_tables(*worked)
    assert not book.beside
    whole_cycle.write(book, "json", tmp_path / "all.json")
    told = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert [row["bytes"] for row in told["photos"]] == [12, 5]
    assert b"second check" not in (tmp_path / "all.json").read_bytes()


def test_the_history_is_told_with_values(worked: tuple[Store, Cycle]) -> None:
    book = cycle_tables.cycle_tables(*worked)
    rows = rows_of(book, "history")
    day, place = (row for row in rows if row["label"] == "Date" and row["field"] in ("date", "place"))
    assert (day["table"], day["before"], day["after"]) == ("meeting", dt.date(2026, 3, 1), dt.date(2026, 2, 28))
    assert (place["before"], place["after"], place["reason"]) == ("", "=1+1", "It was the day before")
    assert "2026" in day["subject_en"]
    assert [(row["what"], row["before"]) for row in rows if row["field"] == "share"][-1] == ("removed", 50)
    assert [row["after"] for row in rows if row["label"] == "Photos" and row["field"] == "photo"] == [12]
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    injection.check_tables(book)


def test_the_history_has_no_figures_of_votes(worked: tuple[Store, Cycle]) -> None:
    store, cycle = worked
    sheet = cycle.service_points[0].cards[0].sheets[0]
    criterion = cycle.service_points[0].criteria[0]
    for value in (1, 5, 3):
        with store.transaction("Votes", cycle=cycle):
            sheet.set(criterion, value, 7)
    rows = rows_of(cycle_tables.cycle_tables(store, cycle), "history")
    (votes,) = (row for row in rows if row["label"] == "Votes")
    assert (votes["table"], votes["field"], votes["before"], votes["after"]) == ("tally", "", None, None)
    told = [row for row in rows if row["table"] in ("tally", "response")]
    assert {(row["before"], row["after"]) for row in told} == {(None, None)}


def test_while_people_score_one_by_one_there_is_no_export(worked: tuple[Store, Cycle]) -> None:
    store, cycle = worked
    steps = cycle_tables.cycle_steps(store, cycle)
    next(steps)
    point = cycle.service_points[0]
    voting = Voting(store, SheetPlace(point.id, "citizens", point.villages[0].code, "nobody yet"), "One by one")
    with pytest.raises(UserError, match="scoring one by one"):
        next(steps)
    with pytest.raises(UserError, match="scoring one by one"):
        cycle_tables.cycle_tables(store, cycle)
    voting.close()
    assert cycle_tables.cycle_tables(store, cycle).sheets


def test_codes_of_papers_are_told(worked: tuple[Store, Cycle]) -> None:
    (row,) = rows_of(cycle_tables.cycle_tables(*worked), "codes")
    assert (row["code"], row["paper"], row["date"]) == ("0NM14295WMVT", "minutes", dt.date(2026, 5, 20))


def test_at_every_step_that_fails_photos_and_tables_are_old_or_new(
    worked: tuple[Store, Cycle], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cycle_tables.cycle_tables(*worked, photos=True)
    book = Book(made.sheets[-3:], made.beside)
    for nth in range(1, 10):  # five tables and photos, the list of them, and three folders
        place = tmp_path / f"fsync{nth}"
        with monkeypatch.context() as patch:
            count = broken_at(patch, nth, errno.EIO)
            with contextlib.suppress(UserError):
                whole_cycle.write(book, "csv", place)
        assert count[0] >= nth
        assert not place.exists(), nth
    whole_cycle.write(book, "csv", tmp_path / "whole")
    assert len(image(tmp_path / "whole")) == 6


# --- and back -------------------------------------------------------------------------------------------------


def test_an_export_read_back_changes_nothing(demo_store: Store, workbook: Path) -> None:
    cycle = demo_store.cycles()[-1]
    assert not cycle_import.preview(demo_store, cycle_import.read(workbook)).changes
    for key in KINDS:
        kind = kinds.kind(key)
        found = kinds.preview(demo_store, cycle, kind, kind.read(workbook, kind.shape(demo_store, cycle)))
        assert (found.changes, found.problems) == (False, ()), key


@pytest.mark.slow
def test_an_export_makes_the_same_cycle_elsewhere(whole: tuple[Book, Any], workbook: Path, tmp_path: Path) -> None:
    with Store.create(tmp_path / "elsewhere.db") as store:
        cycle = cycle_import.apply(store, cycle_import.read(workbook))
        for key in KINDS:
            kind = kinds.kind(key)
            kinds.apply(store, cycle, kind, kind.read(workbook, kind.shape(store, cycle)))
        again = cycle_tables.cycle_tables(store, cycle)
    for name in ("votes", "criteria", "targets", "lines", "projects"):
        assert rows_of(again, name) == rows_of(whole[0], name), name
    figures = [
        [(row["criterion"], row["group"], row["breakdown"], row["n"], row["median"], row["counts"]) for row in rows]
        for rows in (rows_of(again, "results"), rows_of(whole[0], "results"))
    ]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''-2", "+855 12", "@x", "＝1", "a;=1", "-", "'tis", "x\ty"])
def test_what_was_made_harmless_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    made = Sheet("x", (Column("a"), Column("b")), ((text, "end"),))
    path.write_bytes(sheets.csv_files(Book((made,)))["x.csv"])
    line = path.read_text("utf-8-sig").splitlines()[1]
    assert not line.lstrip('"').startswith(("=", "+", "-", "@", "＝"))
    with worker.WAYS[worker.TABLE](path, None) as ((_name, rows),):
        assert [row.cells for row in rows] == [("a", "b"), (text, "end")]


def test_a_text_is_one_cell_for_every_separator_a_spreadsheet_may_take() -> None:
    (line,) = list(sheets.csv_lines(["x;=1+1\t=2|=3"], []))
    for separator in ",;\t|":
        assert len(next(csv.reader([line], delimiter=separator))) == 1


# --- disks ----------------------------------------------------------------------------------------------------


def broken_at(monkeypatch: pytest.MonkeyPatch, nth: int, error: int) -> list[int]:
    """The nth synchronisation with the disk fails, as on a full disk or a pulled stick; gives a counter."""
    count = [0]
    sync = os.fsync

    def failing(handle: int) -> None:
        count[0] += 1
        if count[0] == nth:
            raise OSError(error, os.strerror(error))
        sync(handle)

    monkeypatch.setattr(files.os, "fsync", failing)
    return count


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.ENOENT])
@pytest.mark.parametrize("form", whole_cycle.FORMS)
def test_at_every_write_that_fails_everything_is_old_or_new(
    form: str, error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ("tables" if form == "csv" else f"all.{form}")
    older = Book(tuple(Sheet(sheet.name, sheet.columns) for sheet in SAMPLE.sheets))
    whole_cycle.write(older, form, path)
    before = image(tmp_path)
    whole_cycle.write(SAMPLE, form, path)
    after = image(tmp_path)
    for nth in range(1, 10):
        with monkeypatch.context() as patch:
            whole_cycle.write(older, form, path)
            count = broken_at(patch, nth, error)
            with contextlib.suppress(UserError):
                whole_cycle.write(SAMPLE, form, path)
            assert image(tmp_path) in (before, after)
            if count[0] < nth:
                return
    raise AssertionError


def image(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_proposed_name_is_of_the_commune_and_round_only(demo_store: Store) -> None:
    cycle = demo_store.cycles()[-1]
    assert cycle_tables.file_name(cycle, "xlsx") == "cycle-010305-2026-1.xlsx"
    assert cycle_tables.file_name(cycle, "csv") == "cycle-010305-2026-1"
