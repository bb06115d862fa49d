"""How long the results page takes from the click until all its scores are painted, for 20 villages and 12 criteria.

Run: `python -m tests.benchmarks.results_page`. Goal: 100 ms of work of the main thread from the click on the stage
until the page is painted with every score, of two rounds, in the public copy. Results are worked out ahead, while
nobody types, so this is what a click finds that comes some seconds after the last vote:

- `first`: the page is opened for the first time;
- `vote`: the page is open in the background, and a vote was stored and worked out since it was last seen;
- `again`: nothing changed.

A click that comes before finds the page painted with its criteria at once (`early`), and the scores follow one after
another: `complete` is the time on the clock until all are there, where nothing at all was worked out before. Beside
them stands a plain QTableWidget with the same texts and no pictures, filled and painted. Exit status 1 when the goal is
missed.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem
from sqlalchemy import insert

from facilitator import i18n
from facilitator.models import suppression
from facilitator.models.cycle import Cycle
from facilitator.models.scorecard import Criterion, card_of
from facilitator.models.store import Store
from facilitator.models.tally import Tally
from facilitator.ui import theme
from facilitator.ui.context import Context
from facilitator.ui.cycle_view import CycleView
from facilitator.ui.pages.results import ResultsPage
from facilitator.ui.pages.results_work import ResultsWork
from tests.samples import add_commune, add_cycle

VILLAGES, CRITERIA, ROUNDS = 20, 12, 7
BREAKDOWNS = ("all", "women", "men", "youth", "disability", "minority", "idpoor")
GOAL_MS = 100.0


def people(dice: random.Random) -> dict[str, int]:
    """How many of each kind give one score in one group: everybody is a woman or a man here."""
    women, men = dice.randint(0, 5), dice.randint(0, 5)
    others = {name: dice.randint(0, min(2, women + men)) for name in BREAKDOWNS[3:]}
    return {"all": women + men, "women": women, "men": men, **others}


def fill(store: Store) -> Cycle:
    """Two rounds of votes in every cell of every village's sheets; gives the later cycle."""
    commune = add_commune(store, villages=VILLAGES)
    dice = random.Random(4)
    for year in (2025, 2026):
        cycle = add_cycle(store, commune, year=year)
        point = cycle.service_points[0]
        with store.transaction("Criteria and sheets"):
            for number in range(2, CRITERIA):
                text = f"លក្ខណៈវិនិច្ឆ័យទី {number}"
                point.criteria.append(Criterion(key=f"c{number}", text_km=text, text_en=text, position=number))
            sheets = [
                card_of(point, "citizens", village).sheet(g) for village in point.villages for g in ("women", "men")
            ]
            sheets.append(card_of(point, "providers", None).sheet())
        rows = [
            {"sheet_id": sheet.id, "criterion_id": criterion.id, "breakdown": name, "value": value, "count": count}
            for sheet in sheets
            for criterion in point.criteria
            for value in range(1, 6)
            for name, count in people(dice).items()
            if count
        ]
        with store.transaction("Votes"):
            store.session.execute(insert(Tally), rows)
    return cycle


def clicks(app: QApplication, store: Store, cycle: Cycle) -> dict[str, list[float]]:
    """Milliseconds of work, by what the click finds."""
    times: dict[str, list[float]] = {name: [] for name in ("first", "vote", "again", "early", "complete", "plain")}
    for _round in range(ROUNDS):
        context = Context(store, cycle.id)
        view = CycleView(context, "interface", guide=False)
        view.resize(1366, 768)
        view.show()
        app.processEvents()
        work_ahead(app, view)
        times["first"].append(click(app, view))
        vote(store, cycle)
        work_ahead(app, view)
        times["vote"].append(click(app, view))
        times["again"].append(click(app, view))
        page = view.findChild(ResultsPage)
        assert page is not None
        times["plain"].append(plain(app, page))
        touch(store, cycle)
        suppression.worked_out.cache_clear()
        began = time.monotonic()
        times["early"].append(click(app, view, leave=False))
        while not page.idle:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        times["complete"].append((time.monotonic() - began) * 1000)
        context.close()
        view.close()
        view.deleteLater()
        app.processEvents()
    return times


def click(app: QApplication, view: CycleView, leave: bool = True) -> float:
    """Milliseconds of work from the click until the window is painted; then back to where it was."""
    start = time.thread_time()
    shown(app, view, "results")
    taken = (time.thread_time() - start) * 1000
    page = view.findChild(ResultsPage)
    assert page is not None
    if leave:
        assert page.groups.table.cell_at(CRITERIA - 1, 1).score is not None
        shown(app, view, "interface")
    return taken


def work_ahead(app: QApplication, view: CycleView) -> None:
    """Wait as long as the window takes to have the results ready, once nobody types for a second."""
    work = ResultsWork.of(view.context)
    point = view.context.cycle.service_points[0]
    while not work.idle or not work.is_complete(point, True):
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def vote(store: Store, cycle: Cycle) -> None:
    """One more vote for the first criterion."""
    point = cycle.service_points[0]
    sheet = next(card for card in point.cards if card.village_code).sheets[0]
    with store.transaction("Votes", cycle=cycle):
        sheet.set(point.criteria[0], 3, 1 + sheet.counts(point.criteria[0]).get(3, 0))


def touch(store: Store, cycle: Cycle) -> None:
    """Store something, so that nothing that was worked out before is still true."""
    with store.transaction("Another remark", cycle=cycle):
        cycle.commune.name_en += "."


def shown(app: QApplication, view: CycleView, stage: str) -> None:
    """Turn to a page and paint the window at once, as a click does."""
    view.show_stage(stage)
    view.repaint()
    app.sendPostedEvents()


def plain(app: QApplication, page: ResultsPage) -> float:
    """The texts of all three tables in one QTableWidget."""
    texts = [
        [part.table.cell_at(row, column).spoken for column in range(part.table.columnCount())]
        for part in page.parts.values()
        for row in range(part.table.rowCount())
    ]
    start = time.thread_time()
    table = QTableWidget(len(texts), max(map(len, texts)))
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            table.setItem(row, column, QTableWidgetItem(text))
    table.resizeRowsToContents()
    table.resize(1366, 768)
    table.show()
    table.repaint()
    app.processEvents()
    spent = (time.thread_time() - start) * 1000
    table.close()
    return spent


def main() -> int:
    app = QApplication([])
    theme.apply(app)
    i18n.use_language("km")
    with (
        tempfile.TemporaryDirectory(prefix="results-page-") as name,
        Store.create(Path(name) / "results.db") as store,
    ):
        times = clicks(app, store, fill(store))
    middle = {label: statistics.median(values) for label, values in times.items()}
    print(f"{VILLAGES} villages, {CRITERIA} criteria, two rounds; milliseconds of work, median of {ROUNDS}:")
    for label, value in middle.items():
        print(f"  {label:9}{value:8.1f}{value / middle['plain']:8.2f} × the plain table")
    return 0 if max(middle["first"], middle["vote"], middle["again"]) <= GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
