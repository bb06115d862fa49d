"""The results of the sample commune, worked out a second time by pandas from the bare tables of the file.

Nothing of the program's arithmetic is used: what `facilitator results` prints must come out of the tallies alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from facilitator import cli

TALLIES = """
    SELECT cycle.id AS cycle, cycle.commune_code, service_point.key AS point, service_point.kind, card.side,
        coalesce(card.village_code, '') AS village, sheet."group", criterion.key AS criterion, sheet.method,
        tally.breakdown, tally.value, tally.count
    FROM tally JOIN criterion ON criterion.id = tally.criterion_id JOIN sheet ON sheet.id = tally.sheet_id
    JOIN card ON card.id = sheet.card_id JOIN service_point ON service_point.id = card.service_point_id
    JOIN cycle ON cycle.id = service_point.cycle_id
"""
CELL = ["cycle", "level", "place", "point", "kind", "side", "group", "criterion", "breakdown", "method"]
PRINTED = ["level", "place_code", "service_point", "service_kind", "side", "group", "criterion", "breakdown", "method"]


@pytest.fixture(scope="module")
def votes(demo_file: Path) -> pd.DataFrame:
    """One line per vote and per cell that it counts in."""
    with closing(sqlite3.connect(demo_file)) as connection:
        tallies = pd.read_sql_query(TALLIES, connection)
    tallies["cycle"] = tallies["cycle"].str.replace("-", "")
    single = tallies.loc[tallies.index.repeat(tallies["count"])]
    return pd.concat(wider(single), ignore_index=True)


def wider(single: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Every vote in its village, its service point and its commune; in its group and in all groups."""
    citizens = single[single["village"] != ""]
    for level, found, place, point in (
        ("village", citizens, citizens["village"], citizens["point"]),
        ("service_point", single, single["commune_code"], single["point"]),
        ("commune", single, single["commune_code"], ""),
    ):
        here = found.assign(level=level, place=place, point=point)
        yield here.assign(group="")
        yield here[here["group"] != ""]


def test_every_figure(votes: pd.DataFrame, demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["results", "--database", str(demo_file), "--format", "json", "--language", "en"]) == 0
    rows = {key_of(row): row for row in json.loads(capsys.readouterr().out)}
    cells = dict(list(votes.groupby(CELL)["value"]))
    assert rows.keys() == cells.keys()
    for key, values in cells.items():
        row = rows[key]
        assert row["scale"] == "1-5"
        assert row["n"] == len(values)
        assert row["counts"] == [int((values == step).sum()) for step in range(1, 6)]
        assert row["median"] == values.median()
        assert row["mean"] == (round(values.mean(), 6) if len(values) >= 10 else None)
        assert row["satisfied"] == round((values >= 4).mean(), 6)
        assert row["dissatisfied"] == round((values <= 2).mean(), 6)
        assert row["hidden"] is False


def test_the_gap_is_the_providers_median_less_the_citizens(
    votes: pd.DataFrame, demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["results", "--database", str(demo_file), "--format", "json", "--language", "en"]) == 0
    medians = votes.groupby(CELL)["value"].median().to_dict()
    gaps = 0
    for row in json.loads(capsys.readouterr().out):
        if row["gap"] is None:
            continue
        gaps += 1
        assert (row["group"], row["breakdown"]) == ("", "all")
        of_all = {"level": "service_point", "place_code": row["place_code"][:6]} if row["level"] == "village" else {}
        sides = {
            "providers": median_of(medians, row | of_all | {"side": "providers"}),
            "citizens": median_of(medians, row | {"side": "citizens"}),
        }
        assert row["gap"] == sides["providers"] - sides["citizens"]
    assert gaps > 20


def key_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """The cell that a printed row is about."""
    return (row["cycle"].replace("-", ""), *(row[name] for name in PRINTED))


def median_of(medians: dict[Any, float], row: dict[str, Any]) -> float:
    """The median of a cell by votes, or by consensus where there was no vote."""
    methods = (method for method in ("votes", "consensus") if key_of(row | {"method": method}) in medians)
    return medians[key_of(row | {"method": next(methods)})]
