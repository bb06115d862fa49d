"""Saving all papers of a cycle: composed one by one here, drawn and written by a worker and a second process."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from facilitator import files
from facilitator.errors import UserError
from facilitator.export.second_renderer import Order, SecondRenderer
from facilitator.i18n import _, plural, shown
from facilitator.models import codes
from facilitator.ui import jobs, press
from facilitator.ui.widgets.basic import Button, Label

if TYPE_CHECKING:
    from facilitator.export import papers
    from facilitator.models.codes import Issue
    from facilitator.ui.press import Manner

ROOM_FOR_ONE = 150_000
"""Bytes that a paper takes, generously; the pack of a cycle takes more, and is noticed when it does not fit."""
MEGABYTE = 1_000_000


class SaveAll(QObject):
    """One run over all papers. `moved(done)` counts; `ended(sentence, well)` says at the end what came out.

    While a second process draws one paper a worker draws another, and the next is composed, in steps between which the
    window goes on.
    """

    moved = Signal(int)
    ended = Signal(str, bool)

    def __init__(self, found: list[papers.Job], folder: Path, manner: Manner, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = list(found)
        self.count = len(found)
        self._folder = folder
        self._manner = manner
        self._composing: tuple[papers.Job, Generator[None, None, Any]] | None = None
        self._composed: tuple[papers.Job, Any] | None = None
        """The next paper, until it can be drawn."""
        self._renderer: SecondRenderer
        self._at_work: list[list[Issue]] = []
        """What is to be kept of each paper that is being drawn and written."""
        self._at_once = 1
        self._saved = 0
        self._issues: list[Issue] = []
        self._left_out: list[str] = []
        self._cancelled = False
        self._failure: Exception | None = None
        self._store = found[0].store if found else None

    def start(self) -> None:
        """Begin with the first paper; the window goes on in between. Raises UserError when there is too little room."""
        _check_room(self._folder, self.count)
        self._renderer = SecondRenderer(language=self._manner.language)
        self._at_once += self._renderer.is_there
        self.destroyed.connect(partial(self._renderer.close))
        QTimer.singleShot(0, self, self._go_on)

    def cancel(self) -> None:
        """Stop before the next paper: what is being written is written to its end."""
        self._cancelled = True

    def leave(self) -> None:
        """The cycle is left: no other paper is begun, and what is to be kept of the others is kept now."""
        self.cancel()
        self._composing = None
        with suppress(UserError):  # nobody is there any more to be told
            self._keep([*self._issues, *chain.from_iterable(self._at_work)])
        self._renderer.close()

    @Slot()
    def _go_on(self) -> None:
        """Draw what is composed, compose what comes then; end when there is nothing left of either."""
        self.moved.emit(self._saved + len(self._left_out))
        if self._cancelled or self._failure is not None:
            self._composing = self._composed = None
            self._waiting.clear()
        if self._composed is not None and len(self._at_work) < self._at_once:
            self._draw(*self._composed)
            self._composed = None
        if self._waiting and self._composed is None and self._composing is None:
            job = self._waiting.pop(0)
            self._composing = job, job.steps()
            QTimer.singleShot(0, self, self._compose)
        if self._composing is None and self._composed is None and not self._at_work:
            self._end()

    @Slot()
    def _compose(self) -> None:
        """One step with each turn of the event loop."""
        if self._composing is None:
            return
        job, steps = self._composing
        try:
            next(steps)
        except StopIteration as ended:
            self._composing, self._composed = None, (job, ended.value)
        except UserError as error:
            self._composing = None
            self._left_out.append(error.text)
        if self._composing is None or self._cancelled:
            self._go_on()
        else:
            QTimer.singleShot(0, self, self._compose)

    def _draw(self, job: papers.Job, document: Any) -> None:
        manner = self._manner
        rendering = self._renderer.begin(Order(job.paper.key, document, manner.language, manner.digits, manner.colour))
        path = self._folder / job.file_name(manner.language)
        issues = list(job.issue(document))

        def work(_report: jobs.Report) -> list[Issue]:
            files.save(path, press.drawn(rendering))
            return issues

        def failed(error: Exception) -> None:
            self._at_work.remove(issues)
            self._failure = error
            self._go_on()

        self._at_work.append(issues)
        jobs.run(work, self._has_written, failed, owner=self)

    def _has_written(self, issues: list[Issue]) -> None:
        self._at_work.remove(issues)
        self._saved += 1
        self._issues += issues
        self._go_on()

    def _end(self) -> None:
        """Keep the codes of what was written, and say what came out."""
        self._renderer.close()
        sentence, well = self._outcome()
        try:
            self._keep(self._issues)
        except UserError as error:
            sentence, well = f"{sentence} {error.text}", False
        self.ended.emit(sentence, well)
        if self._failure is not None and not isinstance(self._failure, UserError):
            raise self._failure

    def _keep(self, issues: list[Issue]) -> None:
        if self._store is not None:
            codes.keep(self._store, issues)

    def _outcome(self) -> tuple[str, bool]:
        """What is told at the end, and whether that is as it should be."""
        told = plural(self._saved, _("{count} paper is in {folder}."), _("{count} papers are in {folder}."))
        told = told.format(count=shown(self._saved), folder=self._folder)
        if isinstance(self._failure, UserError):
            return f"{self._failure.text} {told}", False
        if self._failure is not None or self._cancelled:
            return _("Stopped.") + " " + told, self._failure is None
        if self._left_out:
            reasons = " ".join(dict.fromkeys(self._left_out[:3]))
            told += " " + _("Not yet possible: {reasons}").format(reasons=reasons)
        return told, self._saved > 0


class SaveAllPart(QWidget):
    """The button, and while papers are being saved the progress with Cancel."""

    asked = Signal()
    cancelled = Signal()
    data_asked = Signal()
    code_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button("save_all", _("Save all…"), "folder", pressed=self.asked.emit)
        self.data_button = Button("save_data", _("All data in a file…"), role="quiet", pressed=self.data_asked.emit)
        self.code_button = Button("ask_code", _("Check a code…"), role="quiet", pressed=self.code_asked.emit)
        self.where = Label("", "small", "save_where")
        self.progress = QProgressBar(self)
        self.progress.setObjectName("save_progress")
        self.progress.setAccessibleName(_("Papers saved"))
        self.progress.setTextVisible(False)
        self.cancel_button = Button("cancel_save", _("Cancel"), "close", pressed=self.cancelled.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 14, 14)
        column.setSpacing(8)
        for part in (self.button, self.where, self.progress, self.cancel_button, self.data_button, self.code_button):
            column.addWidget(part)
        self.show_under_way(0)

    def show_under_way(self, count: int) -> None:
        """Show the progress over so many papers; 0 takes it away."""
        self.progress.setRange(0, max(count, 1))
        self.move_to(0)
        had_keyboard = self.button.hasFocus() or self.cancel_button.hasFocus()
        for part in (self.where, self.progress, self.cancel_button):
            part.setVisible(bool(count))
        self.button.setVisible(not count)
        if had_keyboard:
            (self.cancel_button if count else self.button).setFocus()

    def move_to(self, done: int) -> None:
        """Show that so many papers are made."""
        self.progress.setValue(done)
        total = self.progress.maximum()
        self.where.setText(_("{done} of {total} papers").format(done=shown(done), total=shown(total)))


def _check_room(folder: Path, count: int) -> None:
    needed = count * ROOM_FOR_ONE
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise UserError(files.folder_is_gone(folder)) from error
    if free < needed:
        sentence = _("{folder} has {free} MB free; the papers need about {needed} MB. Choose another place.")
        megabytes = {"free": shown(free // MEGABYTE), "needed": shown(-(-needed // MEGABYTE))}
        raise UserError(sentence.format(folder=folder, **megabytes))
