"""The real program with a robot at its keyboard; it writes down what was stored and which page is open.

Run: `python -m tests.faults.typist FOLDER SEED [GESTURES]` on `FOLDER/commune.db`, which is made when it is not there.
The robot goes on where the program was left: the same button, the same page. After so many gestures it closes the
window; without a number it types until it is killed. `FOLDER/acknowledged` gets a line for each thing that happened:

    coming DATABASE DIGEST   a transaction is about to be committed
    state DATABASE DIGEST    what the database holds; the program has said that it is stored
    turning STAGE -          that page is about to be opened
    page STAGE -             that page is open
    back STAGE -             after the start: the page where the work goes on can be typed into
"""

from __future__ import annotations

import os
import random
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, overload

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from sqlalchemy import Connection, Engine, event

from facilitator import app, i18n
from facilitator.models.store import Store
from facilitator.ui.cycle_view import CycleView
from facilitator.ui.main_window import MainWindow
from tests.faults import histories
from tests.ui.robots import Robot

W = TypeVar("W", bound=QWidget)

ACKNOWLEDGED = "acknowledged"
PAGES = ("scoring", "scoring", "scoring", "action_plan", "self_assessment", "prepare", "criteria", "results")
"""Where the robot goes; it types on the first ones."""


def acknowledge(folder: Path, *words: str) -> None:
    """Add a line to what is known outside of the program."""
    handle = os.open(folder / ACKNOWLEDGED, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{' '.join(words)}\n".encode())
    os.close(handle)


class Typist(Robot):
    """Types into the window, one gesture each time that the program has nothing else to do."""

    window: MainWindow

    def __init__(self, window: MainWindow, folder: Path, rng: random.Random, gestures: int | None) -> None:
        super().__init__(window)
        self.folder, self.rng, self.left = folder, rng, gestures
        self._digest = ""
        self._next: Callable[[], None] = self._begin
        window.database.failed.connect(self._refused)
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._carefully)
        self._timer.start(1)

    @overload
    def widget(self, name: str) -> QWidget: ...

    @overload
    def widget(self, name: str, kind: type[W]) -> W: ...

    def widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The widget on the open page: pages in the background have some of the same names."""
        view = self.window.view()
        page = view.findChild(QWidget, f"page_{view.stage}") if view is not None else None
        found = page.findChild(kind, name) if page is not None else None
        return found if found is not None else super().widget(name, kind)

    @property
    def view(self) -> CycleView:
        view = self.window.view()
        assert view is not None
        return view

    @property
    def store(self) -> Store:
        store = self.window.database.store
        assert store is not None
        return store

    def _carefully(self) -> None:
        """The next thing to do. A robot that stumbles ends the program: nobody is there to see the page about it."""
        try:
            self._next()
        except Exception:  # noqa: BLE001 - whatever it is
            traceback.print_exc()
            os._exit(70)

    @staticmethod
    def _refused(sentence: str) -> None:
        print(sentence, file=sys.stderr)
        os._exit(70)

    def _begin(self) -> None:
        """Press “continue”, as somebody does who comes back; the first time the cycle opens by its name."""
        if self.window.findChild(QWidget, "start_continue") is not None:
            self.click("start_continue")
        else:
            self.window.database.when_ready(lambda: self.window.show_cycle(str(self.store.cycles()[0].id), "scoring"))
        self._next = self._wait_for_page

    def _wait_for_page(self) -> None:
        if self.window.view() is None or QApplication.focusWidget() is None:
            return
        acknowledge(self.folder, "back", self.view.stage, "-")
        self._tell_state()
        self.store.listeners.append(lambda _change: self._tell_state())
        event.listen(Engine, "commit", self._tell_coming)
        self.view.stage_shown.connect(lambda stage: acknowledge(self.folder, "page", stage, "-"))
        self._next = self._gesture

    def _tell_state(self) -> None:
        self._digest = histories.digest(self.store.raw)
        acknowledge(self.folder, "state", self.store.path.name, self._digest)

    def _tell_coming(self, connection: Connection) -> None:
        digest = histories.digest(connection.connection.driver_connection)
        if digest != self._digest:
            acknowledge(self.folder, "coming", self.store.path.name, digest)

    # -- gestures -------------------------------------------------------------------------------------------------

    def _gesture(self) -> None:
        if self.left == 0:
            self._timer.stop()
            self.window.close()
            return
        if self.left is not None:
            self.left -= 1
        if self.rng.random() < 0.12:
            stage = self.rng.choice(PAGES)
            acknowledge(self.folder, "turning", stage, "-")
            self.click(f"stage_{stage}")
        elif self.rng.random() < 0.12:
            self.view.undo() if self.rng.random() < 0.6 else self.view.redo()
        elif self.view.stage in ("scoring", "self_assessment"):
            self._type_score()
        elif self.view.stage == "action_plan":
            self._plan()

    def _type_score(self) -> None:
        """A number into a cell of the grid, and Enter."""
        table = self.widget("scores", QTableView)
        model = table.model()
        self.go_to_cell("scores", self.rng.randrange(model.rowCount()), self.rng.randint(1, 5))
        for digit in str(self.rng.randint(1, 40)):
            self.type(digit)
        self.press("Enter")

    def _plan(self) -> None:
        """One more activity: its words, letter by letter, and Enter."""
        self.click("plan_add_A")
        self.type(self.rng.choice(histories.WORDS[:-1]))
        self.press("Enter")


def main() -> int:
    folder, seed = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    gestures = int(sys.argv[3]) if len(sys.argv) > 3 else None
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / "home" / name.lower())
    i18n.use_language("en")
    path = folder / "commune.db"
    if not path.exists():
        histories.begin(path)
    after_paint = app.after_paint
    robots: list[Typist] = []

    def sit_down(window: MainWindow) -> None:
        after_paint(window)
        robots.append(Typist(window, folder, random.Random(seed), gestures))

    app.after_paint = sit_down
    return app.run(path, "en")


if __name__ == "__main__":
    sys.exit(main())
