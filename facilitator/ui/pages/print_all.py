"""Saving all papers of a cycle: composed one by one here, rendered and written in a worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from facilitator import files
from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.i18n import _
from facilitator.ui import jobs


class SaveAll(QObject):
    """One run over all papers. `moved(done)` counts; `ended(sentence, well)` says at the end what came out."""

    moved = Signal(int)
    ended = Signal(str, bool)

    def __init__(self, found: list[papers.Job], folder: Path, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = list(found)
        self._count = len(found)
        self._folder = folder
        self._language = language
        self._saved = 0
        self._left_out: list[str] = []
        self._cancelled = False

    def start(self) -> None:
        """Begin with the first paper; the window goes on in between."""
        QTimer.singleShot(0, self._next)

    def cancel(self) -> None:
        """Stop before the next paper."""
        self._cancelled = True

    @Slot()
    def _next(self) -> None:
        self.moved.emit(self._count - len(self._waiting))
        if self._cancelled:
            self.ended.emit(_("Stopped. {count} papers are in {folder}.").format(**self._facts()), True)
        elif not self._waiting:
            self._finish()
        else:
            self._save(self._waiting.pop(0))

    def _save(self, job: papers.Job) -> None:
        try:
            document = job.document()
        except UserError as error:
            self._left_out.append(error.text)
            QTimer.singleShot(0, self._next)
            return
        target = self._folder / job.file_name(self._language)
        work = _writing(job.paper, document, self._language, target)
        jobs.run(work, self._written, self._failed, owner=self)

    def _written(self, _nothing: object) -> None:
        self._saved += 1
        self._next()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.ended.emit(_("Stopped. {count} papers are in {folder}.").format(**self._facts()), False)
            raise error
        self.ended.emit(error.text, False)

    def _finish(self) -> None:
        sentence = _("{count} papers are in {folder}.").format(**self._facts())
        if self._left_out:
            reasons = " ".join(dict.fromkeys(self._left_out[:3]))
            sentence += " " + _("Not yet possible: {reasons}").format(reasons=reasons)
        self.ended.emit(sentence, self._saved > 0)

    def _facts(self) -> dict[str, object]:
        return {"count": self._saved, "folder": self._folder}


def _writing(kind: papers.PaperKind, document: Any, language: str, target: Path) -> Callable[[jobs.Report], None]:
    def work(_report: jobs.Report) -> None:
        files.safe_write(target, papers.render(kind, document, language))

    return work
