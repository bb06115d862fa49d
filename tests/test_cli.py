"""The command line as scripts use it: what it answers, what it refuses, and that it never shows a traceback."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2

from facilitator import cli, settings
from facilitator.errors import UserError
from facilitator.export import papers, rendering, second_process
from facilitator.export.compose.results import COLUMNS
from facilitator.i18n import khmer_digits
from facilitator.models import demo, header, places
from facilitator.models.history import HistoryEntry
from facilitator.models.meeting import Meeting
from facilitator.models.result_rows import LEVELS
from facilitator.models.stages import STAGES
from facilitator.models.store import Store

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "Answer"]


class Answer:
    """What a command gave: exit status, stdout, stderr."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err
        assert "Traceback" not in err

    def json(self) -> Any:
        assert (self.status, self.err) == (0, "")
        return json.loads(self.out)

    def refused(self) -> str:
        """The sentence of a refusal."""
        assert (self.status, self.out) == (1, ""), self.err
        assert self.err.strip()
        return self.err


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "sample.db"
    demo.make(path, "commune")
    return path


@pytest.fixture
def database(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "commune.db"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object, language: str = "en") -> Answer:
        status = cli.main([*map(str, words), *(["--language", language] if language else [])])
        return Answer(status, *capsys.readouterr())

    return command


def code_of(commune: str) -> str:
    """The official code of a commune by its Latin name."""
    return next(place.code for place in places.search(commune, places.COMMUNE, within="01") if place.name_en == commune)


