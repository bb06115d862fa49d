"""The health of the data, copies on memory sticks, and the way back to an earlier state."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, format_date, khmer_digits, screen_language, shown
from facilitator.ui.pages.backups_copy import CopyCard
from facilitator.ui.pages.backups_restore import RestoreCard
from facilitator.ui.pages.import_lines import ImportLines
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading
from facilitator.ui.widgets.scroll import ScrollColumn

if TYPE_CHECKING:
    from facilitator.models.backup import Backup
    from facilitator.models.health import Health
    from facilitator.ui.database import Database


LAID_OUT_MS = 60
"""By then the lines of a preview have their height."""


class BackupsPage(ScrollColumn):
    """`restore_wanted` carries the backup that shall take the place of the database, `left` goes back."""

    restore_wanted = Signal(object)
    left = Signal()

    def __init__(self, database: Database, parent: QWidget | None = None) -> None:
        super().__init__("page_backups", parent)
        self._database = database
        self.banner = Banner("backups_banner")
        self.facts = ImportLines()
        self._back = Button("backups_back", _("Back"), "page-previous", "plain", self.left.emit)
        again = Button("backups_check", _("Check again"), "search", "plain", self._check)
        health = Card(_("How the data are"), "backups_health")
        health.add(self.banner, self.facts)
        sentence = _("I looked: it is right as it is")
        self._accept = Button("backups_accept", sentence, "check", "plain", self._accept_as_it_is)
        health.add_row(again, self._accept, self._back)
        self.copies = CopyCard(database)
        self.restoring = RestoreCard(database)
        self.copies.made.connect(self._copied)
        self.restoring.restore_wanted.connect(self.restore_wanted)
        for card in (health, self.copies):
            card.body.addStretch(1)
        self.restoring.previewed.connect(self._come_into_view)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(health, 1)
        row.addWidget(self.copies, 1)
        self.add(Heading(_("Backups")), beside, self.restoring)
        database.examined.connect(self._show)
        self._show(database.health)
        if not database.is_damaged:
            database.load()

    def focus_first(self) -> None:
        """Put the keyboard on the likeliest wish."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Show what could not be done."""
        self.banner.say(sentence, "error")

    def show_newest(self) -> None:
        """Show what the newest good backup would change."""
        self.restoring.show_newest()

    @Slot()
    def _come_into_view(self) -> None:
        """The button that goes back stands at the end of what was added just now."""
        bar = self.verticalScrollBar()
        QTimer.singleShot(LAID_OUT_MS, bar, lambda: bar.setValue(bar.maximum()))

    @Slot()
    def _copied(self) -> None:
        self.restoring.refresh()
        self._database.examine()

    def _check(self) -> None:
        if self._database.store is not None:
            self.banner.say(_("The data are being checked…"), "note")
            self._database.examine()

    def _accept_as_it_is(self) -> None:
        """Without a backup to go back to, somebody who looked may say that the records are right."""
        store, health = self._database.store, self._database.health
        if store is None or health is None:
            return
        try:
            store.accept_as_it_is([each["table"] for each in health.facts["altered"]])
        except UserError as error:
            self.say(error.text)
            return
        self._database.examine()

    @Slot(object)
    def _show(self, health: Health | None) -> None:
        self.facts.clear()
        self._accept.setVisible(health is not None and [each.code for each in health.problems] == ["altered"])
        if health is None:
            self.banner.say(*_not_examined(self._database))
            return
        self.restoring.refresh()
        if health.problems:
            self.banner.say(health.problems[0].text, "error")
        elif health.remarks:
            self.banner.say(health.remarks[0].text, "warning")
        else:
            self.banner.say(_("The data are as they were stored, and a backup is kept."), "ok")
        self.facts.add_some([each.text for each in health.problems[1:]], "error")
        self.facts.add_some([each.text for each in health.remarks[0 if health.problems else 1 :]], "warning")
        for line in _facts(health):
            self.facts.add(line)


def put_back(chosen: Backup, path: Path) -> tuple[str, str]:
    """Restore a closed database; gives the sentence about it and its kind."""
    from facilitator.models import recovery

    try:
        done = recovery.restore(chosen, path)
    except UserError as error:
        return error.text, "error"
    if done.kept is None:
        return _("This is the backup of {when}.").format(when=when(chosen.at)), "ok"
    sentence = (
        _("This is the backup of {when}. The damaged file is kept: {file}")
        if done.was_damaged
        else _("This is the backup of {when}. What was there before is kept: {file}")
    )
    return sentence.format(when=when(chosen.at), file=done.kept), "warning" if done.was_damaged else "ok"


def when(at: str) -> str:
    """Day and time of a backup by the clock of this laptop."""
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC).astimezone()
    time = f"{moment:%H:%M}"
    language = screen_language()
    return f"{format_date(moment.date(), language)} {khmer_digits(time) if language == 'km' else time}"


def _not_examined(database: Database) -> tuple[str, str]:
    if database.is_damaged:
        return _("The database cannot be opened. Choose a backup below; the damaged file is kept."), "error"
    return _("The data will be checked in a moment."), "note"


def _facts(health: Health) -> list[str]:
    verified, copy = health.facts["verified_backup"], health.facts["newest_copy"]
    lines = []
    if verified is not None:
        sentence = _("Newest verified backup: number {number}, of {when}. {n} are kept.")
        number, n = shown(verified["number"]), shown(health.facts["backups"])
        lines.append(sentence.format(number=number, when=when(verified["at"]), n=n))
    if copy is not None:
        lines.append(_("Newest copy outside this laptop: {when}.").format(when=when(copy["at"])))
    free = shown(health.facts["free_bytes"] // 1024**3)
    lines.append(_("Free on this disk: {free} GB.").format(free=free))
    return lines
