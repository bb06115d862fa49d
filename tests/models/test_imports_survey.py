"""Survey answers from files: the contract's columns, and every shape in which KoboToolbox and ODK write a form."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from facilitator.errors import UserError
from facilitator.models.imports import kinds
from facilitator.models.imports.kinds import Found
from facilitator.models.store import Store
from facilitator.models.survey import Answer, Question, Questionnaire, Response
from facilitator.models.surveying import remember_column

PERSONAL = ("Sok Dara", "012345678", "13.5810", "08:15")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        with made.transaction("Questions") as session:
            session.add(questionnaire())
        yield made


def questionnaire() -> Questionnaire:
    return Questionnaire(
        key="care",
        questions=[
            Question(
                key="authorities", kind="scale5", position=0, text_en="How satisfied are you?", text_km="ពេញចិត្តទេ?"
            ),
            Question(key="budget", kind="yes_no", position=1, text_en="Did you see the budget?"),
            Question(
                key="first",
                kind="choice",
                position=2,
                text_en="What first?",
                answers=[
                    Answer(code="road", text_en="Road", text_km="ផ្លូវ"),
                    Answer(code="water", text_en="Clean water"),
                ],
            ),
            Question(
                key="heard",
                kind="multi",
                position=3,
                text_en="How did you hear?",
                answers=[
                    Answer(code="radio", text_en="Radio"),
                    Answer(code="chief", text_en="Village chief", position=1),
                    Answer(code="post", text_en="Poster", position=2),
                ],
            ),
            Question(key="minutes", kind="number", position=4, text_en="How many minutes?"),
            Question(key="wishes", kind="text", position=5, text_en="Other wishes?"),
        ],
    )


def write(path: Path, rows: Sequence[Sequence[Any]], separator: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig")
    return path


def workbook(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Form 1") -> Path:
    from xlsxwriter import Workbook

    with Workbook(path) as book:
        page = book.add_worksheet(sheet)
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(number, place, dt.datetime.combine(value, dt.time()), date)
                else:
                    page.write(number, place, value)
    return path


def load(store: Store, path: Path, form: str = "", round_: str = "") -> Found:
    kind = kinds.kind("survey")
    staged = kind.read(path, kind.shape(store, None).chosen(form, round_))
    found = kinds.preview(store, None, kind, staged)
    if not found.problems:
        kinds.apply(store, None, kind, staged)
    return found


def stored(store: Store) -> list[Response]:
    return sorted(store.all(Response), key=lambda each: (each.round.key, each.submission_id))


def answers(store: Store) -> list[dict[str, str]]:
    return [each.answers for each in stored(store)]


def test_the_columns_of_the_contract(store: Store, tmp_path: Path) -> None:
    head = "questionnaire round submission_id date enumerator commune_code village_code gender age disability idpoor"
    rows = [
        [*head.split(), "authorities", "budget", "first", "heard", "minutes", "wishes"],
        [
            "care",
            "2026",
            "a1",
            "2026-01-13",
            "E1",
            "",
            "1020101",
            "ស្រី",
            "២៤",
            "0",
            "yes",
            "៤",
            "បាទ",
            "road",
            "post radio",
            "30",
            "ផ្លូវ",
        ],
        ["care", "2026", "a2", "14/01/2026", "E1", "010201", "", "man", "", "", "", "", "no", "", "", "12,5", ""],
    ]
    load(store, write(tmp_path / "answers.csv", rows))
    first, second = stored(store)
    assert first.answers == {
        "authorities": "4",
        "budget": "yes",
        "first": "road",
        "heard": "radio post",
        "minutes": "30",
        "wishes": "ផ្លូវ",
    }
    assert (first.date, first.enumerator, first.village_code) == (dt.date(2026, 1, 13), "E1", "01020101")
    assert (first.commune_code, first.gender, first.age, first.youth) == ("010201", "woman", 24, True)
    assert (first.disability, first.idpoor, first.minority) == (False, True, None)
    assert second.answers == {"budget": "no", "minutes": "12.5"}
    survey_round = first.round
    assert (survey_round.started, survey_round.ended) == (dt.date(2026, 1, 13), dt.date(2026, 1, 14))


def test_what_names_or_finds_a_person_is_refused_by_name_and_stored_nowhere(store: Store, tmp_path: Path) -> None:
    name, phone, place, hour = PERSONAL
    head = ["round", "submission_id", "authorities", "respondent_name", "phone_number", "_gps_latitude", "start_time"]
    head += ["ឈ្មោះអ្នកឆ្លើយ", "លេខទូរស័ព្ទ", "ម៉ោងចាប់ផ្តើម", "wishes", "start"]
    row = [
        "1",
        "a",
        "4",
        name,
        phone,
        place,
        hour,
        name,
        phone,
        hour,
        f"Call me: {phone}",
        f"2026-01-13T{hour}:00.000+07:00",
    ]
    found = load(store, write(tmp_path / "answers.csv", [head, row]))
    for column in (*head[3:10], "wishes", "start"):
        assert any(f"“{column}”" in remark for remark in found.remarks), column
    (response,) = stored(store)
    assert (response.answers, response.date) == ({"authorities": "4"}, dt.date(2026, 1, 13))
    store.empty_log()
    content = store.path.read_bytes()
    assert not [each for each in PERSONAL if each.encode() in content]


KOBO_META = ["start", "end", "today", "deviceid", "_id", "_uuid", "_submission_time", "_validation_status", "_status"]
KOBO_META += ["_submitted_by", "__version__", "_tags", "_notes", "_index"]


def kobo(row: int) -> list[Any]:
    moment = f"2026-01-{row + 10}T08:15:00.000+07:00"
    unique = f"0b7c9d1e-1111-4222-8333-{row:012}"
    return [
        moment,
        moment,
        f"2026-01-{row + 10}",
        "ee.kobo:x",
        100 + row,
        unique,
        moment,
        "",
        "",
        "sok",
        "v1",
        "",
        "",
        row,
    ]


@pytest.mark.parametrize("separator", [",", ";"])
def test_kobo_codes_with_groups_and_a_column_for_each_answer(store: Store, tmp_path: Path, separator: str) -> None:
    head = [
        "intro/gender",
        "intro/age",
        "intro/village",
        "main/authorities",
        "main/money/budget",
        "main/first",
        "main/heard",
    ]
    head += ["main/heard/radio", "main/heard/chief", "main/heard/post", "main/minutes"]
    rows = [
        [*KOBO_META, *head],
        [*kobo(1), "female", 44, "01020101", 5, "yes", "water", "radio post", 1, 0, 1, 20],
        [*kobo(2), "male", 19, "01020102", 2, "no", "road", "", 0, 0, 0, ""],
    ]
    found = load(store, write(tmp_path / "kobo.csv", rows, separator))
    assert not found.problems
    first, second = stored(store)
    assert first.answers == {
        "authorities": "5",
        "budget": "yes",
        "first": "water",
        "heard": "radio post",
        "minutes": "20",
    }
    assert (first.gender, first.village_code, first.date) == ("woman", "01020101", dt.date(2026, 1, 11))
    assert first.submission_id == "0b7c9d1e-1111-4222-8333-000000000001"
    assert (second.answers, second.round.key) == ({"authorities": "2", "budget": "no", "first": "road"}, "2026")
    assert not any("_status" in remark for remark in found.remarks)  # its own columns are passed over without a word


def test_kobo_labels_in_both_languages_from_a_workbook(store: Store, tmp_path: Path) -> None:
    head = ["Sex", "Introduction/ពេញចិត្តទេ?", "1. Did you see the budget?", "What first?", "How did you hear?"]
    head += ["How did you hear?/Radio", "How did you hear?/Village chief"]
    rows = [
        [*KOBO_META, *head],
        [*kobo(1), "ស្រី", "ពេញចិត្ត", "Yes", "ផ្លូវ", "Radio Village chief", 1, 1],
        [*kobo(2), "Male", "2 - Dissatisfied", "ទេ", "Clean water", "Village chief", 0, 1],
    ]
    found = load(store, workbook(tmp_path / "kobo.xlsx", rows), round_="base")
    assert not found.problems
    assert answers(store) == [
        {"authorities": "4", "budget": "yes", "first": "road", "heard": "radio chief"},
        {"authorities": "2", "budget": "no", "first": "water", "heard": "chief"},
    ]
    assert {each.round.key for each in stored(store)} == {"base"}


def test_kobo_labels_that_stand_side_by_side_in_one_column(store: Store, tmp_path: Path) -> None:
    rows = [["round", "_uuid", "heard"], ["1", "x", "Village chief Radio"], ["1", "y", "Poster; Radio"]]
    load(store, write(tmp_path / "kobo.csv", rows))
    assert answers(store) == [{"heard": "radio chief"}, {"heard": "radio post"}]


def test_odk_central_with_hyphens_and_split_answers(store: Store, tmp_path: Path) -> None:
    head = ["SubmissionDate", "meta-instanceID", "intro-sex", "main-authorities", "main-heard", "main-heard/radio"]
    head += ["main-heard/chief", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "DeviceID", "FormVersion"]
    moment = "2026-02-03T09:00:00.000Z"
    row = [moment, "uuid:77", "f", "3", "chief", "0", "1", "uuid:77", "1", "Sok Dara", "0", "collect:1", "2"]
    found = load(store, write(tmp_path / "odk.csv", [head, row]))
    assert not found.problems
    (response,) = stored(store)
    assert (response.submission_id, response.date, response.gender) == ("77", dt.date(2026, 2, 3), "woman")
    assert response.answers == {"authorities": "3", "heard": "chief"}


def test_odk_briefcase_with_colons(store: Store, tmp_path: Path) -> None:
    head = ["SubmissionDate", "intro:age", "main:authorities", "main:minutes", "meta:instanceID", "KEY", "isValidated"]
    row = ["03/02/2026 09:00:00", "33", "1", "15", "uuid:5", "uuid:5", ""]
    load(store, write(tmp_path / "odk.csv", [head, row]), round_="end")
    assert (answers(store), stored(store)[0].submission_id) == ([{"authorities": "1", "minutes": "15"}], "5")


def test_versions_of_a_form_that_moved_a_question(store: Store, tmp_path: Path) -> None:
    rows = [
        ["round", "_uuid", "__version__", "old/authorities", "new/authorities"],
        ["1", "a", "v1", "4", ""],
        ["1", "b", "v2", "", "5"],
    ]
    load(store, write(tmp_path / "kobo.csv", rows))
    assert answers(store) == [{"authorities": "4"}, {"authorities": "5"}]
    rows.append(["1", "c", "v3", "1", "5"])
    (problem,) = load(store, write(tmp_path / "kobo.csv", rows)).problems
    assert (problem.row, problem.column) == (4, "new/authorities")


def test_a_meaning_that_was_remembered_is_used_again(store: Store, tmp_path: Path) -> None:
    rows = [["round", "submission_id", "Frage 1", "budget"], ["1", "a", "4", "yes"]]
    path = write(tmp_path / "answers.csv", rows)
    with store.transaction("Meaning"):
        remember_column(store.all(Questionnaire)[0], "Frage 1", "authorities")
        remember_column(store.all(Questionnaire)[0], "budget", "")
    load(store, path)
    assert answers(store) == [{"authorities": "4"}]


def test_the_same_file_again_changes_nothing_and_a_newer_one_brings_up_to_date(store: Store, tmp_path: Path) -> None:
    rows = [["round", "submission_id", "authorities", "budget"], ["1", "a", "4", ""], ["1", "b", "2", "no"]]
    path = write(tmp_path / "answers.csv", rows)
    assert load(store, path).changes
    again = load(store, path)
    assert (again.changes, again.lines) == (False, ("care, round 1: 2 as before",))
    rows[1] = ["1", "a", "5", "yes"]
    rows[2] = ["1", "b", "", ""]
    rows.append(["1", "c", "1", ""])
    found = load(store, write(tmp_path / "answers.csv", [rows[0], rows[1], [*rows[2][:3], "yes"], rows[3]]))
    assert found.lines == ("care, round 1: 1 new, 2 changed",)
    assert answers(store) == [
        {"authorities": "5", "budget": "yes"},
        {"authorities": "2", "budget": "yes"},
        {"authorities": "1"},
    ]
    store.undo()
    assert answers(store) == [{"authorities": "4"}, {"authorities": "2", "budget": "no"}]
    store.undo()
    assert answers(store) == []


def test_rows_without_an_identifier_are_recognised_by_what_they_say(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "answers.csv", [["round", "authorities"], ["1", "4"], ["1", "4"], ["1", "2"]])
    load(store, path)
    assert len(stored(store)) == 3
    assert not load(store, path).changes


def test_a_kobo_answer_is_not_counted_in_two_rounds(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "kobo.csv", [[*KOBO_META, "authorities"], [*kobo(1), 5]])
    load(store, path, round_="1")
    (problem,) = load(store, path, round_="2").problems
    assert "round 1 already" in problem.text


def test_mistakes_are_told_by_row_and_column_and_nothing_is_stored(store: Store, tmp_path: Path) -> None:
    rows = [
        ["round", "submission_id", "age", "gender", "village_code", "authorities", "first", "minutes", "budget"],
        ["1", "a", "24", "woman", "", "4", "road", "5", "yes"],
        ["1", "b", "240", "lady", "99999999", "6", "tree", "many", "perhaps"],
        ["1", "a", "24", "", "", "4", "", "", ""],
    ]
    found = load(store, write(tmp_path / "answers.csv", rows))
    told = [(problem.row, problem.column) for problem in found.problems]
    assert sorted(told) == sorted([(3, name) for name in rows[0][2:]] + [(4, "submission_id")])
    assert stored(store) == []


def test_numbers_of_a_spreadsheet_stand_for_days(store: Store, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["round", "submission_id", "date", "authorities"],
        [1, 1, dt.date(2026, 1, 13), 4],
        [1, 2, "13/01/2026", 5.0],
    ]
    load(store, workbook(tmp_path / "answers.xlsx", rows, "survey"))
    assert {each.date for each in stored(store)} == {dt.date(2026, 1, 13)}
    assert answers(store) == [{"authorities": "4"}, {"authorities": "5"}]


def test_the_questionnaire_that_fits_is_found(store: Store, tmp_path: Path) -> None:
    with store.transaction("Another") as session:
        session.add(Questionnaire(key="other", questions=[Question(key="water", kind="yes_no")]))
    load(store, write(tmp_path / "a.csv", [["round", "submission_id", "water"], ["1", "a", "yes"]]))
    assert stored(store)[0].round.questionnaire.key == "other"
    with pytest.raises(UserError, match="None of the columns"):
        load(store, write(tmp_path / "b.csv", [["round", "submission_id", "x"], ["1", "a", "yes"]]))
    found = load(store, write(tmp_path / "c.csv", [["questionnaire", "round", "water"], ["nothing", "1", "yes"]]))
    assert "no questionnaire “nothing”" in found.problems[0].text


def test_a_village_named_in_words_is_found_where_only_one_has_that_name(store: Store, tmp_path: Path) -> None:
    from tests.samples import CODE, add_commune

    commune = add_commune(store)
    village = commune.villages[0]
    load(
        store,
        write(tmp_path / "a.csv", [["round", "_uuid", "village", "authorities"], ["1", "a", village.name_en, "4"]]),
    )
    assert (stored(store)[0].village_code, stored(store)[0].commune_code) == (village.code, CODE)
