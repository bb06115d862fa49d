"""The history of changes: of the whole cycle or of one record, to read, to search, to save as a paper."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from facilitator import files
from facilitator.errors import UserError
from facilitator.i18n import _, screen_language, shown
from facilitator.models import codes, telling
from facilitator.models.differing import OTHER, PARTS
from facilitator.models.history_words import TABLES
from facilitator.text import breakable, search_key
from facilitator.ui import jobs
from facilitator.ui.pages.base import AsidePage
from facilitator.ui.tables.changes import ChangesTable
from facilitator.ui.tables.fitted import FittedView
from facilitator.ui.widgets.basic import Banner, Button, EmptyState, Heading, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.flow import Flow
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.export.documents.history import History
    from facilitator.models.history import HistoryEntry
    from facilitator.models.records import Record
    from facilitator.ui.context import Context

ALL = "-"
CORRECTIONS = "corrections"
AT_FIRST = 150
"""So many changes are shown; a button brings as many more."""


class HistoryPage(AsidePage):
    """Who changed what, when and why, newest first; filtered by a word, by who, by part of the work or corrections."""

    stage = "history"

    def __init__(self, context: Context, record: Record | None = None, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._record = record
        self._teller = telling.Teller(context.store, screen_language())
        self._found: list[tuple[HistoryEntry, telling.Told]] = []
        self._most = AT_FIRST
        self._steps: Generator[None, None, History] | None = None
        self._document: History | None = None
        self._whole = False
        self._target = Path()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._compose)
        self._build()
        self._lay_out()

    def refresh(self) -> None:
        """Read the history anew; after a change too."""
        entries = telling.entries_of(self.context.store, self.context.cycle, self._record)
        self._found = list(zip(entries, self._teller.tell(entries), strict=True))
        self._offer_people()
        self._show()

    def focus_first(self) -> None:
        """The keyboard starts where a word is typed to look for."""
        self.word.setFocus()

    # -- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.back = Button("history_back", _("Back"), "page-previous", pressed=self.left.emit)
        self.title = Heading(_("History of changes"), level=2, name="history_title")
        self.about = Label("", "muted", "history_about")
        self._name_record()
        self.word = LineText("history_word", _("Look for a word"), _("Look for a word"))
        self.word.textEdited.connect(self._chosen)
        self.who: Choice | None = None
        parts = [(ALL, _("Everything")), (CORRECTIONS, _("Only corrections with a reason"))]
        parts += [(name, _(name)) for name in (*PARTS, OTHER)]
        self.part = Choice("history_part", _("What"), parts, buttons=False)
        self.part.set_value(ALL)
        self.part.committed.connect(self._chosen)
        self.table = ChangesTable()
        self.view = FittedView("history_table", _("Changes, newest first"), self)
        self.table.setParent(self.view)
        self.view.setModel(self.table)
        self.view.set_widths(140, 150, 0, 200)
        self.empty = EmptyState("history_empty", "history", _("Nothing found"), _("No change fits what you chose."))
        self.more = Button("history_more", _("Show older changes"), "expand", pressed=self._show_more)
        self.count = Label("", "small", "history_count")
        self.save = Button("history_save", _("Save as PDF…"), "paper", pressed=self._ask)
        self.code = Button("history_code", _("Check the code of a paper…"), "search", pressed=self._check_code)
        self.remark = Banner("history_remark")

    def _name_record(self) -> None:
        if self._record is None:
            self.about.setText(_("Everything that was changed in this round. Of votes only that they changed."))
            return
        kind = _(TABLES.get(self._record.table, self._record.table))
        name = self._teller.name(self._record)
        self.about.setText(breakable(f"{kind}: {name}" if name else kind))

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addLayout(names, 1)
        self._filters = QHBoxLayout()
        self._filters.setSpacing(10)
        self._filters.addWidget(self.word, 2)
        self._filters.addWidget(self.part, 2)
        below = Flow(spacing=10)
        for part in (self.save, self.code, self.more):
            below.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._filters)
        column.addWidget(self.remark)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        column.addWidget(self.count)
        column.addLayout(below)

    def _offer_people(self) -> None:
        """A choice among those who changed something; made once."""
        if self.who is not None:
            return
        names = sorted({told.who for _entry, told in self._found if told.who})
        offered = [(ALL, _("Everybody")), *((name, name) for name in names)]
        self.who = Choice("history_who", _("Changed by"), offered, buttons=False)
        self.who.set_value(ALL)
        self.who.committed.connect(self._chosen)
        self._filters.insertWidget(1, self.who, 2)

    # -- filtering --------------------------------------------------------------------------------------------------

    def shown_entries(self) -> list[HistoryEntry]:
        """The entries that fit what is chosen."""
        return [entry for entry, told in self._found if self._fits(told)]

    def _fits(self, told: telling.Told) -> bool:
        who = self.who.value() if self.who is not None else ALL
        part = self.part.value()
        if (who != ALL and told.who != who) or (part == CORRECTIONS and not told.reason):
            return False
        if part not in (ALL, CORRECTIONS) and part not in told.parts:
            return False
        word = search_key(self.word.text())
        return not word or word in search_key(" ".join(_texts(told)))

    def _show(self) -> None:
        fitting = [told for _entry, told in self._found if self._fits(told)]
        self.table.show_rows(fitting[: self._most])
        self.view.fit()
        self.view.setVisible(bool(fitting))
        self.empty.setVisible(not fitting)
        self.save.setEnabled(bool(fitting))
        self.more.setVisible(len(fitting) > self._most)
        told = _("{shown} of {all} changes").format(shown=shown(min(len(fitting), self._most)), all=shown(len(fitting)))
        self.count.setText(told if fitting else "")

    @Slot()
    def _chosen(self, _value: object = None) -> None:
        self._most = AT_FIRST
        self._show()

    def _show_more(self) -> None:
        self._most += AT_FIRST
        self._show()

    # -- on paper ---------------------------------------------------------------------------------------------------

    def _check_code(self) -> None:
        self.context.code_wanted.emit()

    def _ask(self) -> None:
        cycle = self.context.cycle
        name = f"history_{cycle.commune_code}_{cycle.year}-{cycle.round}_{screen_language()}_meeting.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(
            self.window(), _("Save as PDF"), str(Path.home() / name), "PDF (*.pdf)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write what is shown, with what was before and after, as a paper; what goes wrong is said in the page."""
        from facilitator.export.compose import history
        from facilitator.export.documents.common import Text

        self._target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        store, chosen = self.context.store, self.shown_entries()
        self._whole = self._record is None and len(chosen) == len(self._found)
        names = (telling.Teller(store, each).name(self._record) for each in ("km", "en")) if self._record else ()
        self._steps = history.compose(store, self.context.cycle, chosen, public=False, about=Text(*names))
        self.save.setEnabled(False)
        self._timer.start()

    @Slot()
    def _compose(self) -> None:
        """Some of the changes with each turn of the event loop; then the paper is made in a worker."""
        from facilitator.export import papers

        assert self._steps is not None
        try:
            next(self._steps)
        except StopIteration as ended:
            self._document = document = ended.value
            kind, target, language, whole = papers.paper("history"), self._target, screen_language(), self._whole

            def work(_report: jobs.Report) -> None:
                files.save(target, papers.render(kind, document, language, with_code=whole))

            jobs.run(work, self._saved, self._not_saved, owner=self)
        except UserError as error:
            self._not_saved(error)
        else:
            self._timer.start()

    def _saved(self, _nothing: object) -> None:
        self.save.setEnabled(True)
        try:
            if self._whole:
                self._keep_code()
        except UserError as error:
            self.remark.say(error.text, "error")
            return
        self.remark.say(_("Saved: {file}").format(file=self._target), "ok")

    def _keep_code(self) -> None:
        """Of an extract there is none: it could not be composed again."""
        from facilitator.export import papers

        store, cycle = self.context.store, self.context.cycle
        codes.keep(store, papers.Job(store, cycle, papers.paper("history"), "meeting").issue(self._document))

    def _not_saved(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.remark.say(error.text, "error")


def _texts(told: telling.Told) -> list[str]:
    lines = [text for line in told.lines for text in (line.subject, line.field, line.before, line.after)]
    return [told.label, told.reason, told.who, *lines]
