"""The published figures of the seed project: two survey rounds and four plans imported, said by the program itself.

16 priority actions in four communes of two districts, all done, with 4,257.33 USD from private people, local NGOs,
authorities and community organisations, and 8,000 USD from the donor; of 1,019 people asked (599 women) 40 % were
satisfied, a year later of 1,211 (695 women) 60 %.
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from facilitator import cli
from facilitator.models.store import Store
from tests.export.pdf.reading import text_of
from tests.samples import add_commune, add_cycle
from tests.test_cli_survey import import_rounds

COMMUNES = ("010201", "010202", "060201", "060202")
NEAR = {
    "private": ("812.50", "640.00", "455.33", "300.00"),
    "local_ngo": ("500.00", "250.25", "249.75", "100.00"),
    "district": ("150.00", "120.50", "99.50", "80.00"),
    "cbo": ("199.99", "100.01", "125.00", "74.50"),
}
"""A gift of each kind in each commune; they come to 4,257.33."""
FROM_DONOR = "500.00"
"""For each of the sixteen actions."""


def run(*words: str) -> int:
    return cli.main([*words, "--language", "en"])


def written(path: Path, rows: list[dict[str, Any]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def plan(commune: int) -> list[dict[str, Any]]:
    """Four actions of one commune, checked and done."""
    return [
        {
            "number": f"A.{n}" if n < 3 else f"B.{n - 2}", "part": "A" if n < 3 else "B",
            "activity": f"សកម្មភាពទី {commune}-{n}", "start": "2019-01-15", "end": "2019-12-15", "cost": 3_000_000,
            "lead": "រដ្ឋបាលឃុំ", "status": "done", "percent": 100, "last_check": "2019-12-20",
        }
        for n in range(1, 5)
    ]  # fmt: skip


def ledger(commune: int) -> list[dict[str, Any]]:
    """What was received for them: from the donor for each, from nearby for one each."""
    numbers = [row["number"] for row in plan(commune)]
    rows = [(number, "donor", FROM_DONOR) for number in numbers]
    rows += [(number, kind, gifts[commune]) for number, (kind, gifts) in zip(numbers, NEAR.items(), strict=True)]
    return [
        {
            "action": number, "source_kind": kind, "source_name": f"{kind} {commune}", "state": "received",
            "form": "cash", "currency": "USD", "amount": amount, "rate": 4050, "date": "2019-06-01",
        }
        for number, kind, amount in rows
    ]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    path = folder / "project.db"
    with Store.create(path) as store:
        keys = [str(add_cycle(store, add_commune(store, code), 2019).id) for code in COMMUNES]
    for number, key in enumerate(keys):
        about = ("--database", str(path), "--cycle", key)
        assert run("import", "actions", written(folder / "actions.csv", plan(number)), *about) == 0
        assert run("import", "contributions", written(folder / "contributions.csv", ledger(number)), *about) == 0
    import_rounds(path, folder, COMMUNES)
    return path


def printed(database: Path, paper: str, cycle: str, out: Path) -> str:
    assert run("print", paper, "--database", str(database), "--cycle", cycle, "--out", str(out)) == 0
    (file,) = out.glob(f"{paper}_*.pdf")
    return " ".join(text_of(file.read_bytes()).split())


def test_the_gifts_of_the_test_are_the_published_ones() -> None:
    assert sum(Decimal(gift) for gifts in NEAR.values() for gift in gifts) == Decimal("4257.33")
    assert 16 * Decimal(FROM_DONOR) == 8000


def test_the_output_says_them(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("actions", "--database", str(database), "--format", "json") == 0
    totals = json.loads(capsys.readouterr().out)["totals"]
    assert (totals["count"], totals["done"], totals["cost_riel"]) == (16, 16, 48_000_000)
    assert totals["received"] == {"KHR": 0, "USD": "12257.33"}
    assert totals["promised"] == {"KHR": 0, "USD": "0.00"}
    assert [(each["source_kind"], each["amount"]) for each in totals["by_source"]] == [
        ("cbo", "499.50"), ("local_ngo", "1100.00"), ("private", "2207.83"), ("district", "450.00"),
        ("donor", "8000.00"),
    ]  # fmt: skip


def test_the_report_on_all_communes_prints_them(database: Path, tmp_path: Path) -> None:
    with Store.open(database) as store:
        first = str(store.cycles()[0].id)
    text = printed(database, "progress-communes", first, tmp_path)
    assert "16 of 16 activities of 4 plans are done." in text
    assert "Raised locally: $4,257.33. From donors: $8,000.00. Together: $12,257.33." in text
    assert "Together 16 / 16 $4,257.33 $8,000.00" in text
    assert "Together – – – $12,257.33" in text, "the table by source"


PUBLISHED = {
    "progress-communes": (
        "16 of 16 activities of 4 plans are done.",
        "Raised locally: $4,257.33. From donors: $8,000.00. Together: $12,257.33.",
    ),
    "survey-report": (
        "1,019",
        "599",
        "1,211",
        "695",
        "40%",
        "60%",
        "20.0 percentage points more",
        "15.9 to 24.0",
    ),
}
IN_KHMER = {
    "progress-communes": ("១៦", "៤.២៥៧,៣៣$", "៨.០០០,០០$", "១២.២៥៧,៣៣$"),
    "survey-report": ("១.០១៩", "៥៩៩", "១.២១១", "៦៩៥", "៤០%", "៦០%", "២០,០", "១៥,៩", "២៤,០"),
}


@pytest.mark.parametrize(("language", "said"), [("en", PUBLISHED), ("km", IN_KHMER)])
def test_the_project_prints_all_that_was_published_from_one_database(
    database: Path, tmp_path: Path, language: str, said: dict[str, tuple[str, ...]]
) -> None:
    with Store.open(database) as store:
        first = str(store.cycles()[0].id)
    for paper, figures in said.items():
        command = ["print", paper, "--database", str(database), "--cycle", first, "--out", str(tmp_path)]
        assert cli.main([*command, "--language", language]) == 0
        (file,) = tmp_path.glob(f"{paper}_*.pdf")
        text = " ".join(text_of(file.read_bytes()).split())
        assert [figure for figure in figures if figure not in text] == [], paper


def test_each_commune_prints_its_own(database: Path, tmp_path: Path) -> None:
    with Store.open(database) as store:
        keys = [str(cycle.id) for cycle in store.cycles()]
    for number, key in enumerate(keys):
        text = printed(database, "progress", key, tmp_path / str(number))
        near = sum(Decimal(gifts[number]) for gifts in NEAR.values())
        assert "4 of 4 activities of the plan are done." in text
        assert f"Raised locally: ${near:,.2f}. From donors: $2,000.00. Together: ${near + 2000:,.2f}." in text


def test_the_same_files_again_change_nothing(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(database) as store:
        key = str(store.cycles()[0].id)
    about = ("--database", str(database), "--cycle", key)
    assert run("import", "contributions", written(tmp_path / "again.csv", ledger(0)), *about) == 0
    assert "8 as before" in capsys.readouterr().out
