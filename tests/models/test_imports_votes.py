"""Votes from files: tallies that set cells, ballots that are added up, and what speaks against a file."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.export.compose.template_votes import votes_template
from facilitator.models import sheets as sheets_of_cards
from facilitator.models.backup import folder_of, list_backups
from facilitator.models.ballot_file import BallotFile
from facilitator.models.cycle import BREAKDOWNS, Cycle
from facilitator.models.history import HistoryEntry
from facilitator.models.imports import ballots, kinds
from facilitator.models.imports.kinds import Found
from facilitator.models.imports.shape import shape_of
from facilitator.models.imports.staging import Staged
from facilitator.models.scorecard import Criterion, card_of
from facilitator.models.store import Store
from facilitator.models.tally import Sheet, Tally
from tests.samples import CODE, add_commune, add_cycle, vote

POLITE, MEDICINE = "health_centre.staff_polite", "health_centre.medicine"
VILLAGE = f"{CODE}01"
TALLY = ["service_point", "village_code", "side", "group", "criterion", "breakdown", "method", "1", "2", "3", "4", "5"]
BALLOT = ["service_point", "village_code", "group", "gender", "age", POLITE, MEDICINE]
KIND = kinds.kind("votes")

Table = Sequence[Sequence[Any]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


def written(path: Path, rows: Table, name: str = "votes") -> Path:
    """The rows as a spreadsheet or a phone survey tool saves them; the suffix says how."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


