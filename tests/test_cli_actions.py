"""The command `actions`, and `template` and `import` of its kind, as the page of interfaces writes them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from facilitator import cli
from facilitator.export.compose.actions import COLUMNS, OF_CYCLE
from facilitator.models.imports import actions
from facilitator.models.imports.shape import shape_of
from facilitator.models.store import Store
from tests.test_interfaces import PAGE


def test_the_columns_are_those_of_the_page(demo_store: Store) -> None:
    text = PAGE.partition("- `actions`: ")[2].partition("- `contributions`")[0]
    named = re.findall(r"[a-z_]+", " ".join(re.findall(r"`([a-z_, ]+)`", re.sub(r"\([^)]*\)", "", text))))
    (kind,) = actions.sheets(shape_of(demo_store.cycles()[0]))
    assert tuple(named) == COLUMNS == tuple(column.name for column in kind.columns)


def test_actions_of_all_cycles_with_their_totals(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["actions", "--database", str(demo_file)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {tuple(row) for row in found["actions"]} == {OF_CYCLE}
    assert len({row["cycle"] for row in found["actions"]}) == 2
    named = {(row["cycle"], row["parent"]) for row in found["actions"]}
    leaves = [row for row in found["actions"] if (row["cycle"], row["number"]) not in named]
    totals = found["totals"]
    assert (totals["count"], totals["done"]) == (len(leaves), sum(row["status"] == "done" for row in leaves))
    assert totals["cost_riel"] == sum(row["cost"] or 0 for row in found["actions"])
    assert re.fullmatch(r"\d+\.\d\d", totals["received"]["USD"])
    for state in ("promised", "received"):
        rows = [row for row in totals["by_source"] if (row["state"], row["currency"]) == (state, "KHR")]
        assert totals[state]["KHR"] == sum(row["amount"] for row in rows)


def test_one_cycle_as_csv_is_what_json_says(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["cycles", "--database", str(demo_file)])
    key = json.loads(capsys.readouterr().out)[-1]["id"]
    cli.main(["actions", "--database", str(demo_file), "--cycle", key])
    found = json.loads(capsys.readouterr().out)["actions"]
    assert cli.main(["actions", "--database", str(demo_file), "--cycle", key, "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in found] == lines


def test_a_template_filled_from_one_cycle_makes_the_plan_of_another(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, plan = tmp_path / "copy.db", tmp_path / "plan.xlsx"
    database.write_bytes(demo_file.read_bytes())
    cli.main(["cycles", "--database", str(database)])
    old, new = (each["id"] for each in json.loads(capsys.readouterr().out))
    assert cli.main(["template", "actions", "--out", str(plan), "--database", str(database), "--cycle", old]) == 0
    words = ["import", "actions", str(plan), "--database", str(database), "--language", "en", "--cycle"]
    assert cli.main([*words, old]) == 0
    assert "in the database already" in capsys.readouterr().out
    assert cli.main([*words, new, "--check"]) == 0
    assert "nothing was stored" in capsys.readouterr().out
    assert cli.main(["import", "actions", str(plan), "--database", str(database)]) == 1
