"""How long the answers of a large survey take from a file into the database, and its page of results onto the screen.

Run: `python -m tests.benchmarks.survey`. Goals: 20,000 answers to 60 questions within 20 s from csv and 40 s from xlsx,
in a process that never holds more than 400 MB; the page of results of that survey within 300 ms, as the window shows it
(a page made anew, nothing kept in memory). A reading is also ended half-way, and storing is done in the steps of the
window, of which the longest are told: so long the window does not hear a key. Each measure runs in a process of its
own, backup, commit and counting included. Exit status 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from facilitator.models import demo, places
from facilitator.models.imports import kinds
from facilitator.models.store import Store
from facilitator.models.survey import Answer, Question, Questionnaire

PEOPLE, QUESTIONS = 20_000, 60
GOALS = {"csv": 20.0, "xlsx": 40.0, "page": 0.3}
MEMORY_MB = 400.0
KEY = "large"
OPTIONS = ("water", "road", "school", "health", "market", "office", "light", "other")
_OF_A_PERSON = ("gender", "age", "youth", "disability", "minority", "idpoor")
_HEAD = ("questionnaire", "round", "submission_id", "date", "enumerator", "commune_code", "village_code")


def kind_of(number: int) -> str:
    """40 questions on the scale, ten of yes or no, five of a choice, three of several answers, two of numbers."""
    return "scale5" if number < 40 else "yes_no" if number < 50 else "choice" if number < 55 else _rare(number)


def _rare(number: int) -> str:
    return "multi" if number < 58 else "number"


def questionnaire() -> Questionnaire:
    """The questions."""
    made = Questionnaire(key=KEY, title_km="ការស្ទង់មតិធំ", title_en="Large survey")
    for number in range(QUESTIONS):
        kind = kind_of(number)
        question = Question(
            key=f"q{number + 1}",
            kind=kind,
            position=number,
            text_km=f"តើអ្នកពេញចិត្តកម្រិតណាចំពោះសេវាសាធារណៈទី {number + 1} ក្នុងឃុំរបស់អ្នក?",
            text_en=f"How satisfied are you with public service number {number + 1} in your commune?",
            satisfied=[],
        )
        if kind in ("choice", "multi"):
            question.answers = [Answer(code=code, text_en=code, position=n) for n, code in enumerate(OPTIONS)]
        made.questions.append(question)
    return made


def rows(people: int) -> Iterator[list[Any]]:
    """A header, then one row a person in two rounds, from all villages of twelve communes."""
    chance = random.Random(20261123)
    villages = [village.code for n in range(1, 13) for village in places.villages_of(_communes()[n])]
    yield [*_HEAD, *_OF_A_PERSON, *(f"q{number + 1}" for number in range(QUESTIONS))]
    for person in range(people):
        later = person >= people // 2
        village = chance.choice(villages)
        day = date(2027 if later else 2026, 1, 10) + timedelta(days=chance.randint(0, 20))
        gender, age = chance.choice(("woman", "man")), chance.randint(15, 80)
        flags = ["", *(int(chance.random() < 0.1) for _flag in range(3))]
        head = [KEY, str(day.year), f"{person:032x}", day.isoformat(), f"E{person % 9}", village[:6], village]
        yield [*head, gender, age, *flags, *(_answer(chance, number, later) for number in range(QUESTIONS))]


def _communes() -> list[str]:
    return [place.code for place in places.search("", level="commune", limit=40)] or _first_communes()


def _first_communes() -> list[str]:
    return [each.code for district in places.children(places.province("01")) for each in places.children(district)]


def _answer(chance: random.Random, number: int, later: bool) -> Any:
    kind = kind_of(number)
    if kind == "scale5":
        return chance.choices((1, 2, 3, 4, 5), (1, 2, 3, 5, 3) if later else (2, 4, 4, 3, 1))[0]
    if kind == "yes_no":
        return chance.choice(("yes", "no"))
    if kind == "choice":
        return chance.choice(OPTIONS)
    if kind == "multi":
        return " ".join(option for option in OPTIONS if chance.random() < 0.3)
    return chance.randint(0, 240)


def write(folder: Path, suffix: str) -> Path:
    """The answers as a file."""
    path = folder / f"answers.{suffix}"
    if suffix == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows(PEOPLE))
        return path
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("survey")
        for number, row in enumerate(rows(PEOPLE)):
            page.write_row(number, 0, row)
    return path


def load(database: Path, path: Path) -> dict[str, float]:
    """Import the file as the command does; seconds, and how often progress was told."""
    told: list[float] = []
    start, work = time.perf_counter(), time.process_time()
    with Store.open(database) as store:
        kind = kinds.kind("survey")
        staged = kind.read(path, kind.shape(store, None), told.append)
        read = time.perf_counter() - start
        found = kinds.preview(store, None, kind, staged)
        looked = time.perf_counter() - start - read
        assert not found.problems
        kinds.apply(store, None, kind, staged)
    return {
        "seconds": time.perf_counter() - start,
        "work": time.process_time() - work,
        "read": read,
        "looked": looked,
        "told": len(told),
        "memory": memory(),
    }


class _EnoughError(Exception):
    """Ends the reading."""


def cancel(database: Path, path: Path) -> dict[str, float]:
    """Begin to read the file and stop half-way: the seconds from then on, and whether the database is the same."""
    stopped = 0.0

    def stop(part: float) -> None:
        nonlocal stopped
        if part >= 0.5:
            stopped = time.perf_counter()
            raise _EnoughError

    before = database.read_bytes()
    with Store.open(database) as store:
        kind = kinds.kind("survey")
        try:
            kind.read(path, kind.shape(store, None), stop)
        except _EnoughError:
            seconds = time.perf_counter() - stopped
    return {"seconds": seconds, "unchanged": float(database.read_bytes() == before), "memory": memory()}


def steps(database: Path, path: Path) -> dict[str, float]:
    """Look at the file and store it in steps, as the window does: the longest, and the middle one, in seconds."""
    with Store.open(database) as store:
        kind = kinds.kind("survey")
        staged = kind.read(path, kind.shape(store, None))
        lengths = []
        for work in (kinds.previewing(store, None, kind, staged), kinds.storing(store, None, kind, staged)):
            going = True
            while going:
                start = time.perf_counter()
                going = next(work, None) is not None
                lengths.append(time.perf_counter() - start)
    lengths.sort()
    return {"longest": lengths[-1], "second": lengths[-2], "middle": lengths[len(lengths) // 2], "n": len(lengths)}


def page(database: Path, _path: Path) -> dict[str, float]:
    """Show the page of results in a window of 1366 x 768, five times anew: the middle of the seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QScrollArea

    from facilitator.i18n import use_language
    from facilitator.ui import theme
    from facilitator.ui.context import Context
    from facilitator.ui.pages.survey import SurveyPage

    use_language("km")
    app = QApplication([])
    theme.apply(app)
    seconds: list[float] = []
    work: list[float] = []
    with Store.open(database) as store:
        context = Context(store, store.cycles()[-1].id)
        for _time in range(6):
            store.session.expire_all()
            store.session.expunge_all()
            key = next(each.id for each in store.all(Questionnaire) if each.key == KEY)
            store.session.expunge_all()
            start, began = time.perf_counter(), time.process_time()
            window = QScrollArea()  # as the window holds its pages
            window.setWidgetResizable(True)
            window.resize(1060, 700)
            shown = SurveyPage(context)
            shown.choose(key)
            window.setWidget(shown)
            window.show()
            app.processEvents()
            seconds.append(time.perf_counter() - start)
            work.append(time.process_time() - began)
            window.deleteLater()
        first = seconds.pop(0)  # fonts and words of Khmer are loaded with the window's first page
        context.close()
    return {
        "seconds": sorted(seconds)[len(seconds) // 2],
        "work": sorted(work)[len(work) // 2],
        "first": first,
        "memory": memory(),
    }


MEASURES = {"load": load, "cancel": cancel, "steps": steps, "page": page}


def memory() -> float:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measured(measure: str, database: Path, path: Path, copy: bool = True) -> dict[str, float]:
    """The measure in a process of its own, on a copy of the database unless it is to stay changed."""
    used = database.with_name(f"{measure}-{path.suffix[1:]}.db") if copy else database
    if copy:
        used.write_bytes(database.read_bytes())
    command = [sys.executable, "-m", "tests.benchmarks.survey", "--measure", measure, str(used), str(path)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=3, metavar=("WHAT", "DATABASE", "FILE"))
    asked = parser.parse_args()
    if asked.measure:
        what, database, path = asked.measure
        print(json.dumps(MEASURES[what](Path(database), Path(path))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return _all(Path(folder))


def _all(folder: Path) -> int:
    database = folder / "survey.db"
    demo.make(database, "commune")
    with Store.open(database) as store, store.transaction("Questions") as session:
        session.add(questionnaire())
    good = True
    for suffix in ("xlsx", "csv"):
        path = write(folder, suffix)
        if suffix == "csv":
            _tell_steps(measured("steps", database, path))
        found = measured("load", database, path, copy=suffix == "xlsx")
        print(
            f"{suffix} ({path.stat().st_size / 1e6:.1f} MB): {found['seconds']:.1f} s ({found['work']:.1f} s of work, "
            f"{found['read']:.1f} s reading, {found['looked']:.1f} s preview), {found['memory']:.0f} MB, "
            f"progress told {found['told']:.0f} times"
        )
        good &= found["seconds"] <= GOALS[suffix] and found["memory"] <= MEMORY_MB
    ended = measured("cancel", database, path)
    print(f"cancelled: {1000 * ended['seconds']:.0f} ms, database unchanged: {bool(ended['unchanged'])}")
    shown = measured("page", database, path, copy=False)
    print(
        f"page of results: {1000 * shown['seconds']:.0f} ms, {1000 * shown['work']:.0f} ms of work "
        f"(the very first {1000 * shown['first']:.0f} ms)"
    )
    good &= shown["seconds"] <= GOALS["page"] and bool(ended["unchanged"])
    return 0 if good else 1


def _tell_steps(found: dict[str, float]) -> None:
    longest, second, middle = (1000 * found[name] for name in ("longest", "second", "middle"))
    print(
        f"stored in {found['n']:.0f} steps: the longest {longest:.0f} ms (the commit), then {second:.0f} ms, "
        f"the middle one {middle:.1f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