@pytest.fixture(params=["votes.csv", "votes.xlsx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def read(cycle: Cycle, path: Path) -> Staged:
    return KIND.read(path, shape_of(cycle))


def look(store: Store, path: Path, replace: bool = False) -> Found:
    cycle = store.cycles()[0]
    return kinds.preview(store, cycle, KIND, read(cycle, path), replace)


def load(store: Store, path: Path, replace: bool = False) -> None:
    cycle = store.cycles()[0]
    kinds.apply(store, cycle, KIND, read(cycle, path), replace)


def sheet(store: Store, village: int = 0, group: str = "women") -> Sheet:
    point = store.cycles()[0].service_points[0]
    return card_of(point, "citizens", point.villages[village]).sheet(group)


def counts(store: Store, breakdown: str = "all", criterion: int = 0, group: str = "women") -> dict[int, int]:
    point = store.cycles()[0].service_points[0]
    return sheet(store, group=group).counts(point.criteria[criterion], breakdown)


def places(found: Found) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in found.problems]


def stored(store: Store) -> list[tuple[Any, ...]]:
    """Everything that votes are, as it lies in the database."""
    store.settle()
    tables = ("card", "sheet", "tally", "ballot_file", "history")
    return [row for name in tables for row in store.raw.execute(f"SELECT * FROM {name}").fetchall()]


# --- tallies -------------------------------------------------------------------------------------------------


def tally(*figures: object, **cells: object) -> list[object]:
    """A row of tallies with these figures."""
    row: dict[str, object] = {"service_point": "health_centre", "village_code": VILLAGE, "group": "women"}
    row |= {"criterion": POLITE} | cells | {str(step): figure for step, figure in enumerate(figures, 1)}
    return [row.get(name, "") for name in TALLY]


def test_a_tally_row_sets_its_cell(store: Store, path: Path) -> None:
    vote(store, store.cycles()[0].service_points[0], {1: 9, 2: 2})
    written(path, [TALLY, tally("", 4, 5), tally(0, 1, 1, breakdown="women"), tally(1, criterion=MEDICINE)])
    found = look(store, path)
    assert (found.problems, found.counts["votes"]) == ((), Counter(new=2, changed=1))
    assert counts(store) == {1: 9, 2: 2}
    load(store, path)
    assert (counts(store), counts(store, "women"), counts(store, criterion=1)) == ({2: 4, 3: 5}, {2: 1, 3: 1}, {1: 1})
    assert not look(store, path).changes
    store.undo()
    assert (counts(store), counts(store, "women")) == ({1: 9, 2: 2}, {})


def test_a_row_without_figures_leaves_what_is_there(store: Store, path: Path) -> None:
    vote(store, store.cycles()[0].service_points[0], {1: 9})
    written(path, [TALLY, tally(), tally(criterion=MEDICINE)])
    assert not look(store, path).changes
    written(path, [TALLY, tally(0, 0, 0)])
    load(store, path)
    assert counts(store) == {}


def test_tallies_as_people_and_spreadsheets_write_them(store: Store, path: Path) -> None:
    written(
        path,
        [
            [" Criterion", "3", "NOTE", "2", "VILLAGE_CODE", "Service_Point", "group"],
            [POLITE.upper(), "៧", "late", 2.0, int(VILLAGE), "health_centre", "WOMEN"],
        ],
    )
    assert read(store.cycles()[0], path).unknown_columns == (("votes", "note"),)
    load(store, path)
    assert counts(store) == {2: 2, 3: 7}


def test_providers_and_a_group_that_agrees(store: Store, path: Path) -> None:
    head = ["service_point", "village_code", "side", "group", "criterion", "method", "value", "count"]
    rows = [
        ["health_centre", "", "providers", "", POLITE, "consensus", 4, ""],
        ["health_centre", VILLAGE, "citizens", "men", POLITE, "votes", 2, 6],
        ["health_centre", VILLAGE, "", "men", POLITE, "", 3, 1],
    ]
    load(store, written(path, [head, *rows]))
    point = store.cycles()[0].service_points[0]
    providers = card_of(point, "providers").sheet()
    assert (providers.method, providers.counts(point.criteria[0])) == ("consensus", {4: 1})
    assert counts(store, group="men") == {2: 6, 3: 1}
    load(store, written(path, [head, ["health_centre", "", "providers", "", POLITE, "consensus", 3, 1]]))
    assert providers.counts(point.criteria[0]) == {3: 1}


def test_marks_have_a_value_and_a_count(store: Store, path: Path) -> None:
    with store.transaction("Scale"):
        store.cycles()[0].set_scale("0-100")
    head = ["service_point", "village_code", "group", "criterion", "value", "count"]
    rows = [["health_centre", VILLAGE, "women", POLITE, value, count] for value, count in ((0, 1), (55, 3), (100, 2))]
    load(store, written(path, [head, *rows]))
    assert counts(store) == {0: 1, 55: 3, 100: 2}
    load(store, written(path, [head, ["health_centre", VILLAGE, "women", POLITE, 55, 0]]))
    assert counts(store) == {0: 1, 100: 2}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (tally(1, service_point="school"), "service_point"),
        (tally(1, service_point=""), "service_point"),
        (tally(1, village_code=f"{CODE}19"), "village_code"),
        (tally(1, village_code="99999999"), "village_code"),
        (tally(1, village_code=""), "village_code"),
        (tally(1, side="providers"), "village_code"),
        (tally(1, side="nurses"), "side"),
        (tally(1, group="elders"), "group"),
        (tally(1, criterion="health_centre.clean"), "criterion"),
        (tally(1, breakdown="tall"), "breakdown"),
        (tally("many"), "1"),
        (tally(-1), "1"),
        (tally(1.5), "1"),
        (tally("=1+1"), "1"),
        (tally(1, 1, method="consensus"), "method"),
        (tally(1, method="consensus", breakdown="women"), "breakdown"),
    ],
)
def test_what_is_wrong_with_a_tally(store: Store, tmp_path: Path, row: list[object], column: str) -> None:
    path = written(tmp_path / "votes.csv", [TALLY, tally(1, criterion=MEDICINE), row])
    before = stored(store)
    assert places(look(store, path)) == [(3, column)]
    with pytest.raises(UserError, match=f"(?s)row 3.*column {column}.*Nothing was imported"):
        load(store, path)
    assert stored(store) == before
    assert list_backups(folder_of(store.path)) == [] or column in ("village_code", "criterion", "method", "breakdown")


