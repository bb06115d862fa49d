"""One arithmetic: page, paper, JSON and CSV say the same of the same votes, each as its reader finds it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from facilitator import cli
from facilitator.i18n import format_decimal, format_percent
from facilitator.models.store import Store
from tests.ui.test_results import ResultsRobot

PAPER = re.compile(r"([\d.]+)\s+from [\d.]+ \(.*?\)\s+(?:\d+\s+)*n (\d+) · mean ([\d.]+) · satisfied (\d+%)")
PAGE = re.compile(r"median ([\d.]+), n = (\d+), (\d+%) satisfied")
COUNTS = re.compile(r"(\d)=(\d+)")


class Figures(NamedTuple):
    """What stands beside a criterion, as it is written."""

    median: str
    n: str
    mean: str
    satisfied: str


@pytest.fixture
def asked(demo_store: Store) -> dict[str, str]:
    """The newest cycle of the sample commune and its first service point."""
    cycle = demo_store.cycles()[-1]
    return {"cycle": str(cycle.id), "service_point": cycle.service_points[0].key}


def own_rows(rows: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, dict[str, Any]]:
    """By criterion: what all citizens of the service point said."""
    wanted = asked | {"level": "service_point", "side": "citizens", "group": "", "breakdown": "all", "method": "votes"}
    return {row["criterion"]: row for row in rows if wanted.items() <= row.items()}


def as_written(row: dict[str, Any]) -> Figures:
    """Exact numbers in the way that page and paper write them."""
    median, mean, satisfied = (float(row[name]) for name in ("median", "mean", "satisfied"))
    return Figures(
        format_decimal(median, "en"), str(row["n"]), format_decimal(mean, "en", 1), format_percent(satisfied, "en")
    )


def told(format_: str, path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(["results", "--database", str(path), "--format", format_, "--language", "en"]) == 0
    return capsys.readouterr().out


def test_page_paper_json_and_csv_agree(
    demo_file: Path, demo_store: Store, asked: dict[str, str], qtbot: QtBot, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    found = own_rows(json.loads(told("json", demo_file, capsys)), asked)
    scored = [each.key for each in demo_store.cycles()[-1].service_points[0].criteria if each.side == "both"]
    expected = [as_written(found[key]) for key in scored]
    assert len(set(expected)) == len(expected) > 4
    assert on_the_sheet(told("csv", demo_file, capsys), asked, scored) == expected
    assert on_the_paper(demo_file, asked, tmp_path) == expected
    assert on_the_page(demo_store, qtbot, len(expected)) == [(each.median, each.n, each.satisfied) for each in expected]


def on_the_sheet(text: str, asked: dict[str, str], order: list[str]) -> list[Figures]:
    """The CSV's own columns, and the same again from its counts alone."""
    rows = own_rows(list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))), asked)
    for row in rows.values():
        votes = [int(value) for value, n in COUNTS.findall(row["counts"]) for _person in range(int(n))]
        assert int(row["n"]) == len(votes)
        assert float(row["mean"]) == pytest.approx(sum(votes) / len(votes), abs=1e-6)
    return [as_written(rows[key]) for key in order]


def on_the_paper(path: Path, asked: dict[str, str], folder: Path) -> list[Figures]:
    """The citizens' scorecard of the service, read from the PDF."""
    command = ["print", "service-scorecard", "--database", str(path), "--cycle", asked["cycle"]]
    command += ["--service-point", asked["service_point"], "--copy", "meeting", "--language", "en"]
    assert cli.main([*command, "--out", str(folder)]) == 0
    (file,) = folder.glob("service-scorecard*.pdf")
    with pypdfium2.PdfDocument(file) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return [Figures(*match) for match in PAPER.findall(text)]


def on_the_page(store: Store, qtbot: QtBot, rows: int) -> list[tuple[str, str, str]]:
    """Citizens beside providers, as the table reads its cells aloud."""
    robot = ResultsRobot(store, qtbot)
    robot.page.copy.set_value("meeting")
    robot.page.refresh()
    column = robot.headings("sides").index("Citizens")
    said: list[Any] = []

    def all_are_there() -> None:
        said[:] = [found.groups() for row in range(rows) if (found := PAGE.match(robot.says("sides", row, column)))]
        assert len(said) == rows

    qtbot.waitUntil(all_are_there)
    robot.close()
    return said
