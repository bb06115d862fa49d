"""When and where the meetings will be: the usual ones in one step, others one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import preparing
from facilitator.models.cycle import ServicePoint
from facilitator.models.place import Village
from facilitator.models.stages import STAGE_NAMES
from facilitator.ui.pages.rows import Section, beside
from facilitator.ui.tables.grid_view import GridView
from facilitator.ui.tables.plan import PlanTable
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field

if TYPE_CHECKING:
    from facilitator.ui.context import Context

MEETING_STAGES = ("information", "criteria", "scoring", "self_assessment", "interface", "follow_up")
ALL = ""
"""The choice of all services, or of no village in particular."""


class PlanSection(Section):
    """The table of all meetings, and a line that adds one more."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.table = PlanTable(context)
        self.grid = GridView("plan_table", _("Plan of the meetings"), self.table)
        self.grid.set_widths(176, 0, 140, 230, fit_height=True)
        self.remark = Remark("plan_remark")
        self.table.remark.connect(self._say)
        QShortcut(QKeySequence("Ctrl+Delete"), self.grid, self._remove, context=Qt.ShortcutContext.WidgetShortcut)
        self._empty = EmptyState(
            "plan_empty",
            "calendar",
            _("No meeting planned yet"),
            _("“The usual meetings” makes a line for each service and village; you then type days and places."),
        )
        self.remove_button = Button("plan_remove", _("Remove the meeting of this line"), "delete", pressed=self._remove)
        self.card = Card(name="plan_card")
        self.card.add(self._empty, self.grid, self.remark)
        self.card.add_row(
            Button("plan_usual", _("The usual meetings"), "calendar", pressed=self._plan_usual),
            self.remove_button,
        )
        self.card.add(Label(_("A date is typed as 12/3/2026 or in Khmer digits; Enter goes on to the place."), "small"))
        self._add_card = Card(_("One more meeting"), "plan_add_card")
        self._choices: QWidget | None = None
        self._offered: object = None
        self.column.addWidget(self.card)
        self.column.addWidget(self._add_card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the plan, and what can be added."""
        self.table.refresh()
        self.grid.fit()
        some = self.table.rowCount() > 0
        self.grid.setVisible(some)
        self.remove_button.setVisible(some)
        self._empty.setVisible(not some)
        self._offer()

    def focus_first(self) -> None:
        """Put the keyboard into the first date."""
        if self.table.rowCount():
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().focus_first()

    # -- adding -----------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Make the choices of service and village anew when these have changed."""
        cycle, language = self.context.cycle, screen_language()
        services = [
            (ALL, _("all services")),
            *((str(point.id), point.name(language)) for point in cycle.service_points),
        ]
        villages = [(ALL, _("no village")), *((each.code, each.name(screen_language())) for each in cycle.villages())]
        if (services, villages) == self._offered:
            return
        self._offered = (services, villages)
        if self._choices is not None:
            self._choices.hide()
            self._choices.deleteLater()
        stages = [(key, _(STAGE_NAMES[key])) for key in MEETING_STAGES]
        self.stage = Choice("plan_stage", _("Stage"), stages, buttons=False)
        self.service = Choice("plan_service", _("Service"), services, buttons=False)
        self.village = Choice("plan_village", _("Village"), villages, buttons=False)
        for choice, first in ((self.stage, MEETING_STAGES[0]), (self.service, ALL), (self.village, ALL)):
            choice.set_value(first)
        self._choices = beside(
            Field(_("Stage"), self.stage), Field(_("Service"), self.service), Field(_("Village"), self.village)
        )
        self._add_card.add(self._choices)
        self._add_card.add_row(Button("plan_add", _("Add"), "add", pressed=self._add, parent=self._choices))

    def _add(self) -> None:
        service, village = self.service.value() or ALL, self.village.value() or ALL
        store = self.context.store
        point = store.get(ServicePoint, int(service)) if service else None
        place = store.get(Village, village) if village else None
        with self.context.gesture(_("Meeting planned"), say=self.remark.say):
            preparing.add_meeting(self.context.cycle, self.stage.value() or MEETING_STAGES[0], point, place)

    def _plan_usual(self) -> None:
        with self.context.gesture(_("The usual meetings"), say=self.remark.say):
            preparing.plan_meetings(self.context.cycle)

    # -- the table --------------------------------------------------------------------------------------------------

    def _remove(self) -> None:
        row = self.grid.currentIndex().row()
        if row < 0:
            self.remark.say(_("Choose a line of the table first."), "note")
            return
        with self.context.gesture(_("Meeting removed"), say=self.remark.say):
            preparing.remove_meeting(self.table.meeting(row))

    @Slot(QModelIndex, str)
    def _say(self, _index: QModelIndex, sentence: str) -> None:
        self.remark.say(sentence)