def test_what_only_the_providers_score(store: Store, path: Path) -> None:
    with store.transaction("Own"):
        store.cycles()[0].service_points[0].criteria.append(Criterion(key="pay", text_km="ប្រាក់ខែ", side="providers"))
    written(
        path, [TALLY, tally(1, criterion="pay"), tally(1, criterion="pay", side="providers", village_code="", group="")]
    )
    assert places(look(store, path)) == [(2, "criterion")]


def test_the_same_cell_twice(store: Store, path: Path) -> None:
    written(path, [TALLY, tally(1), tally(2, side="citizens", breakdown="all")])
    assert [problem.text for problem in look(store, path).problems] == ["The same as row 2. Keep one of them."]


def test_finished_scores_are_left_alone(store: Store, path: Path) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {3: 5})
    with store.transaction("Finish"):
        import datetime as dt

        sheet(store).card.closed_on = dt.date(2026, 3, 1)
    assert not look(store, written(path, [TALLY, tally(0, 0, 5)])).changes
    assert "finished" in look(store, written(path, [TALLY, tally(0, 0, 6)])).problems[0].text
    assert "finished" in look(store, written(path, [BALLOT, ballot()])).problems[0].text


def test_the_template_says_what_is_there_and_can_be_filled(store: Store, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "votes.xlsx"
    vote(store, store.cycles()[0].service_points[0], {2: 5, 4: 1})
    path.write_bytes(sheets.xlsx(votes_template(store.cycles()[0])))
    found = look(store, path)
    assert (found.problems, found.changes) == ((), False)
    assert found.counts["votes"]["same"] == 2 * (3 * 2 * 4 + 1)
    book = load_workbook(path)
    page = book["votes"]
    assert [cell.value for cell in page[1]] == TALLY
    assert (page["B2"].value, page["B2"].number_format, page["I2"].value) == (VILLAGE, "@", 5)
    page["J2"] = 3
    book.save(path)
    load(store, path)
    assert counts(store) == {2: 5, 3: 3, 4: 1}


# --- ballots -------------------------------------------------------------------------------------------------


def ballot(polite: object = 4, medicine: object = 2, **cells: object) -> list[object]:
    """One ballot of a woman of 25."""
    row: dict[str, object] = {"service_point": "health_centre", "village_code": VILLAGE, "group": "women"}
    row |= {"gender": "woman", "age": 25, POLITE: polite, MEDICINE: medicine} | cells
    return [row.get(name, "") for name in BALLOT]


def test_ballots_are_added_and_not_kept(store: Store, path: Path) -> None:
    vote(store, store.cycles()[0].service_points[0], {4: 10, 5: 1})
    written(path, [BALLOT, ballot(4), ballot(4, gender="man", age=31), ballot(1, "", gender="other", age=15)])
    assert [*look(store, path).lines] == ["Health centre, Village 1, Women: 3 ballots"]
    load(store, path)
    assert counts(store) == {1: 1, 4: 12, 5: 1}
    assert [counts(store, name) for name in ("women", "men", "other", "youth")] == [
        {4: 1},
        {4: 1},
        {1: 1},
        {1: 1, 4: 1},
    ]
    assert counts(store, criterion=1) == {2: 2}
    newest = store.all(HistoryEntry)[-1]
    assert newest.votes
    assert [row.keys() for row in newest.rows] == [{"table", "of", "n"}]
    store.undo()
    assert (counts(store), store.all(BallotFile)) == ({4: 10, 5: 1}, [])


def test_the_same_rows_again_change_nothing(store: Store, tmp_path: Path) -> None:
    load(store, written(tmp_path / "a.csv", [BALLOT, ballot(4), ballot(5), ballot(1)]))
    before, backups = stored(store), list_backups(folder_of(store.path))
    turned = [list(reversed(row)) for row in (BALLOT, ballot("១"), ballot(5.0, age="២៥"), ballot("4", gender="ស្រី"))]
    for path in (tmp_path / "b.csv", tmp_path / "b.xlsx"):
        found = look(store, written(path, turned))
        assert (found.changes, found.problems) == (False, ())
        assert "imported before" in found.remarks[0]
        load(store, path)
    assert stored(store) == before
    assert len(list_backups(folder_of(store.path))) >= len(backups)


def test_another_file_for_a_group_replaces_or_is_refused(store: Store, path: Path) -> None:
    load(store, written(path, [BALLOT, ballot(4), ballot(5), ballot(5, group="men")]))
    before = stored(store)
    written(path, [BALLOT, ballot(1), ballot(2, village_code=f"{CODE}02")])
    assert places(look(store, path)) == [(2, "")]
    with pytest.raises(UserError, match="another file"):
        load(store, path)
    assert stored(store) == before
    found = look(store, path, replace=True)
    assert (found.problems, found.lines[0][-28:]) == ((), ", in place of what was there")
    load(store, path, replace=True)
    assert (counts(store), counts(store, "youth"), counts(store, group="men")) == ({1: 1}, {1: 1}, {5: 1})
    load(store, path, replace=True)
    assert counts(store) == {1: 1}
    assert len(store.all(BallotFile, sheet_id=sheet(store).id)) == 1


def test_what_was_typed_stays_when_another_group_is_replaced(store: Store, path: Path) -> None:
    vote(store, store.cycles()[0].service_points[0], {3: 7}, group="men")
    load(store, written(path, [BALLOT, ballot(4)]))
    load(store, written(path, [BALLOT, ballot(1), ballot(5, group="men")]), replace=True)
    assert (counts(store), counts(store, group="men")) == ({1: 1}, {3: 7, 5: 1})


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("1", "0"),
        ("yes", "no"),
        ("TRUE", "False"),
        ("បាទ", "ទេ"),
        ("ចាស", "ទេ"),
        ("បាទ/ចាស", "no"),
        ("១", "០"),
        ("y", ""),
    ],
)
def test_booleans_in_any_spelling(store: Store, tmp_path: Path, yes: str, no: str) -> None:
    head = [*BALLOT, "youth", "disability", "minority", "idpoor"]
    rows = [[*ballot(4, age=70), yes, yes, no, yes], [*ballot(4, age=20), no or "0", no, no, no]]
    load(store, written(tmp_path / "votes.csv", [head, *rows]))
    found = {name: counts(store, name) for name in ("youth", "disability", "minority", "idpoor")}
    assert found == {"youth": {4: 1}, "disability": {4: 1}, "minority": {}, "idpoor": {4: 1}}


