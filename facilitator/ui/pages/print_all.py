"""Saving all papers of a cycle: composed one by one here, rendered and written in a worker."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from facilitator import files
from facilitator.errors import UserError
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
    """One run over all papers. `moved(done)` counts; `ended(sentence, well)` says at the end what came out."""

    moved = Signal(int)
    ended = Signal(str, bool)

    def __init__(self, found: list[papers.Job], folder: Path, manner: Manner, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = list(found)
        self.count = len(found)
        self._folder = folder
        self._manner = manner
        self._job: papers.Job | None = None
        self._steps: Generator[None, None, Any] | None = None
        self._saved = 0
        self._issues: list[Issue] = []
        self._written_issues: list[Issue] = []
        self._left_out: list[str] = []
        self._cancelled = False

    def start(self) -> None:
        """Begin with the first paper; the window goes on in between. Raises UserError when there is too little room."""
        _check_room(self._folder, self.count)
        QTimer.singleShot(0, self, self._next)

    def cancel(self) -> None:
        """Stop before the next paper: what is being written is written to its end."""
        self._cancelled = True

    @Slot()
    def _next(self) -> None:
        self.moved.emit(self.count - len(self._waiting))
        if self._cancelled:
            self._end(_("Stopped.") + " " + self._told(), True)
        elif not self._waiting:
            self._finish()
        else:
            self._job = self._waiting.pop(0)
            self._steps = self._job.steps()
            self._compose()

    @Slot()
    def _compose(self) -> None:
        """One step with each turn of the event loop; then the paper is written."""
        assert self._job is not None
        assert self._steps is not None
        try:
            next(self._steps)
        except StopIteration as ended:
            order = press.Order(self._job.paper, ended.value, self._manner)
            self._issues = list(self._job.issue(ended.value))
            work = _writing(order, self._folder, self._job.file_name(self._manner.language))
            jobs.run(work, self._written, self._failed, owner=self)
        except UserError as error:
            self._left_out.append(error.text)
            QTimer.singleShot(0, self, self._next)
        else:
            QTimer.singleShot(0, self, self._compose)

    def _written(self, _nothing: object) -> None:
        self._saved += 1
        self._written_issues += self._issues
        self._next()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._end(_("Stopped.") + " " + self._told(), False)
            raise error
        self._end(f"{error.text} {self._told()}", False)

    def _finish(self) -> None:
        sentence = self._told()
        if self._left_out:
            reasons = " ".join(dict.fromkeys(self._left_out[:3]))
            sentence += " " + _("Not yet possible: {reasons}").format(reasons=reasons)
        self._end(sentence, self._saved > 0)

    def _end(self, sentence: str, well: bool) -> None:
        """Keep the codes of what was written, and say what came out."""
        try:
            if self._job is not None:
                codes.keep(self._job.store, self._written_issues)
        except UserError as error:
            sentence, well = f"{sentence} {error.text}", False
        self.ended.emit(sentence, well)

    def _told(self) -> str:
        sentence = plural(self._saved, _("{count} paper is in {folder}."), _("{count} papers are in {folder}."))
        return sentence.format(count=shown(self._saved), folder=self._folder)


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


def _writing(order: press.Order, folder: Path, name: str) -> Callable[[jobs.Report], None]:
    def work(_report: jobs.Report) -> None:
        content = press.render(order)
        files.save(folder / name, content)

    return work
