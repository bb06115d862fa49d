"""Meeting mode on the screens that Qt itself reports: the laptop's beside a projector's, or one for both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote

ROOT = Path(__file__).resolve().parents[2]
LAPTOP, PROJECTOR = [0, 0, 1366, 768], [1366, 0, 1024, 768]
LEAST = 38
"""28 points in pixels at 96 dots per inch, rounded up."""

MEETING = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from facilitator import i18n
from facilitator.models.store import Store
from facilitator.ui import theme
from facilitator.ui.context import Context
from facilitator.ui.meeting.slide_view import Words
from facilitator.ui.pages.interface import InterfacePage

i18n.use_language("km")
app = QApplication([])
theme.apply(app)
store = Store.open(Path("room.db"))
context = Context(store, store.cycles()[0].id)
page = InterfacePage(context)
page.setGeometry(app.primaryScreen().geometry())
page.show()
page.show_button.click()
mode = page.mode
seen = []


def look(what):
    app.processEvents()
    room = mode.room_window
    sheet = mode.room.sheet
    seen.append({
        "what": what,
        "slide": mode.run.slide.key.partition("_")[0],
        "desk": list(mode.geometry().getRect()),
        "room": list(room.geometry().getRect()) if room is not None else None,
        "strip": mode.desk.isVisible() and mode.room.window() is mode,
        "width": sheet.width(),
        "letters": min(label.fontInfo().pixelSize() for label in sheet.findChildren(Words)),
        "words": [label.text().replace("\\u200b", "") for label in sheet.findChildren(Words)],
        "black": mode.room.is_black(),
    })


look("begun")
on_show = mode.room_window or mode
for _slide in mode.run.slides[1:]:
    QTest.keyClick(on_show, Qt.Key.Key_PageDown)
    look("turned")
mode.turn_to(2)
mode.switch()
typed = QInputMethodEvent()
typed.setCommitString("មកយឺត")
QApplication.sendEvent(QApplication.focusWidget(), typed)
QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
look("typed")
mode.setFocus()
QTest.keyClick(on_show, Qt.Key.Key_B)
look("black")
QTest.keyClick(on_show, Qt.Key.Key_B)
QTest.keyClick(mode, Qt.Key.Key_F5)
look("swapped")
mode.close()
seen.append({"what": "left", "open": [each.objectName() for each in app.topLevelWidgets() if each.isVisible()]})
context.close()
store.close()
print(json.dumps(seen))
"""
"""A meeting led by keys; what is on the screens is told after each step."""


def lead(folder: Path, *screens: list[int]) -> list[dict[str, Any]]:
    """What was on show while a meeting was led on these screens."""
    with Store.create(folder / "room.db") as store:
        cycle = add_cycle(store, add_commune(store))
        point = cycle.service_points[0]
        vote(store, point, {3: 4, 4: 4})
        vote(store, point, {5: 4}, side="providers")
    described = [
        {"name": f"screen{n}", "x": x, "y": y, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        for n, (x, y, width, height) in enumerate(screens)
    ]
    (folder / "screens.json").write_text(json.dumps({"screens": described}))
    here = os.environ | {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", MEETING]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, env=here, check=False)
    assert done.returncode == 0, done.stderr
    seen: list[dict[str, Any]] = json.loads(done.stdout)
    return seen


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return lead(tmp_path_factory.mktemp("two"), LAPTOP, PROJECTOR)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return lead(tmp_path_factory.mktemp("one"), [0, 0, 1024, 768])


def test_the_room_has_the_projector_and_the_desk_the_laptop(two: list[dict[str, Any]]) -> None:
    assert [(each["desk"], each["room"]) for each in two[:-2]] == [(LAPTOP, PROJECTOR)] * (len(two) - 2)
    assert [each["slide"] for each in two if each["what"] in ("begun", "turned")] == [
        "title", "agenda", "criterion", "criterion", "plan", "closing",
    ]  # fmt: skip


def test_the_screens_are_exchanged_by_a_key_and_free_afterwards(two: list[dict[str, Any]]) -> None:
    swapped, left = two[-2:]
    assert (swapped["desk"], swapped["room"]) == (PROJECTOR, LAPTOP)
    assert "room_window" not in left["open"]
    assert "meeting_mode" not in left["open"]


def test_one_screen_has_the_view_above_a_strip(one: list[dict[str, Any]]) -> None:
    found = {(tuple(each["desk"]), each["room"], each["strip"]) for each in one[:-1]}
    assert found == {((0, 0, 1024, 768), None, True)}


@pytest.mark.parametrize("screens", ["one", "two"])
def test_letters_are_large_on_1024_by_768_and_what_is_typed_is_there_at_once(
    screens: str, request: pytest.FixtureRequest
) -> None:
    seen = request.getfixturevalue(screens)[:-2]
    assert all(each["letters"] >= LEAST and each["width"] <= 1024 for each in seen)
    typed, black = seen[-2:]
    assert "«មកយឺត»" in typed["words"]
    assert (typed["black"], black["black"]) == (False, True)
