"""Scoring in the villages: choose the sheet, type how many people gave each step, write down what they said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.models import sheets
from facilitator.models.undo import Change
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.import_file import ImportPanel
from facilitator.ui.pages.meeting_head import MeetingHead
from facilitator.ui.pages.scoring_ballots import BallotsPanel
from facilitator.ui.pages.scoring_move import MovePanel
from facilitator.ui.pages.scoring_places import Places
from facilitator.ui.pages.scoring_sheet import SheetPanel
from facilitator.ui.pages.scoring_words import WordsPanel
from facilitator.ui.widgets.basic import Banner, Button, EmptyState

if TYPE_CHECKING:
    from facilitator.models.sheets import SheetPlace
    from facilitator.ui.context import Context

REST_MS = 150
"""What does not belong to the grid follows once the typing rests this long, never between two keys."""


class CardPage(Page):
    """What scoring and self-assessment share: a choice of sheets, the sheet, the words, the meeting."""

    side = "citizens"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._refresh_places)
        self.places = Places(context, self.side, self)
        self.meeting = MeetingHead(context, self.stage, sides=(self.side,), by_group=self.side == "citizens")
        self.sheet = SheetPanel(context, self)
        self.ballots = BallotsPanel(context, self)
        self.sheet.ballots_asked.connect(self._begin_ballots)
        self.ballots.ended.connect(self._end_ballots)
        self.words = WordsPanel(context, self)
        self.move_panel = MovePanel(context, self.side, self)
        self.twice = Banner("counted_twice", "warning")
        self.empty = self._make_empty()
        self.places.chosen.connect(self._show_place)
        self.places.meeting_asked.connect(self._show_meeting)
        self.sheet.row_changed.connect(self._timer.start)
        self.sheet.grid_left.connect(self._show_words)
        self.move_panel.moved.connect(self.places.show_place)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(
                QKeySequence(keys),
                self,
                partial(self._turn, step),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self._lay_out()

    def parts(self) -> list[QWidget]:
        """The cards of the page from top to bottom."""
        return [
            self.places,
            self.twice,
            self.sheet,
            self.ballots,
            self.places.progress,
            self.words,
            self.meeting,
            self.move_panel,
        ]

    def refresh(self) -> None:
        """Show everything as it is now; the chosen sheet stays chosen."""
        self.places.refresh()
        place = self.places.place()
        if place is not None and not place.criteria(self.context.store):
            place = None
        self.empty.setVisible(place is None)
        if place is None or place != self.sheet.place:
            self._show_place(place)
            return
        self.meeting.refresh()
        self.sheet.refresh()
        self._refresh_rest()

    def focus_first(self) -> None:
        """Into the grid, or onto the button that begins."""
        if self.sheet.place is not None:
            self.sheet.focus_grid()
        else:
            self.begin.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        if not event.spontaneous():  # another page; behind the large faces the voting goes on
            self.ballots.end()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 14, 18)
        column.setSpacing(14)
        column.addWidget(self.empty)
        for part in self.parts():
            column.addWidget(part)
        column.addStretch(1)

    def _make_empty(self) -> EmptyState:
        choose = _("Choose the criteria")
        self.begin = Button("to_criteria", choose, "criteria", "primary", partial(self._go, "criteria"))
        return EmptyState(
            "scoring_empty",
            "scoring",
            _("Nothing to score yet"),
            _("First choose the services, their villages and the criteria that people will score."),
            self.begin,
        )

    def _after_change(self, change: object) -> None:
        """While scores are typed only the grid follows at once."""
        if not self.isVisible():
            return
        if isinstance(change, Change) and change.tables == {"tally"} and self.sheet.place is not None:
            self.sheet.refresh_figures()
            self._timer.start()
        else:
            self.refresh()

    @Slot()
    def _refresh_places(self) -> None:
        self.places.refresh()
        self.sheet.rest()
        self._refresh_rest()

    @Slot(object)
    def _show_place(self, place: SheetPlace | None) -> None:
        self.ballots.end()
        self.sheet.show_sheet(place)
        self.meeting.setVisible(place is not None)
        if place is not None:
            self.meeting.show_place(place.point, place.village or None)
            self.meeting.set_folded(True)
            self.meeting.refresh()
        self._refresh_rest()

    def _refresh_rest(self) -> None:
        """What depends on the sheet: words, moving, people counted twice."""
        place = self.sheet.place
        self.words.show_words(place, self.sheet.criterion())
        self.words.refresh()
        self.move_panel.show_place(place)
        twice = place is not None and sheets.counted_twice(place.card(self.context.store))
        sentence = _("This village has scores of all together and of groups: people may be counted twice.")
        self.twice.say(sentence if twice else "", "warning")

    @Slot()
    def _begin_ballots(self) -> None:
        self.sheet.commit()
        if self.sheet.place is not None and self.ballots.begin(self.sheet.place):
            self.sheet.hide()

    @Slot()
    def _end_ballots(self) -> None:
        self.sheet.setVisible(self.sheet.place is not None)
        self.sheet.refresh()
        self.sheet.focus_grid()

    @Slot()
    def _show_words(self) -> None:
        self.words.show_words(self.sheet.place, self.sheet.criterion())

    @Slot()
    def _show_meeting(self) -> None:
        self.meeting.set_folded(False)
        self.meeting.refresh()
        QTimer.singleShot(0, self, self.meeting.focus_first)

    def _turn(self, step: int) -> None:
        self.sheet.commit()
        self.places.turn(step)

    def _go(self, stage: str) -> None:
        self.context.wanted.emit(stage)


class ScoringPage(CardPage):
    """Citizens' scores by village and group, typed or taken from a file."""

    stage = "scoring"

    def parts(self) -> list[QWidget]:
        """As for both sides, with the import from a file at the end."""
        return [*super().parts(), ImportPanel(self.context, self)]
