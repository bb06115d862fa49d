"""A cycle from a workbook: what people type, what spreadsheets make of it, and files that mean harm."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.export.compose.template_cycle import cycle_template
from facilitator.models import backup, catalogue, set_up
from facilitator.models.cycle import Cycle
from facilitator.models.history import HistoryEntry
from facilitator.models.imports import archive, cells, workbook
from facilitator.models.imports import cycle as imports
from facilitator.models.imports.staging import Staged
from facilitator.models.meeting import Meeting
from facilitator.models.place import Village
from facilitator.models.scorecard import card_of
from facilitator.models.store import Store

COMMUNE = "010305"
VILLAGES = ["01030501", "01030502"]

Table = list[list[Any]]
Book = dict[str, Table]


def plain_book(**changes: Table) -> Book:
    """A small but complete workbook."""
    book: Book = {
        "cycle": [["commune_code", "year", "round"], [COMMUNE, 2026, 1]],
        "service_points": [
            ["key", "kind", "village_codes"],
            ["health_centre", "health_centre", " ".join(VILLAGES)],
            ["road", "road", VILLAGES[0]],
        ],
        "criteria": [
            ["service_point", "key", "text_km", "text_en", "side"],
            ["health_centre", "health_centre.staff_polite", "", "", ""],
            ["road", "safe_at_night", "ផ្លូវមានភ្លើង", "Lit at night", "both"],
        ],
        "groups": [["key", "name_km", "name_en"], ["women", "ក្រុមស្ត្រី", "Women"]],
    }
    return book | changes


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Book], Path]:
    """Write a workbook as a spreadsheet program would."""

    def save(book: Book) -> Path:
        file = Workbook()
        file.remove(file.active)
        for name, rows in book.items():
            page = file.create_sheet(name)
            for row in rows:
                page.append(row)
        path = tmp_path / "cycle.xlsx"
        file.save(path)
        return path

    return save


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


def read(write: Callable[[Book], Path], **changes: Table) -> Staged:
    return imports.read(write(plain_book(**changes)))


def found(staged: Staged) -> list[tuple[str, int, str]]:
    return [(problem.sheet, problem.row, problem.column) for problem in staged.problems]


# --- what is imported --------------------------------------------------------------------------------------


def test_a_workbook_makes_a_cycle(store: Store, write: Callable[[Book], Path]) -> None:
    cycle = imports.apply(store, read(write))
    assert (cycle.commune.name_en, cycle.year, cycle.round, cycle.scale, cycle.k) == ("Srah Chik", 2026, 1, "1-5", 5)
    point, road = cycle.service_points
    assert [village.code for village in point.villages] == VILLAGES
    assert point.name_en == "Srah Chik health centre"
    bank = catalogue.criterion("health_centre.staff_polite")
    assert bank is not None
    assert (point.criteria[0].text_km, point.criteria[0].text_en) == (bank.text_km, bank.text_en)
    assert (road.criteria[0].text_km, road.criteria[0].side) == ("ផ្លូវមានភ្លើង", "both")
    assert cycle.groups[0].name_km == "ក្រុមស្ត្រី"


def test_the_same_file_twice_changes_nothing(store: Store, write: Callable[[Book], Path]) -> None:
    staged = read(write)
    first = imports.preview(store, staged)
    assert first.is_new
    assert first.changes
    assert store.cycles() == []
    imports.apply(store, staged)
    second = imports.preview(store, staged)
    assert (second.is_new, second.changes) == (False, False)
    history = len(store.all(HistoryEntry))
    imports.apply(store, staged)
    assert len(store.all(HistoryEntry)) == history
    assert len(store.cycles()) == 1


def test_an_import_is_one_gesture_that_can_be_undone(store: Store, write: Callable[[Book], Path]) -> None:
    imports.apply(store, read(write))
    store.undo()
    assert store.cycles() == []
    store.redo()
    assert len(store.cycles()[0].service_points) == 2


def test_known_rows_are_brought_up_to_date_and_none_is_deleted(store: Store, write: Callable[[Book], Path]) -> None:
    imports.apply(store, read(write))
    changed = plain_book(
        cycle=[["commune_code", "year", "round", "k", "title_en"], [COMMUNE, 2026, 1, 7, "Second try"]],
        service_points=[["key", "name_en"], ["road", "Road to the market"]],
        criteria=[["service_point", "key", "text_en"], ["road", "safe_at_night", "Well lit"]],
        groups=[["key", "name_km"], ["men", "ក្រុមបុរស"]],
    )
    staged = imports.read(write(changed))
    counts = imports.preview(store, staged).counts()
    assert (counts["cycle"]["changed"], counts["groups"]["new"], counts["criteria"]["changed"]) == (1, 1, 1)
    cycle = imports.apply(store, staged)
    assert (cycle.k, cycle.title_en, len(cycle.service_points)) == (7, "Second try", 2)
    road = cycle.service_point("road")
    assert (road.name_en, road.criteria[0].text_en, road.criteria[0].text_km) == (
        "Road to the market", "Well lit", "ផ្លូវមានភ្លើង",
    )  # fmt: skip
    assert [group.key for group in cycle.groups] == ["women", "men"]


def test_a_backup_is_made_before_there_is_something_to_lose(store: Store, write: Callable[[Book], Path]) -> None:
    folder = backup.folder_of(store.path)
    imports.apply(store, read(write))
    assert backup.list_backups(folder) == []
    imports.apply(store, read(write, groups=[["key", "name_km"], ["men", "ក្រុមបុរស"]]))
    assert [made.reason for made in backup.list_backups(folder)] == ["import"]


def test_the_template_filled_from_a_cycle_says_what_is_there(store: Store, tmp_path: Path) -> None:
    cycle = set_up.new_cycle(store, COMMUNE, 2026)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(sheets.xlsx(cycle_template(cycle)))
    staged = imports.read(path)
    assert (staged.problems, staged.unknown_columns) == ((), ())
    assert not imports.preview(store, staged).changes


def test_the_lists_of_the_template_hold_everything_they_offer() -> None:
    book = cycle_template()
    lists = {sheet.name: sheet.rows for sheet in book.sheets}
    for sheet in book.sheets:
        for column in sheet.columns:
            assert not column.from_sheet or len(lists[column.from_sheet]) <= sheets.ROWS_WITH_LISTS
    assert len(lists["places"]) == 19
    assert [row[0] for row in lists["bank"] if row[0] == "health_centre.staff_polite"] == ["health_centre.staff_polite"]


def test_the_empty_template_can_be_imported_as_it_is(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(sheets.xlsx(cycle_template()))
    cycle = imports.apply(store, imports.read(path))
    assert cycle.service_points[0].criteria[0].key == "health_centre.staff_polite"
    assert cycle.meetings[0].date == dt.date(2026, 2, 16)
    assert (cycle.targets[0].category, cycle.targets[0].share) == ("women", 50)


def finished_session(cycle: Cycle) -> Meeting:
    """A criteria session about the road that was held and declared finished."""
    meeting = Meeting(stage="criteria", service_point=cycle.service_point("road"), date=dt.date(2026, 3, 1))
    cycle.meetings.append(meeting)
    meeting.closed_on = dt.date(2026, 3, 2)
    return meeting


def test_what_a_finished_session_left_behind_changes_with_a_reason_only(
    store: Store, write: Callable[[Book], Path]
) -> None:
    cycle = imports.apply(store, read(write))
    with store.transaction("Session", cycle=cycle):
        meeting = finished_session(cycle)
    sessions = [["stage", "service_point", "date"], ["criteria", "road", "2026-03-05"]]
    criteria = [["service_point", "key", "text_en"], ["road", "safe_at_night", "Well lit"], ["road", "new", "New"]]
    staged = read(write, criteria=criteria, sessions=sessions)
    found = imports.preview(store, staged)
    assert [(each.sheet, each.row, each.finished) for each in found.problems] == [
        ("criteria", 2, True), ("criteria", 3, True), ("sessions", 2, True),
    ]  # fmt: skip
    with pytest.raises(UserError, match="This meeting is finished"):
        imports.apply(store, staged)
    assert cycle.service_point("road").criteria[0].text_en == "Lit at night"
    assert meeting.corrected_on is None
    assert not imports.preview(store, staged, "Written down wrongly").problems
    assert meeting.corrected_on is None
    imports.apply(store, staged, "Written down wrongly")
    assert [each.text_en for each in cycle.service_point("road").criteria] == ["Well lit", "New"]
    assert (meeting.date, meeting.closed_on) == (dt.date(2026, 3, 5), dt.date(2026, 3, 2))
    assert meeting.corrected_on == dt.date.today()
    assert store.all(HistoryEntry)[-1].reason == "Written down wrongly"


def test_what_is_the_same_as_before_needs_no_reason(store: Store, write: Callable[[Book], Path]) -> None:
    cycle = imports.apply(store, read(write))
    with store.transaction("Session", cycle=cycle):
        finished_session(cycle)
    staged = read(write, groups=[["key", "name_km"], ["men", "ក្រុមបុរស"]])
    assert imports.preview(store, staged).problems == ()
    imports.apply(store, staged)
    assert [group.key for group in cycle.groups] == ["women", "men"]


# --- what people type, and what spreadsheets make of it ------------------------------------------------------


@pytest.mark.parametrize("code", ["010305", 10305, 10305.0, "១០៣០៥", " 010305 "])
def test_codes_get_their_leading_zero_back(code: object) -> None:
    assert cells.commune_code(code) == COMMUNE


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (1030501, ("01030501",)),
        ("01030501 01030502", tuple(VILLAGES)),
        ("១០៣០៥០១, 1030502;\n1030501", tuple(VILLAGES)),
        ("010305-1 10305-12", ("010305-1", "010305-12")),
        (None, ()),
    ],
)
def test_villages_of_one_cell(cell: object, codes: tuple[str, ...]) -> None:
    assert cells.several(cells.village_code)(cell) == codes


SCALES = ("1-3", "1-5", "0-100")


@pytest.mark.parametrize(
    ("cell", "scale"),
    [
        ("1-5", "1-5"), (5, "1-5"), ("៥", "1-5"), ("1 – 5", "1-5"), (dt.datetime(2026, 5, 1), "1-5"),
        (dt.datetime(2026, 1, 5), "1-5"), (dt.datetime(2026, 3, 1), "1-3"), (3, "1-3"), (100.0, "0-100"), ("", ""),
    ],
)  # fmt: skip
def test_scales_as_spreadsheets_leave_them(cell: object, scale: str) -> None:
    assert cells.scale(SCALES)(cell) == scale


@pytest.mark.parametrize(
    ("cell", "share"),
    [(50, 50), ("៥០", 50), ("50%", 50), (0.5, 50), (1, 100), ("0,5%", 0), (None, None), ("12.4 %", 12)],
)
def test_shares(cell: object, share: int | None) -> None:
    assert cells.percent(cell) == share


@pytest.mark.parametrize(
    "cell", [dt.datetime(2026, 11, 22), "2026-11-22", "22/11/2026", "២២/១១/២០២៦", "ថ្ងៃទី ២២ ខែ វិច្ឆិកា ឆ្នាំ ២០២៦"]
)
def test_dates(cell: object) -> None:
    assert cells.day(cell) == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        (cells.commune_code, "999999"), (cells.commune_code, "Srah Chik"), (cells.village_code, "01030599"),
        (cells.village_code, "010305-0"), (cells.village_code, "999999-1"), (cells.scale(SCALES), "1-7"),
        (cells.scale(SCALES), dt.datetime(2026, 6, 7)), (cells.whole(2000, 2100), 26), (cells.whole(1, 20), "two"),
        (cells.whole(1, 20), 2.5), (cells.whole(1, 20), -1), (cells.whole(1, 20), float("inf")),
        (cells.day, 46000), (cells.day, "soon"), (cells.percent, 101), (cells.percent, "many"),
        (cells.key, "two words"), (cells.key, "a/b"), (cells.text, "x" * 501), (cells.text, "#REF!"),
        (cells.one_of(lambda: ("both",)), "x"),
        (cells.whole(1, 20), "9" * 400),
    ],
)  # fmt: skip
def test_nonsense_is_answered_with_a_sentence(reader: cells.Reader, cell: object) -> None:
    with pytest.raises(UserError):
        reader(cell)


def test_a_village_that_is_in_no_list_gets_the_number_of_the_workbook(
    store: Store, write: Callable[[Book], Path]
) -> None:
    points = [["key", "kind", "village_codes"], ["road", "road", "010305-1 01030501"]]
    staged = read(write, service_points=points, criteria=[["service_point", "key"]])
    imports.apply(store, staged)
    village = store.get(Village, "010305-1")
    assert village is not None
    assert (village.added, village.commune_code) == (True, COMMUNE)
    assert not imports.preview(store, staged).changes


def test_a_service_may_reach_into_other_communes(store: Store, write: Callable[[Book], Path]) -> None:
    points = [["key", "kind", "village_codes"], ["health_centre", "health_centre", "01030501 01020101"]]
    cycle = imports.apply(store, read(write, service_points=points, criteria=[["service_point", "key"]]))
    assert {village.commune_code for village in cycle.service_points[0].villages} == {COMMUNE, "010201"}


def test_sessions_can_be_moved_to_another_day(store: Store, write: Callable[[Book], Path]) -> None:
    head = ["stage", "service_point", "village_code", "date", "place"]
    one: Table = [head, ["scoring", "road", VILLAGES[0], "2026-03-01", "pagoda"], ["interface", "", "", "5/4/2026", ""]]
    imports.apply(store, read(write, sessions=one))
    other: Table = [head, ["scoring", "road", VILLAGES[0], dt.datetime(2026, 3, 8), ""]]
    cycle = imports.apply(store, read(write, sessions=other))
    held = {meeting.stage: (meeting.date, meeting.place) for meeting in cycle.meetings}
    assert held == {"scoring": (dt.date(2026, 3, 8), "pagoda"), "interface": (dt.date(2026, 4, 5), "")}


def test_sheets_and_columns_in_any_order_and_case(store: Store, write: Callable[[Book], Path]) -> None:
    book = {name.upper(): [[None, *row[::-1]] for row in rows] for name, rows in reversed(plain_book().items())}
    book["CYCLE"][0] = [None, " Round ", "YEAR", "Commune_Code"]
    staged = imports.read(write(book))
    assert staged.problems == ()
    assert imports.apply(store, staged).year == 2026


# --- what is refused ---------------------------------------------------------------------------------------


def test_unknown_columns_and_sheets_are_reported(write: Callable[[Book], Path]) -> None:
    staged = read(write, notes=[["x"], [1]], groups=[["key", "name_km", "colour"], ["women", "ក្រុមស្ត្រី", "red"]])
    assert staged.unknown_columns == (("notes", ""), ("groups", "colour"))
    assert staged.problems == ()


def test_problems_say_sheet_row_and_column(write: Callable[[Book], Path]) -> None:
    staged = read(
        write,
        cycle=[["commune_code", "year"], ["999999", 26]],
        service_points=[["key", "kind"], ["road", "railway"], ["", "road"], ["road", "road"]],
        criteria=[["key", "text_km"], ["safe", "x"]],
        targets=[["category", "share", "share"], ["women", 50, 60]],
    )
    assert found(staged) == [
        ("cycle", 2, "commune_code"),
        ("cycle", 2, "year"),
        ("service_points", 2, "kind"),
        ("service_points", 3, "key"),
        ("service_points", 4, "key"),
        ("criteria", 1, "service_point"),
        ("targets", 1, "share"),
    ]
    assert staged.problems[0].sentence.startswith("Sheet cycle, row 2, column commune_code: There is no commune")


def test_problems_are_told_in_khmer(write: Callable[[Book], Path], use_language: Callable[[str], None]) -> None:
    use_language("km")
    sentence = read(write, cycle=[["commune_code", "year"], ["999999", 2026]]).problems[0].sentence
    assert "commune_code" in sentence


@pytest.mark.parametrize("rows", [[], [[COMMUNE, 2026], [COMMUNE, 2025]]], ids=["none", "two"])
def test_a_workbook_is_about_one_cycle(write: Callable[[Book], Path], rows: Table) -> None:
    assert found(read(write, cycle=[["commune_code", "year"], *rows])) == [("cycle", 0, "")]


def test_a_workbook_without_a_cycle_is_refused(write: Callable[[Book], Path]) -> None:
    assert ("cycle", 0, "") in found(imports.read(write({"sheet1": [["hello"]]})))


def test_all_or_nothing(store: Store, write: Callable[[Book], Path]) -> None:
    staged = read(write, criteria=[["service_point", "key", "text_km"], ["road", "ok", "x"], ["bridge", "lost", "y"]])
    assert staged.problems == ()
    seen = imports.preview(store, staged)
    assert [(p.sheet, p.row, p.column) for p in seen.problems] == [("criteria", 3, "service_point")]
    with pytest.raises(UserError, match=r"(?s)row 3.*Nothing was imported"):
        imports.apply(store, staged)
    assert store.cycles() == []
    assert store.undo_label() == ""


def test_one_fault_is_told_once(store: Store, write: Callable[[Book], Path]) -> None:
    points = [["key", "kind", "village_codes"], ["health_centre", "health_centre", "0"], ["road", "", VILLAGES[0]]]
    staged = read(write, service_points=points)
    assert [(p.sheet, p.row, p.column) for p in imports.preview(store, staged).problems] == [
        ("service_points", 2, "village_codes"),
        ("service_points", 3, "kind"),
    ]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"cycle": [["commune_code", "year", "k"], [COMMUNE, 2026, 4]]}, "k"),
        ({"criteria": [["service_point", "key"], ["road", "own_one"]]}, "text_km"),
        ({"groups": [["key"], ["elders"]]}, "name_km"),
        ({"sessions": [["stage", "service_point", "village_code"], ["scoring", "road", VILLAGES[1]]]}, "village_code"),
        (
            {"criteria": [["service_point", "key", "text_km"], ["road", "ok", "x"], ["nowhere", "ok", "x"]]},
            "service_point",
        ),
    ],
)
def test_what_the_domain_refuses_is_found_before_storing(
    store: Store, write: Callable[[Book], Path], changes: dict[str, Table], column: str
) -> None:
    problems = imports.preview(store, read(write, **changes)).problems
    assert [problem.column for problem in problems] == [column]


def test_what_was_scored_cannot_be_taken_away(store: Store, write: Callable[[Book], Path]) -> None:
    cycle = imports.apply(store, read(write))
    point = cycle.service_point("health_centre")
    with store.transaction("votes"):
        card_of(point, "citizens", point.villages[1]).sheet("women").set(point.criteria[0], 4, 9)
    staged = read(
        write,
        cycle=[["commune_code", "year", "scale"], [COMMUNE, 2026, "1-3"]],
    )
    assert [p.column for p in imports.preview(store, staged).problems] == ["scale"]
    staged = read(
        write,
        service_points=[["key", "village_codes"], ["health_centre", VILLAGES[0]]],
        criteria=[["service_point", "key", "side"], ["health_centre", "health_centre.staff_polite", "providers"]],
    )
    problems = imports.preview(store, staged).problems
    assert [p.column for p in problems] == ["village_codes"]
    assert point.criteria[0].tallies


@pytest.mark.parametrize("key", ["gender", "Age", "12", "value"])
def test_a_criterion_is_not_called_like_another_column(write: Callable[[Book], Path], key: str) -> None:
    staged = read(write, criteria=[["service_point", "key", "text_km"], ["road", key, "x"]])
    assert found(staged) == [("criteria", 2, "key")]


def test_text_is_cleaned(store: Store, write: Callable[[Book], Path]) -> None:
    groups = [["key", "name_km", "name_en"], ["women", "ក្រុម\u200bស្ត្រី\u202e", " Wo\u200emen  \n of the=1+1 "]]
    group = imports.apply(store, read(write, groups=groups)).groups[0]
    assert (group.name_km, group.name_en) == ("ក្រុម\u200bស្ត្រី", "Women of the=1+1")


# --- files that mean harm ----------------------------------------------------------------------------------


def rebuilt(path: Path, **members: bytes | None) -> Path:
    """The workbook with some members replaced, added, or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