def test_booleans_of_a_workbook(store: Store, tmp_path: Path) -> None:
    load(store, written(tmp_path / "v.xlsx", [[*BALLOT, "minority"], [*ballot(3), True], [*ballot(2), False]]))
    assert counts(store, "minority") == {3: 1}


@pytest.mark.parametrize("age", [14, 15, 30, 31, "៣០", ""])
def test_youth_is_taken_from_the_age(store: Store, path: Path, age: object) -> None:
    load(store, written(path, [BALLOT, ballot(4, age=age)]))
    assert counts(store, "youth") == ({4: 1} if age in (15, 30, "៣០") else {})


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ballot(6), POLITE), (ballot(0), POLITE), (ballot("good"), POLITE), (ballot(4, 2.5), MEDICINE),
        (ballot("=SUM(A1:A9)"), POLITE), (ballot(gender="x"), "gender"), (ballot(age=200), "age"),
        (ballot(age="old"), "age"), (ballot(village_code="1"), "village_code"), (ballot(group="x"), "group"),
        (ballot(service_point=""), "service_point"), ([*ballot(), "", "extra"], ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_ballot(store: Store, tmp_path: Path, row: list[object], column: str) -> None:
    before = stored(store)
    path = written(tmp_path / "votes.csv", [BALLOT, ballot(), [], row, ballot()])
    assert places(look(store, path)) == [(4, column)]
    with pytest.raises(UserError, match=r"Sheet votes, row 4.*\nNothing was imported"):
        load(store, path)
    assert stored(store) == before


def test_every_fault_of_a_row_is_told_and_very_many_are_counted(store: Store, path: Path) -> None:
    written(path, [BALLOT, ballot(6, 7, gender="x", village_code="1")])
    assert places(look(store, path)) == [(2, "village_code"), (2, "gender"), (2, POLITE), (2, MEDICINE)]
    written(path, [BALLOT, *[ballot(9)] * (ballots.MOST_LISTED + 100)])
    found = look(store, path)
    assert (len(found.problems), found.more) == (ballots.MOST_LISTED, 100)
    with pytest.raises(UserError, match="And 580 more problems"):
        load(store, path)


def test_ballots_of_several_services_in_one_file(store: Store, path: Path) -> None:
    with store.transaction("School"):
        cycle = store.cycles()[0]
        school = cycle.add_service_point("primary_school", "សាលា", "School")
        school.serve(cycle.commune.villages)
        school.criteria.append(Criterion(key="teachers", text_km="គ្រូ"))
    head = [*BALLOT, "Teachers"]
    rows = [[*ballot(4), ""], [*ballot("", "", service_point="primary_school"), 5]]
    load(store, written(path, [head, *rows]))
    assert card_of(school, "citizens", school.villages[0]).sheet("women").counts(school.criteria[0]) == {5: 1}
    assert places(look(store, written(path, [head, [*ballot(4), 5]]))) == [(2, "teachers")]


def test_rows_without_any_score_are_told(store: Store, path: Path) -> None:
    found = look(store, written(path, [BALLOT, ballot(), ballot("", "")]))
    assert found.remarks == ("1 row has no score.",)


def test_more_votes_than_people_are_told_and_not_refused(store: Store, path: Path) -> None:
    with store.transaction("Count"):
        sheet(store).count(total=1)
    found = look(store, written(path, [BALLOT, ballot(), ballot()]))
    assert (found.problems, len(found.remarks)) == ((), 1)
    assert "2 votes, but 1 people are present" in found.remarks[0]


def test_consensus_and_votes_are_not_mixed(store: Store, path: Path) -> None:
    vote(store, store.cycles()[0].service_points[0], {4: 1}, method="consensus")
    assert "already holds figures" in look(store, written(path, [BALLOT, ballot()])).problems[0].text


def test_the_sums_are_those_of_a_plain_count(store: Store, path: Path) -> None:
    chance = random.Random(7)
    head = [*BALLOT, "disability", "minority", "idpoor", "youth"]
    rows = [
        [
            *ballot(
                chance.choice([1, 2, 3, 4, 5, ""]),
                chance.randint(1, 5),
                gender=chance.choice(["woman", "man", "other", ""]),
                age=chance.randint(10, 80),
            ),
            *(chance.choice([0, 1]) for _flag in range(3)),
            chance.choice([0, 1, ""]),
        ]
        for _row in range(300)
    ]
    load(store, written(path, [head, *rows]))
    for criterion, at in ((0, 5), (1, 6)):
        assert counts(store, "all", criterion) == plain_count(rows, at, lambda _row: True)
        for breakdown, belongs in BELONGS.items():
            assert counts(store, breakdown, criterion) == plain_count(rows, at, belongs), breakdown


def plain_count(rows: list[list[Any]], at: int, belongs: Any) -> dict[int, int]:
    return dict(sorted(Counter(row[at] for row in rows if row[at] != "" and belongs(row)).items()))


BELONGS = {
    "women": lambda row: row[3] == "woman",
    "men": lambda row: row[3] == "man",
    "other": lambda row: row[3] == "other",
    "youth": lambda row: row[10] == 1 or (row[10] == "" and 15 <= row[4] <= 30),
    "disability": lambda row: row[7] == 1,
    "minority": lambda row: row[8] == 1,
    "idpoor": lambda row: row[9] == 1,
}


def test_every_breakdown_was_counted() -> None:
    assert tuple(BELONGS) == BREAKDOWNS


def test_the_kept_digest_is_not_one_of_the_rows(store: Store, path: Path) -> None:
    """It is slow and belongs to this cycle: who knows the tallies cannot quickly try the few ballots there can be."""
    load(store, written(path, [BALLOT, ballot()]))
    (kept,) = {file.digest for file in store.all(BallotFile)}
    staged: Any = read(store.cycles()[0], path)
    assert kept not in (f"{staged.digest:064x}", f"{staged.digest:064x}"[:32])
    assert len(kept) == 32
    assert store.all(Tally)


# --- files as programs write them ------------------------------------------------------------------------------

ROWS = "\n".join([",".join(BALLOT), ",".join(map(str, ballot(4))), ",".join(map(str, ballot(2, gender="បុរស")))])


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode(),
        b"\xef\xbb\xbf" + ROWS.encode(),
        ROWS.replace(",", ";").replace("\n", "\r\n").encode(),
        ROWS.replace(",", "\t").encode("utf-16"),
        ("sep=;\n" + ROWS.replace(",", ";")).encode(),
        ROWS.replace(",", "|").encode(),
        ("\n\n" + ROWS + "\n\n,,,,\n").encode(),
        ROWS.replace("health_centre,", '"health_centre",').encode(),
        ROWS.replace(VILLAGE, VILLAGE.removeprefix("0")).encode(),
        ROWS.replace(VILLAGE, "១០២០១០១").encode(),
        ROWS.replace(VILLAGE, f"{VILLAGE.removeprefix('0')}.0").encode(),
    ],
    ids=["plain", "BOM", "semicolons", "UTF-16", "sep", "bars", "empty rows", "quotes", "lost zero", "Khmer", "float"],
)
def test_tables_of_every_origin(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(content)
    load(store, path)
    assert (counts(store), counts(store, "men")) == ({2: 1, 4: 1}, {2: 1})


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (ROWS.encode("utf-16-le"), "UTF-8"),
        (ROWS.encode().replace(b"woman", b"f\xe9mme"), "UTF-8"),
        (b"\0" * 1000, "as a table"),
        (b"a" * 1_000_000, "as a table"),
        (b'"' + b"x,\n" * 200_000, "as a table"),
        (b"," * 100_000, "as a table"),
        (b"", "missing or empty"),
        (b"\n\n", "missing or empty"),
        (b"PK\x03\x04 a workbook", "column is missing"),
    ],
    ids=["UTF-16 without mark", "Latin", "zeros", "one line", "open quote", "columns", "nothing", "blank", "zip"],
)
def test_what_is_no_table_is_refused(store: Store, tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=text):
        load(store, path)


