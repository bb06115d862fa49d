"""Printing: choose a paper, see the very pages that are saved or printed, save one or all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from facilitator import files
from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.i18n import _, screen_language
from facilitator.ui import jobs, printing, theme
from facilitator.ui.context import Context
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.print_all import SaveAll
from facilitator.ui.widgets.basic import Banner, Button, Card
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.flow import Flow
from facilitator.ui.widgets.preview import Preview

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint

ROOM_FOR_TWO = 700
"""Pixels of width from which the preview stands beside the choices."""

LANGUAGE_NAMES = {"km": "ខ្មែរ", "en": "English", "km-en": "ខ្មែរ + English"}
BOOKLETS_TO_FOLD = ("citizens-budget-imposed",)


class PrintPage(Page):
    """The choices on the left, the preview on the right; the preview's bytes are what is saved and printed."""

    stage = "print"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._job: jobs.Job | None = None
        self._saving: SaveAll | None = None
        self._file_name = ""
        self._build_choices()
        self._build_actions()
        self.preview = Preview("preview", _("Preview of the paper"), self)
        self._lay_out()

    def refresh(self) -> None:
        """Offer the service points and villages of today, and draw the chosen paper anew."""
        self._offer_places()
        self._draw()

    def focus_first(self) -> None:
        """The keyboard starts at the list of papers."""
        self.paper.setFocus()

    # -- building -------------------------------------------------------------------------------------------------

    def _build_choices(self) -> None:
        kinds = [(kind.key, _(kind.title)) for kind in papers.PAPERS]
        self.paper = Choice("paper", _("Paper"), kinds, buttons=False)
        self.paper.set_value(kinds[0][0])
        self.language = Choice("paper_language", _("Language of the paper"), list(LANGUAGE_NAMES.items()))
        self.language.set_value("km")
        self.copy = Choice(
            "paper_copy", _("Copy"), [("public", _("For everybody")), ("meeting", _("Only for the meeting"))]
        )
        self.copy.set_value("public")
        self.point: Choice | None = None
        self.village: Choice | None = None
        for choice in (self.paper, self.language, self.copy):
            choice.committed.connect(self._chosen)

    def _build_actions(self) -> None:
        self.remark = Banner("print_remark")
        self.print_button = Button("print_paper", _("Print…"), "print", "primary", self.print_paper)
        self.save_button = Button("save_paper", _("Save as PDF…"), "paper", pressed=self.save_paper)
        self.save_all_button = Button("save_all", _("Save all papers…"), "folder", pressed=self.save_all)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("save_progress")
        self.progress.setAccessibleName(_("Papers saved"))
        self.progress.hide()
        self.cancel_button = Button("cancel_save", _("Cancel"), "close", pressed=self.cancel_saving)
        self.cancel_button.hide()

    def _lay_out(self) -> None:
        self._places = QVBoxLayout()
        card = Card(_("What to print"))
        card.add(Field(_("Paper"), self.paper))
        card.body.addLayout(self._places)
        card.add(Field(_("Language of the paper"), self.language))
        hint = _("The copy for everybody hides groups that are so small that a vote could be guessed.")
        card.add(Field(_("Copy"), self.copy, hint))
        card.add(self.save_all_button)
        card.add(self.progress, self.cancel_button)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(22, 14, 22, 18)
        self._row.setSpacing(18)
        self._row.addWidget(left, 2)
        right = QVBoxLayout()
        right.setSpacing(8)
        actions = Flow(spacing=12)
        actions.addWidget(self.print_button)
        actions.addWidget(self.save_button)
        right.addLayout(actions)
        right.addWidget(self.remark)
        right.addWidget(self.preview, 1)
        self._row.addLayout(right, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(ROOM_FOR_TWO)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _offer_places(self) -> None:
        """Lists of the service points and villages; rebuilt because services may have come or gone."""
        kind = papers.paper(self.paper.value() or "")
        chosen_point = self.point.value() if self.point is not None else None
        chosen_village = self.village.value() if self.village is not None else None
        self._clear_places()
        points = self.context.cycle.service_points
        if kind.scope == "cycle" or not points:
            return
        names = [(point.key, point.name(screen_language())) for point in points]
        self.point = self._add_place("paper_service", _("Service"), names, chosen_point)
        point = self._point()
        if kind.scope == "village" and point is not None and point.villages:
            km = screen_language() == "km"
            options = [(village.code, village.name_km if km else village.name_en) for village in point.villages]
            self.village = self._add_place("paper_village", _("Village"), options, chosen_village)

    def _add_place(self, name: str, label: str, options: list[tuple[str, str]], chosen: str | None) -> Choice:
        choice = Choice(name, label, options, buttons=False)
        keys = [key for key, _text in options]
        choice.set_value(chosen if chosen in keys else keys[0])
        choice.committed.connect(self._chosen)
        self._places.addWidget(Field(label, choice))
        return choice

    def _clear_places(self) -> None:
        self.point = self.village = None
        while (item := self._places.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _point(self) -> ServicePoint | None:
        key = self.point.value() if self.point is not None else None
        return next((point for point in self.context.cycle.service_points if point.key == key), None)

    # -- the preview ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self.preview.page = 0
        had_keyboard = self.focusWidget().objectName() if self.focusWidget() is not None else ""
        self.refresh()
        again = self.findChild(QWidget, had_keyboard) if had_keyboard else None
        if again is not None:
            again.setFocus()

    def _print_job(self) -> papers.Job:
        cycle = self.context.cycle
        kind = papers.paper(self.paper.value() or "")
        point = self._point()
        code = self.village.value() if self.village is not None else None
        village = next((found for found in point.villages if found.code == code), None) if point is not None else None
        if kind.scope != "cycle" and point is None:
            raise UserError(_("Choose the services to score first (stage “Prepare”)."))
        return papers.Job(self.context.store, cycle, kind, self.copy.value() or "public", point, village)

    def _draw(self) -> None:
        """Compose here (milliseconds), render in a worker; an older rendering under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        language = self.language.value() or "km"
        try:
            job = self._print_job()
            document = job.document()
        except UserError as error:
            self._not_printable(error.text)
            return
        self._file_name = job.file_name(language)
        kind = job.paper
        self._job = jobs.run(
            lambda _report: papers.render(kind, document, language), self._drawn, self._failed, owner=self
        )

    def _drawn(self, content: bytes) -> None:
        self._job = None
        self.preview.show_pdf(content)
        self._allow(True)

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, UserError):
            raise error
        self._not_printable(error.text)

    def _not_printable(self, sentence: str) -> None:
        self.preview.say(sentence)
        self._allow(False)

    def _allow(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    # -- what the buttons do --------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """To the printer, through the system's dialog."""
        fold = self.paper.value() in BOOKLETS_TO_FOLD
        if fold:
            self.remark.say(_("Print on both sides and turn over the short edge; then fold the sheets once."), "note")
        try:
            if printing.print_pdf(self.preview.content, self._file_name, self.window(), fold=fold):
                self.remark.say(_("Sent to the printer: {file}").format(file=self._file_name), "ok")
        except UserError as error:
            self.remark.say(error.text, "error")

    def save_paper(self) -> None:
        """Save the preview's bytes where the person says."""
        wanted = str(Path.home() / self._file_name)
        chosen, _filter = QFileDialog.getSaveFileName(self.window(), _("Save as PDF"), wanted, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the preview's bytes into a file; what goes wrong is said in the page."""
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            files.safe_write(path, self.preview.content)
        except UserError as error:
            self.remark.say(error.text, "error")
        else:
            self.remark.say(_("Saved: {file}").format(file=path), "ok")

    def save_all(self) -> None:
        """Save every paper that can be printed into a folder the person chooses."""
        folder = QFileDialog.getExistingDirectory(self.window(), _("Folder for the papers"), str(Path.home()))
        if folder:
            self.save_all_to(Path(folder))

    def save_all_to(self, folder: Path) -> None:
        """Start saving all papers; progress and Cancel appear below the buttons."""
        copy, language = self.copy.value() or "public", self.language.value() or "km"
        found = list(papers.jobs(self.context.store, self.context.cycle, copy=copy))
        self._saving = SaveAll(found, folder, language, self)
        self.progress.setRange(0, len(found))
        self._saving.moved.connect(self.progress.setValue)
        self._saving.ended.connect(self._saved_all)
        self._show_saving(True)
        self._saving.start()

    @Slot()
    def cancel_saving(self) -> None:
        """Stop after the paper that is being written."""
        if self._saving is not None:
            self._saving.cancel()

    @Slot(str, bool)
    def _saved_all(self, sentence: str, well: bool) -> None:
        self._saving = None
        self._show_saving(False)
        self.remark.say(sentence, "ok" if well else "error")

    def _show_saving(self, under_way: bool) -> None:
        self.progress.setVisible(under_way)
        self.cancel_button.setVisible(under_way)
        self.save_all_button.setEnabled(not under_way)