FIRST_SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def sheet(rows: str) -> bytes:
    return SHEET.format(rows=rows).encode()


HARMFUL: dict[str, dict[str, bytes | None]] = {
    "entities": {FIRST_SHEET: BOMB},
    "entities in a part of another name": {"xl/media/picture.dat": BOMB},
    "a document type in UTF-16": {FIRST_SHEET: BOMB.decode().encode("utf-16")},
    "a document type in UTF-16 without its mark": {FIRST_SHEET: BOMB.decode().encode("utf-16-le")},
    "a strange encoding": {FIRST_SHEET: b'<?xml version="1.0" encoding="cp037"?><a/>'},
    "a member outside": {"../evil.xml": b"<a/>"},
    "an absolute member": {"/etc/evil.xml": b"<a/>"},
    "zeros that swell": {"xl/media/zeros.bin": bytes(20 * 1024**2)},
    "more than any cycle": {"xl/media/noise.bin": random.Random(1).randbytes(9 * 1024**2)},
    "too many members": {f"xl/media/{n}.bin": b"x" for n in range(400)},
    "a million empty cells": {
        FIRST_SHEET: sheet('<row r="1">' + "<c/>" * 1_100_000 + "</row>"),
        "xl/media/noise.bin": random.Random(1).randbytes(200_000),  # so that it is not the ratio that is noticed
    },
    "no workbook": {"xl/workbook.xml": None},
    "no sheet": {FIRST_SHEET: None},
    "broken XML": {FIRST_SHEET: b"<worksheet><sheetData><row>"},
    "deep XML": {FIRST_SHEET: b"<a>" * 200_000},
    "strings that are not there": {FIRST_SHEET: sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')},
    "a number with a million digits": {FIRST_SHEET: sheet(f'<row r="1"><c r="A1"><v>{"9" * 1_000_000}</v></c></row>')},
    "rows without end": {
        FIRST_SHEET: sheet('<row r="1"><c><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>')
    },
    "a far cell": {FIRST_SHEET: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')},
    "many rows": {FIRST_SHEET: sheet("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 9000)))},
}


@pytest.mark.parametrize("members", HARMFUL.values(), ids=list(HARMFUL))
def test_a_harmful_workbook_is_refused(
    write: Callable[[Book], Path], store: Store, members: dict[str, bytes | None]
) -> None:
    path = rebuilt(write(plain_book()), **members)
    with pytest.raises(UserError) as refused:
        imports.refuse(imports.read(path).problems)
    assert str(path.parent) not in refused.value.text
    assert store.cycles() == []


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"\xd0\xcf\x11\xe0 old excel", b"<html>", b"PK\x03\x04" + bytes(500), bytes(9 * 1024**2)],
    ids=["empty", "cut", "xls", "html", "zip head", "large"],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"file\.xlsx"):
        imports.read(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        imports.read(tmp_path / "nothing.xlsx")
    with pytest.raises(UserError, match="cannot be opened"):
        imports.read(tmp_path)


@pytest.mark.usefixtures("read_here")
def test_a_damaged_workbook_never_breaks_the_program(write: Callable[[Book], Path], store: Store) -> None:
    path = write(plain_book())
    sound, chance = path.read_bytes(), random.Random(20261122)
    for _trial in range(150):
        content = bytearray(sound)
        for _flip in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content[: chance.choice([len(content), chance.randrange(len(content))])]))
        try:
            imports.preview(store, imports.read(path))
        except UserError:
            continue
    assert store.all(Cycle) == []


@pytest.mark.usefixtures("read_here")
def test_mutated_sheets_never_break_the_program(write: Callable[[Book], Path], store: Store) -> None:
    """The archive is whole, the XML inside is not."""
    path = write(plain_book())
    sound, chance = path.read_bytes(), random.Random(5)
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist() if name.endswith(".xml")}
    for _trial in range(150):
        name = chance.choice(sorted(members))
        content = bytearray(members[name])
        for _flip in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 3)] = chance.choice(
                [b"", b"<", b"9", b'"', b"&", b"-1", b"\xff", b"/>"]
            )
        path.write_bytes(sound)
        rebuilt(path, **{name: bytes(content)})
        try:
            imports.preview(store, imports.read(path))
        except UserError:
            continue
    assert store.all(Cycle) == []


def test_the_limits_leave_room_for_real_workbooks(write: Callable[[Book], Path]) -> None:
    rows = [["name", "role"], *([f"Person {n}", "other"] for n in range(workbook.MOST_ROWS))]
    assert read(write, people=rows).problems == ()
    assert archive.MOST_UNPACKED > archive.MOST_BYTES
