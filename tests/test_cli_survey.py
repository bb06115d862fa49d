"""The commands of surveys, and the published figures of the seed project: two rounds imported, reported everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from facilitator import cli
from facilitator.export.compose.survey_rows import CHANGE, ROW
from facilitator.models.imports import questionnaire, survey_sheet
from facilitator.models.imports.survey_shape import SurveyShape
from facilitator.models.store import Store
from tests.export.pdf.reading import text_of
from tests.test_interfaces import PAGE

ROUNDS = (("2018", 1019, 599, 408), ("2019", 1211, 695, 727))
"""Published: people asked, women among them, satisfied with how the authorities answer."""
COMMUNES = ("010305", "010304", "060101", "060102")
"""Four communes in two provinces; the first is the sample's."""


def columns_of(kind: str, until: str) -> list[str]:
    text = PAGE.partition(f"- `{kind}`: ")[2].partition(until)[0]
    return re.findall(r"[a-z_]+", text.partition("`")[2].partition("`")[0])


def test_the_columns_are_those_of_the_page() -> None:
    (kind,) = survey_sheet.sheets(SurveyShape({}))
    assert [column.name for column in kind.columns] == columns_of("survey", "then one column")
    asked = [column.name for column in questionnaire.sheets()[0].columns]
    assert asked[:-2] == ["questionnaire", "key", "text_km", "text_en", "kind", "answers", "satisfied"]
    assert ", ".join(ROW) in PAGE
    assert ", ".join(CHANGE) in PAGE


@pytest.fixture(scope="module")
def database(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without its survey, with the two published rounds imported from files."""
    folder = tmp_path_factory.mktemp("survey")
    path = folder / "commune.db"
    shutil.copy(demo_file, path)
    with Store.open(path) as store, store.transaction("Without the sample's survey") as session:
        from facilitator.models.survey import Questionnaire

        for each in store.all(Questionnaire):
            session.delete(each)
    import_rounds(path, folder)
    return path


def import_rounds(database: Path, folder: Path, communes: Sequence[str] = COMMUNES) -> None:
    """Import the published rounds, asked in these communes, and the question that they answer."""
    questions, answers = folder / "questions.csv", folder / "answers.csv"
    questions.write_text(
        "questionnaire,key,text_km,text_en,kind,answers,satisfied\n"
        "undef,authorities,ពេញចិត្តនឹងអាជ្ញាធរទេ?,How satisfied are you with the authorities?,scale5,,4 5\n",
        "utf-8",
    )
    with answers.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(communes))
    assert cli.main(["import", "questionnaire", str(questions), "--database", str(database)]) == 0
    assert cli.main(["import", "survey", str(answers), "--database", str(database)]) == 0


def rows(communes: Sequence[str] = COMMUNES) -> list[list[Any]]:
    """A header, and a row for each person asked."""
    found: list[list[Any]] = [
        ["questionnaire", "round", "submission_id", "date", "commune_code", "gender", "age", "authorities", "phone"]
    ]
    for key, people, women, satisfied in ROUNDS:
        for n in range(people):
            score = (4 + n % 2) if (n * 7919) % people < satisfied else 1 + n % 3
            gender = "woman" if n < women else "man"
            day, commune = f"{key}-06-{n % 28 + 1:02}", communes[n % 4]
            found.append(["undef", key, n + 1, day, commune, gender, 18 + n % 50, score, "012345678"])
    return found


def told(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    assert cli.main([*command, "--language", "en"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_published_rounds_are_reported(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "survey", "--database", str(database))
    whole = {(row["round"], row["breakdown"]): row for row in found["rows"] if row["place_code"] == ""}
    for key, people, women, satisfied in ROUNDS:
        everybody = whole[key, "all"]
        assert (everybody["n"], everybody["satisfied"], whole[key, "women"]["n"]) == (people, satisfied, women)
    assert [round(100 * whole[key, "all"]["share"]) for key in ("2018", "2019")] == [40, 60]
    change = next(each for each in found["changes"] if each["breakdown"] == "all")
    assert (change["from"], change["to"], round(change["points"])) == ("2018", "2019", 20)
    assert (change["low"], change["high"]) == pytest.approx((15.87, 24.02), abs=0.01)
    assert list(whole["2018", "all"]) == list(ROW)
    assert list(change) == list(CHANGE)
    assert {row["place_code"] for row in found["rows"]} == {"", *COMMUNES}


def test_the_csv_says_the_same(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "survey", "--database", str(database))["rows"]
    cli.main(["survey", "--database", str(database), "--format", "csv"])
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [{name: line[name] for name in ROW} for line in lines] == [
        {name: str(row[name]) for name in ROW} for row in found
    ]
    newest = next(
        line for line in lines if (line["round"], line["place_code"], line["breakdown"]) == ("2019", "", "all")
    )
    assert (newest["from"], newest["points"][:5]) == ("2018", "19.99")


def test_one_cycle_tells_of_its_commune_and_public_rows_hide(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = told(capsys, "cycles", "--database", str(database))[-1]["id"]
    found = told(capsys, "survey", "--database", str(database), "--cycle", key, "--public")
    whole = next(
        row for row in found["rows"] if (row["round"], row["place_code"], row["breakdown"]) == ("2018", "", "all")
    )
    assert whole["n"] == len(range(0, 1019, 4))
    assert {row["place_code"] for row in found["rows"]} == {"", COMMUNES[0]}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("1,019", "599", "1,211", "695", "40%", "60%", "20.0 percentage points more", "15.9 to 24.0")),
        ("km", ("១.០១៩", "៥៩៩", "១.២១១", "៦៩៥", "៤០%", "៦០%", "២០,០", "១៥,៩", "២៤,០")),
    ],
)
def test_the_paper_prints_them(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: tuple[str, ...]
) -> None:
    key = told(capsys, "cycles", "--database", str(database))[-1]["id"]
    command = ["print", "survey-report", "--database", str(database), "--cycle", key, "--out", str(tmp_path)]
    assert cli.main([*command, "--language", language]) == 0
    text = text_of(next(tmp_path.glob("survey-report*.pdf")).read_bytes())
    assert [figure for figure in said if figure not in text] == []


def test_the_same_file_again_says_so_and_refused_columns_are_named(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "again.csv"
    with answers.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows())
    before = database.read_bytes()
    assert cli.main(["import", "survey", str(answers), "--database", str(database), "--language", "en"]) == 0
    said = capsys.readouterr()
    assert "nothing was changed" in said.out
    assert "“phone”: telephone numbers" in said.err
    assert database.read_bytes() == before
    assert b"012345678" not in before


@pytest.mark.parametrize("kind", ["questionnaire", "survey"])
def test_templates_are_written_with_and_without_a_database(
    kind: str, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "template.xlsx"
    assert cli.main(["template", kind, "--out", str(path)]) == 0
    assert cli.main(["template", kind, "--out", str(path), "--database", str(database)]) == 0
    copy = tmp_path / "copy.db"
    shutil.copy(database, copy)
    assert cli.main(["import", kind, str(path), "--database", str(copy), "--check", "--language", "en"]) == 0
    assert capsys.readouterr().err == ""