def test_hostile_headers(store: Store, tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A1", "\x1b[31mred\u202e", "x" * 5000, "<b>name</b>", "phone"]
    path = written(tmp_path / "votes.csv", [[*BALLOT, *names], [*ballot(), *names]])
    unknown = [name for _sheet, name in read(store.cycles()[0], path).unknown_columns]
    assert unknown == ["=cmd|' /c calc'!a1", "[31mred", "x" * 1000, "<b>name</b>", "phone"]
    written(path, [[*BALLOT, POLITE], [*ballot(), 1]])
    assert places(look(store, path)) == [(1, POLITE)]
    written(path, [["service_point", "village_code", "group", "unknown.key"], ["health_centre", VILLAGE, "women", 4]])
    assert (1, "criterion") in places(look(store, path))
    written(path, [[name for name in BALLOT if name != "service_point"], ballot()[1:]])
    assert places(look(store, path)) == [(1, "service_point")]


def test_the_first_sheet_of_another_programs_workbook(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "export.xlsx", [BALLOT, ballot(3)], name="Form responses 1")
    load(store, path)
    assert counts(store) == {3: 1}


def test_tallies_and_ballots_in_one_workbook_are_refused(store: Store, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "votes"
    for row in (TALLY, tally(1)):
        book.active.append(row)
    page = book.create_sheet("ballots")
    for row in (BALLOT, ballot()):
        page.append(row)
    book.create_sheet("notes").append(["hello"])
    path = tmp_path / "both.xlsx"
    book.save(path)
    found = look(store, path)
    assert "one of them at a time" in found.problems[0].text
    assert read(store.cycles()[0], path).unknown_columns == (("notes", ""),)


def test_a_formula_that_was_never_worked_out(store: Store, tmp_path: Path) -> None:
    assert places(look(store, written(tmp_path / "v.xlsx", [BALLOT, ballot("=2+2")]))) == [(2, POLITE)]


def test_reading_can_be_watched_and_ended(store: Store, path: Path) -> None:
    written(path, [BALLOT, *[ballot()] * 3000])
    parts: list[float] = []
    KIND.read(path, shape_of(store.cycles()[0]), parts.append)
    assert len(parts) > 1
    assert parts == sorted(parts)
    assert 0 < parts[0] <= parts[-1] <= 1

    def stop(_part: float) -> None:
        raise KeyboardInterrupt

    before = stored(store)
    with pytest.raises(KeyboardInterrupt):
        KIND.read(path, shape_of(store.cycles()[0]), stop)
    assert stored(store) == before


@pytest.mark.usefixtures("read_here")
def test_damaged_files_never_break_the_program(store: Store, tmp_path: Path) -> None:
    chance = random.Random(11)
    shape = shape_of(store.cycles()[0])
    before, refused = stored(store), 0
    for name in ("votes.csv", "votes.xlsx"):
        sound = written(tmp_path / name, [BALLOT, *[ballot()] * 5]).read_bytes()
        for _trial in range(200):
            content = bytearray(sound)
            for _flip in range(chance.randint(1, 20)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            (tmp_path / name).write_bytes(
                bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
            )
            try:
                KIND.read(tmp_path / name, shape)
            except UserError:
                refused += 1
    assert refused > 200
    assert stored(store) == before


# -- what was declared finished ------------------------------------------------------------------------------------


def finish(store: Store) -> None:
    cycle = store.cycles()[0]
    vote(store, cycle.service_points[0], {3: 4})
    vote(store, cycle.service_points[0], {3: 4}, village=1)
    with store.transaction("Finished", cycle=cycle):
        for card in cycle.service_points[0].cards:
            sheets_of_cards.finish(card, dt.date(2026, 3, 2))


def test_finished_scores_are_corrected_by_a_file_with_a_reason_only(store: Store, path: Path) -> None:
    finish(store)
    written(path, [TALLY, ["health_centre", VILLAGE, "citizens", "women", POLITE, "all", "votes", 0, 0, 5, 0, 0]])
    found = look(store, path)
    assert "finished" in found.problems[0].text
    cycle = store.cycles()[0]
    assert not kinds.preview(store, cycle, KIND, read(cycle, path), reason="Counted again").problems
    kinds.apply(store, cycle, KIND, read(cycle, path), reason="Counted again")
    assert counts(store) == {3: 5}
    first, second = cycle.service_points[0].cards
    assert (first.closed_on, second.closed_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 2))
    assert (first.corrected_on, second.corrected_on) == (dt.date.today(), None)
    entry = store.all(HistoryEntry)[-1]
    assert (entry.label, entry.reason) == ("Scores from a file", "Counted again")
    assert str(second.id) not in str(entry.rows)
    store.undo()
    assert (counts(store), first.corrected_on) == ({3: 4}, None)


def test_a_file_that_is_refused_leaves_finished_scores_finished(store: Store, path: Path) -> None:
    finish(store)
    written(path, [TALLY, ["health_centre", VILLAGE, "citizens", "nobody", POLITE, "all", "votes", 0, 0, 5, 0, 0]])
    cycle = store.cycles()[0]
    assert kinds.preview(store, cycle, KIND, read(cycle, path), reason="Counted again").problems
    with pytest.raises(UserError):
        kinds.apply(store, cycle, KIND, read(cycle, path), reason="Counted again")
    assert all(card.closed_on for card in cycle.service_points[0].cards)