def process(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    command = [sys.executable, "-m", "facilitator", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, **options)


# --- reading -----------------------------------------------------------------------------------------------


def test_cycles(run: Run, database: Path) -> None:
    found = run("cycles", "--database", database, "--format", "json").json()
    assert [(cycle["year"], cycle["round"]) for cycle in found] == [(2025, 1), (2026, 1)]
    assert {cycle["commune_code"] for cycle in found} == {code_of(found[0]["commune_en"])}
    assert [stage["key"] for stage in found[0]["stages"]] == list(STAGES)
    assert all(stage["done"] is True and stage["missing"] == [] for stage in found[0]["stages"])
    assert re.fullmatch(r"[\u1780-\u17ff]+", found[0]["commune_km"])
    assert found[0]["commune_en"].isascii()


def test_what_is_missing_is_told_in_the_language_of_the_command(run: Run, tmp_path: Path) -> None:
    path, book = tmp_path / "new.db", tmp_path / "book.xlsx"
    run("template", "cycle", "--out", book)
    assert run("import", "cycle", book, "--database", path).status == 0
    sentences = {
        language: run("cycles", "--database", path, language=language).json()[0]["stages"][2]["missing"]
        for language in ("km", "en")
    }
    assert sentences["en"] == [] or all("\u200b" not in text for text in sentences["km"])
    missing = run("cycles", "--database", path).json()[0]["stages"][1]["missing"]
    assert any("information session" in text for text in missing)


def test_results_are_the_rows_of_the_contract(run: Run, database: Path) -> None:
    rows = run("results", "--database", database, "--format", "json").json()
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert {row["level"] for row in rows} == set(LEVELS[:3])
    votes = [row for row in rows if row["method"] == "votes" and row["scale"] == "1-5"]
    assert all(sum(row["counts"]) == row["n"] for row in votes)
    for row in votes:
        ordered = [step for step, count in enumerate(row["counts"], 1) for _ in range(count)]
        middle = (ordered[(row["n"] - 1) // 2] + ordered[row["n"] // 2]) / 2
        assert row["median"] == middle
        assert row["satisfied"] == round((row["counts"][3] + row["counts"][4]) / row["n"], 6)
    assert any(row["gap"] is not None for row in rows)
    assert any(row["previous"] is not None for row in rows)


def test_results_can_be_narrowed(run: Run, database: Path) -> None:
    every = run("results", "--database", database).json()
    villages = sorted({row["place_code"] for row in every if row["level"] == "village"})
    narrow = ["--year", 2026, "--round", 1, "--level", "village", "--place", villages[0]]
    rows = run("results", "--database", database, *narrow).json()
    assert rows == [
        row for row in every if row["year"] == 2026 and row["level"] == "village" and row["place_code"] == villages[0]
    ]
    assert rows
    cycle = rows[0]["cycle"]
    assert run("results", "--database", database, "--cycle", cycle).json() == [
        row for row in every if row["cycle"] == cycle
    ]
    assert run("results", "--database", database, "--year", 1999).json() == []
    typed = ["--year", "២០២៦", "--level", "village", "--place", khmer_digits(villages[0].removeprefix("0"))]
    assert run("results", "--database", database, *typed).json() == rows


def test_csv_says_the_same_as_json(run: Run, database: Path) -> None:
    options = ["--database", database, "--year", 2026, "--level", "commune"]
    records = run("results", *options).json()
    lines = list(csv.DictReader(io.StringIO(run("results", *options, "--format", "csv").out)))
    assert len(lines) == len(records) > 10
    for line, record in zip(lines, records, strict=True):
        counts = {int(step): int(count) for step, count in (part.split("=") for part in line["counts"].split())}
        assert counts == {step: count for step, count in enumerate(record["counts"], 1) if count}
        assert float(line["median"]) == record["median"]
        assert line["criterion_km"] == record["criterion_km"]


def test_public_results_hide_small_groups(run: Run, database: Path) -> None:
    rows = run("results", "--database", database, "--public").json()
    hidden = [row for row in rows if row["hidden"]]
    assert hidden
    figures = ("n", "counts", "median", "mean", "satisfied", "dissatisfied")
    assert all(row[name] is None for row in hidden for name in figures)
    shown = [row for row in rows if not row["hidden"] and row["side"] == "citizens" and row["method"] == "votes"]
    assert min(row["n"] for row in shown) >= 5


def test_check(run: Run, database: Path) -> None:
    found = run("check", "--database", database, "--format", "json").json()
    assert (found["ok"], found["problems"], found["cycles"]) == (True, [], 2)
    assert run("check", "--database", database, "--format", "text").out.startswith("The database is sound.\n")


def test_check_of_a_damaged_database(run: Run, database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[20_000:40_000] = bytes(20_000)
    database.write_bytes(content)
    answer = run("check", "--database", database)
    assert answer.status == 1
    assert json.loads(answer.out)["ok"] is False
    assert "damaged" in answer.err
    assert database.read_bytes() == bytes(content)


# --- writing -----------------------------------------------------------------------------------------------


def test_demo_makes_a_database_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    assert run("demo", "--database", path).status == 0
    before = path.read_bytes()
    assert "already exists" in run("demo", "--database", path, "--size", "district").refused()
    assert path.read_bytes() == before


def test_list_of_papers(run: Run) -> None:
    lines = run("print", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == [paper.key for paper in papers.PAPERS]


@pytest.fixture
def plain_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers that are made at once: what they look like is tested where they are drawn."""

    def document(job: papers.Job) -> str:
        if job.paper.key == "citizens-budget":
            raise UserError("The budget is missing.")
        return job.paper.key

    def render(paper: object, document: str, *how: str, colour: bool) -> bytes:
        return " ".join(("%PDF", document, *how, *(["colour"] if colour else []))).encode()

    monkeypatch.setattr(papers.Job, "document", document)
    monkeypatch.setattr(rendering, "render", render)
    monkeypatch.setattr(second_process, "is_worth_it", lambda: False)


def newest(run: Run, database: Path) -> str:
    return str(run("cycles", "--database", database).json()[-1]["id"])


@pytest.mark.usefixtures("plain_papers")
def test_print_of_one_paper(run: Run, database: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "papers"
    options = ["--database", database, "--cycle", newest(run, database), "--out", out]
    answer = run("print", "joint-scorecard", *options, "--service-point", "health_centre", "--copy", "meeting")
    commune = run("cycles", "--database", database).json()[-1]["commune_code"]
    name = f"joint-scorecard_{commune}_2026-1_health_centre_en_meeting.pdf"
    assert (answer.status, answer.out, answer.err) == (0, f"{out / name}\n", "")
    assert (out / name).read_bytes() == b"%PDF joint-scorecard en khmer"
    answer = run("print", "action-plan", *options, "--digits", "arabic", "--colour", language="km-en")
    assert answer.out.endswith("_km-en_public.pdf\n")
    assert Path(answer.out.strip()).read_bytes() == b"%PDF action-plan km-en arabic colour"


def test_characters_that_no_paper_can_print_are_told(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers.Job, "document", lambda job: "ទឹក 🙂 ស្អាត")
    monkeypatch.setattr(rendering, "render", lambda *_asked, colour: b"%PDF")
    monkeypatch.setattr(second_process, "is_worth_it", lambda: False)
    answer = run("print", "action-plan", "--database", database, "--cycle", newest(run, database), "--out", tmp_path)
    assert answer.status == 0
    assert "(?) stands in their place: 🙂 in “ទឹក 🙂 ស្អាត”." in answer.err
    assert len(list(tmp_path.glob("*.pdf"))) == 1


@pytest.mark.usefixtures("plain_papers")
def test_what_cannot_be_printed_is_told(run: Run, database: Path, tmp_path: Path) -> None:
    options = ["--database", database, "--cycle", newest(run, database), "--out", tmp_path]
    answer = run("print", "--all", *options)
    assert answer.status == 0
    assert re.fullmatch(r"citizens-budget_\d{6}_2026-1_en_public\.pdf: The budget is missing\.\n", answer.err)
    assert len(answer.out.splitlines()) == len(list(tmp_path.glob("*.pdf"))) > 10
    assert run("print", "citizens-budget", *options).refused().endswith("The budget is missing.\n")


def test_template_and_import_of_a_cycle(run: Run, tmp_path: Path) -> None:
    book, path = tmp_path / "cycle.xlsx", tmp_path / "folder" / "new.db"
    assert run("template", "cycle", "--out", book).out == f"{book}\n"
    checked = run("import", "cycle", book, "--database", path, "--check")
    assert checked.status == 0
    assert "nothing was stored" in checked.out
    assert not path.parent.exists()
    assert "criteria: 1 new" in run("import", "cycle", book, "--database", path).out
    assert [file.name for file in path.parent.iterdir()] == ["new.db"]
    before = path.read_bytes()
    assert "nothing was changed" in run("import", "cycle", book, "--database", path).out
    assert path.read_bytes() == before
    filled = tmp_path / "filled.xlsx"
    assert run("template", "cycle", "--out", filled, "--database", path).status == 0
    assert "nothing was changed" in run("import", "cycle", filled, "--database", path).out


def test_a_faulty_workbook_leaves_no_database(run: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book, path = tmp_path / "cycle.xlsx", tmp_path / "new.db"
    run("template", "cycle", "--out", book)
    file = load_workbook(book)
    file["cycle"]["A2"], file["groups"]["D1"] = "999999", "colour"
    file.save(book)
    for options in ([], ["--check"]):
        sentence = run("import", "cycle", book, "--database", path, *options).refused()
        assert "Sheet cycle, row 2, column commune_code: There is no commune with the code “999999”" in sentence
        assert "Sheet groups, column colour: unknown" in sentence
    assert list(tmp_path.iterdir()) == [book]


def test_a_workbook_corrects_what_is_finished_with_a_reason_only(run: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book, path = tmp_path / "cycle.xlsx", tmp_path / "new.db"
    run("template", "cycle", "--out", book)
    run("import", "cycle", book, "--database", path)
    with Store.open(path) as store:
        cycle = store.cycles()[0]
        point = cycle.service_points[0]
        with store.transaction("Session", cycle=cycle):
            cycle.meetings.append(Meeting(stage="criteria", service_point=point, closed_on=dt.date(2026, 3, 2)))
    file = load_workbook(book)
    heads = [cell.value for cell in file["criteria"][1]]
    file["criteria"].cell(2, heads.index("text_en") + 1, "Other words")
    file.save(book)
    command = ("import", "cycle", book, "--database", path)
    assert "Sheet criteria, row 2: This meeting is finished" in run(*command).refused()
    assert "criteria: 1 changed" in run(*command, "--reason", "Written down wrongly", "--check").out
    assert "This meeting is finished" in run(*command, "--check").refused()
    assert "Imported" in run(*command, "--reason", "Written down wrongly").out
    with Store.open(path) as store:
        assert store.all(HistoryEntry)[-1].reason == "Written down wrongly"


@pytest.mark.parametrize("kind", ["votes", "attendance"])
def test_templates_of_a_cycle_say_what_is_there(run: Run, database: Path, tmp_path: Path, kind: str) -> None:
    book, which = tmp_path / "book.xlsx", ["--database", database, "--cycle", newest(run, database)]
    assert run("template", kind, "--out", book, *which).status == 0
    before = database.read_bytes()
    answer = run("import", kind, book, *which)
    assert answer.out.endswith("nothing was changed.\n")
    assert database.read_bytes() == before
    assert run("template", kind, "--out", book).status == 0


def ballot_file(run: Run, database: Path, tmp_path: Path) -> tuple[Path, list[object]]:
    """A file with twenty ballots of one group, and where they belong."""
    cycle = newest(run, database)
    rows = run("results", "--database", database, "--cycle", cycle, "--level", "village").json()
    row = next(row for row in rows if row["group"] and row["side"] == "citizens")
    head = f"service_point,village_code,group,gender,age,phone,{row['criterion']}"
    line = f"{row['service_point']},{row['place_code'].lstrip('0')},{row['group']},woman,២០,012,៥"
    path = tmp_path / "ballots.csv"
    path.write_text("\n".join([head, *[line] * 20]), encoding="utf-8-sig")
    return path, ["--database", database, "--cycle", cycle]


def worked_ahead(database: Path) -> set[bytes]:
    """The digests of the votes of which it is kept what public copies hide."""
    with closing(dbapi2.connect(database)) as connection:
        return {digest for (digest,) in connection.execute("SELECT votes FROM hiding")}


def test_import_of_ballots(run: Run, database: Path, tmp_path: Path) -> None:
    path, which = ballot_file(run, database, tmp_path)
    before = database.read_bytes()
    checked = run("import", "votes", path, *which, "--check")
    assert "20 ballots" in checked.out
    assert "Sheet votes, column phone: unknown, not imported." in checked.err
    assert database.read_bytes() == before
    people = sum(row["n"] for row in run("results", *which, "--level", "village").json() if row["breakdown"] == "youth")
    known = worked_ahead(database)
    assert "Imported." in run("import", "votes", path, *which).out
    assert len(worked_ahead(database)) == len(known)
    assert len(worked_ahead(database) - known) == 1  # ballots on one criterion
    after = sum(row["n"] for row in run("results", *which, "--level", "village").json() if row["breakdown"] == "youth")
    assert after - people in (20, 40)  # of its group, and of all groups pooled
    before = database.read_bytes()
    assert "nothing was changed" in run("import", "votes", path, *which).out
    assert database.read_bytes() == before


def test_ballots_of_another_file_only_replace(run: Run, database: Path, tmp_path: Path) -> None:
    path, which = ballot_file(run, database, tmp_path)
    assert run("import", "votes", path, *which).status == 0
    path.write_text(path.read_text("utf-8-sig").replace(",៥", ",1"), encoding="utf-8")
    before = database.read_bytes()
    assert "another file" in run("import", "votes", path, *which).err
    assert database.read_bytes() == before
    assert "in place of what was there" in run("import", "votes", path, *which, "--replace").out


def test_a_faulty_file_changes_nothing(run: Run, database: Path, tmp_path: Path) -> None:
    path, which = ballot_file(run, database, tmp_path)
    path.write_text(path.read_text("utf-8") + "\nnowhere,1,women,woman,20,,6", encoding="utf-8")
    before = database.read_bytes()
    for option in ([], ["--check"], ["--replace"]):
        answer = run("import", "votes", path, *which, *option)
        assert (answer.status, answer.out) == (1, "")
        assert "Sheet votes, row 22, column service_point" in answer.err
    assert database.read_bytes() == before
    assert "no file" in run("import", "votes", tmp_path / "none.csv", *which).refused()
    assert "2 cycles" in run("import", "votes", path, "--database", database).refused()


# --- refusing ----------------------------------------------------------------------------------------------


def test_several_cycles_need_a_name(run: Run, database: Path, tmp_path: Path) -> None:
    sentence = run("print", "action-plan", "--database", database, "--out", tmp_path / "out").refused()
    assert "2 cycles" in sentence
    assert newest(run, database) in sentence


@pytest.mark.parametrize("key", ["nonsense", "01234567-89ab-7def-8123-456789abcdef"])
def test_an_unknown_cycle(run: Run, database: Path, key: str) -> None:
    assert key in run("results", "--database", database, "--cycle", key).refused()


def test_an_unknown_paper_service_or_village(run: Run, database: Path, tmp_path: Path) -> None:
    options = ["--database", database, "--cycle", newest(run, database), "--out", tmp_path / "out"]
    assert "action-plan" in run("print", "love-letter", *options).refused()
    assert "health_centre" in run("print", "--all", *options, "--service-point", "airport").refused()
    assert "99999999" in run("print", "village-scorecard", *options, "--village", "99999999").refused()
    assert not (tmp_path / "out").exists()


def test_an_unknown_language(run: Run, database: Path) -> None:
    answer = run("print", "--all", "--database", database, "--out", "x", "--language", "fr", language="")
    assert answer.status == 2
    assert "km, en, km-en" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        "nonsense", "cycles", "demo", "print action-plan", "print", "import cycle", "template cycle",
        "print --all --list", "results --database x --year soon", "template ballots --out x",
        "demo --database x --size continent",
        "template cycle --out x --cycle y", "--data x",
    ],
)  # fmt: skip
def test_wrong_usage(run: Run, words: str) -> None:
    answer = run(*words.split())
    assert (answer.status, answer.out) == (2, "")
    assert answer.err


READING = (
    ["cycles"],
    ["results"],
    ["check"],
    ["print", "--all", "--out", "papers"],
    ["template", "cycle", "--out", "t.xlsx"],
)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_bad_databases(
    run: Run, words: list[str], tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    newer = bytearray(database.read_bytes())
    newer[60:64] = (header.SCHEMA_VERSION + 1).to_bytes(4, "big")
    foreign = bytearray(database.read_bytes())
    foreign[68:72] = b"\0\0\0\1"
    for content, word in [
        (b"", "not a database"),
        (b"hello", "not a database"),
        (bytes(newer), "newer version"),
        (bytes(foreign), "another program"),
    ]:
        database.write_bytes(content)
        answer = run(*words, "--database", database)
        assert answer.status == 1
        assert word in answer.err
        assert database.read_bytes() == content
    database.unlink()
    assert "no database" in run(*words, "--database", database).refused()
    assert not database.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == []


def test_a_truncated_database(run: Run, database: Path) -> None:
    content = database.read_bytes()[:9000]
    database.write_bytes(content)
    assert "damaged" in run("results", "--database", database).refused()
    assert database.read_bytes() == content


@pytest.mark.parametrize("words", [["results"], ["results", "--format", "csv"], ["cycles"]], ids=" ".join)
def test_damage_that_is_met_while_reading(run: Run, words: list[str], database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[200_000:] = b"\xff" * (len(content) - 200_000)
    database.write_bytes(content)
    assert "damaged" in run(*words, "--database", database).refused()
    assert database.read_bytes() == content


def test_damaged_text_is_not_told(run: Run, database: Path) -> None:
    with closing(dbapi2.connect(str(database))) as connection:
        connection.execute("UPDATE criterion SET text_en = CAST(x'536f6bff' AS TEXT)")
        connection.commit()
    assert "damaged" in run("results", "--database", database).refused()
    answer = run("check", "--database", database)
    assert (answer.status, json.loads(answer.out)["problems"][0]["code"]) == (1, "damaged")
    assert "Sok" not in answer.out + answer.err


@pytest.fixture
def holder(database: Path) -> Iterator[None]:
    """Another process that has the database open."""
    code = (
        "import sys; from pathlib import Path; from facilitator.models.store import Store\n"
        "with Store.open(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(database)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"open\n"
    yield
    other.communicate(b"")


@pytest.mark.usefixtures("holder")
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_database_that_somebody_else_has_open(run: Run, words: list[str], database: Path) -> None:
    assert "open in another window or command" in run(*words, "--database", database).refused()


@pytest.mark.usefixtures("holder")
def test_no_import_into_a_database_that_somebody_else_has_open(run: Run, database: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    run("template", "cycle", "--out", book)
    assert "open in another window or command" in run("import", "cycle", book, "--database", database).refused()


def test_places_that_cannot_be_written_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    inside, book = tmp_path / "file" / "inside", tmp_path / "book.xlsx"
    run("template", "cycle", "--out", book)
    for words in (
        ["template", "cycle", "--out", inside],
        ["import", "cycle", book, "--database", inside],
        ["demo", "--database", inside],
    ):
        assert re.search("cannot be read|cannot be written|could not be written", run(*words).refused())
    assert (tmp_path / "file").read_text() == "not a folder"


def test_a_full_disk(run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_unused: object) -> None:
        raise OSError(28, "No space left on device")

    book = tmp_path / "book.xlsx"
    book.write_bytes(b"the old one")
    monkeypatch.setattr(os, "fsync", full)
    assert "no room left" in run("template", "cycle", "--out", book).refused()
    assert book.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.xlsx", "commune.db"]


# --- speaking ----------------------------------------------------------------------------------------------


def test_khmer_is_spoken_first(run: Run, tmp_path: Path) -> None:
    answer = run("cycles", "--database", tmp_path / "none.db", language="")
    assert re.search(r"[\u1780-\u17ff]{3}", answer.refused())
    assert "\u200b" not in answer.err


def test_the_language_of_the_window_is_spoken(run: Run, tmp_path: Path) -> None:
    settings.save(settings.Settings(language="en"))
    assert "There is no database" in run("cycles", "--database", tmp_path / "none.db", language="").refused()
    assert "There is no database" in run("cycles", "--database", tmp_path / "none.db", "--language=en", language="").err


def test_a_bug_is_reported_calmly(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch, user_folders: Path
) -> None:
    def broken(*_unused: object, **_named: object) -> None:
        raise ZeroDivisionError(database.name)

    monkeypatch.setattr("facilitator.models.progress.stages_of", broken)
    answer = run("cycles", "--database", database)
    assert answer.status == 1
    report = Path(re.search(r"is in (.*)\.$", answer.err, re.MULTILINE)[1])  # type: ignore[index]
    assert report.is_relative_to(user_folders)
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert database.name not in report.read_text(encoding="utf-8")


def test_the_window_opens_when_there_is_no_command(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    from facilitator import app

    asked: list[object] = []

    def opened(*words: object) -> int:
        asked.extend(words)
        return 0

    monkeypatch.setattr(app, "run", opened)
    assert run("--database", "x.db").status == 0
    assert asked == [Path("x.db"), "en"]


def test_as_a_process(database: Path) -> None:
    done = process("cycles", "--database", database, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == 2
    refused = process("cycles", "--database", "nothing.db", "--language", "en")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "There is no database nothing.db. Check the name.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_output_that_cannot_be_written(database: Path) -> None:
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "facilitator", "results", "--database", str(database), "--language", "en"]
        done = subprocess.run(words, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr == "Reading or writing failed: No space left on device.\n"


def test_a_reader_that_goes_away(database: Path) -> None:
    words = [sys.executable, "-m", "facilitator", "results", "--database", str(database)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.read(10)
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(30) == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_progress_bar_on_a_terminal_only(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert cli.main(["demo", "--database", str(tmp_path / "new.db")]) == 0
    assert re.search(r"\r\[#+\] 100 %\r +\r", screen.getvalue())
    assert cli.main(["cycles", "--database", str(database)]) == 0
    assert len(json.loads(capsys.readouterr().out.partition("\n")[2])) == 2


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from facilitator import cli; status = cli.main(['--help', '--language', 'en'])\n"
        "heavy = {'sqlalchemy', 'PySide6', 'openpyxl', 'xlsxwriter', 'reportlab', 'pandas', 'babel', 'icu4py'}\n"
        "sys.exit(status or ' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
