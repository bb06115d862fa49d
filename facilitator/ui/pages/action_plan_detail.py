"""The chosen activity in full: its words, who does it, where it stands in the programme, what it answers, its money."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import planning
from facilitator.models.action import Action
from facilitator.models.cycle import ServicePoint
from facilitator.models.plan_names import SECTOR_NAMES, options
from facilitator.models.records import Record
from facilitator.text import breakable
from facilitator.ui.pages.action_plan_criteria import AnswersCard
from facilitator.ui.pages.action_plan_money import MoneyRows
from facilitator.ui.pages.history_button import HistoryButton
from facilitator.ui.pages.meeting_parts import bare, let_go
from facilitator.ui.pages.rows import show_value
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.widgets.basic import Card, Heading
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.plain_number import PlainNumber
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NONE = ""
"""The choice of no service, or of no sector."""


class ActionDetail(QWidget):
    """Follows the cursor of the table."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._key: uuid.UUID | None = None
        self._offered: list[tuple[str, str]] = []
        self.title = Heading("", 2, "action_title")
        self.words = LongText("action_words", _("Activity"))
        self.words_en = LongText("action_words_en", _("Activity in English"))
        self.start = DateField("action_start", _("Start"))
        self.end = DateField("action_end", _("End"))
        self.responsible = LineText("action_responsible", _("Responsible person"))
        self.role = LineText("action_role", _("Role"))
        self.service: Choice | None = None
        self.sector = Choice("action_sector", _("Sector"), [(NONE, _("none")), *options(SECTOR_NAMES)], buttons=False)
        self.cip_number = LineText("action_cip_number", _("Number in the investment programme"))
        self.cip_year = PlainNumber("action_cip_year", _("Year of the programme"))
        self.answers = AnswersCard(context)
        self.money = MoneyRows(context, "contribution")
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(name="action_card")
        self.start_field = Field(_("Start"), self.start).stores(self._set_start)
        self.end_field = Field(_("End"), self.end).stores(self._set_end)
        self._service_place = bare("action_service_place")
        card.add(self.title)
        card.add_columns(
            self._field(_("Activity"), self.words, partial(_set_attribute, "activity")),
            self._field(_("Activity in English"), self.words_en, partial(_set_attribute, "activity_en")),
        )
        card.add_columns(self.start_field, self.end_field)
        card.add_columns(
            self._line(_("Responsible person"), self.responsible, "responsible"),
            self._line(_("Role"), self.role, "role"),
        )
        card.add(self._service_place)
        card.add_columns(
            self._line(_("Sector"), self.sector, "sector"),
            self._line(_("Number in the investment programme"), self.cip_number, "cip_number"),
            self._field(_("Year of the programme"), self.cip_year, partial(_set_attribute, "cip_year")),
        )
        card.add_row(HistoryButton("action_history", self.context, self._record))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (card, self.answers, self.money):
            column.addWidget(part)

    def _record(self) -> Record | None:
        return Record("action", str(self._key)) if self._key is not None else None

    def show_action(self, action: Action | None) -> None:
        """Show this activity; what was being typed about another one is stored first."""
        if action is None or action.id != self._key:
            self.words.commit()
            self.words_en.commit()
        self._key = action.id if action is not None else None
        if action is None:
            return
        self._offer()
        self.title.setText(f"{shown_number(action)}  {breakable(action.words(screen_language()))}")
        shown: tuple[tuple[QWidget, object], ...] = (
            (self.words, action.activity),
            (self.words_en, action.activity_en),
            (self.start, action.start),
            (self.end, action.end),
            (self.responsible, action.responsible),
            (self.role, action.role),
            (self.sector, action.sector),
            (self.cip_number, action.cip_number),
            (self.cip_year, action.cip_year),
        )
        for editor, value in shown:
            show_value(editor, value)
        assert self.service is not None
        self.service.set_value(str(action.service_point_id) if action.service_point_id is not None else NONE)
        self.answers.show_action(action)
        self.money.show_action(action)

    def _offer(self) -> None:
        language = screen_language()
        points = [(str(point.id), point.name(language)) for point in self.context.cycle.service_points]
        if points == self._offered and self.service is not None:
            return
        self._offered = points
        let_go(self._service_place)
        label = _("Stands under the heading of")
        self.service = Choice("action_service", label, [(NONE, _("no service")), *points], buttons=False)
        self._service_place.add(self._field(label, self.service, self._set_service))

    # -- changes ----------------------------------------------------------------------------------------------------

    def _field(self, label: str, editor: QWidget, change: Callable[[Action, object], object]) -> Field:
        field = Field(label, editor)
        return field.stores(partial(self._store, field, label, change))

    def _line(self, label: str, editor: QWidget, column: str) -> Field:
        return self._field(label, editor, partial(_set_line, column))

    def _store(self, field: Field, label: str, change: Callable[[Action, object], object], value: object) -> None:
        action = self.context.store.get(Action, self._key) if self._key is not None else None
        if action is None:
            return
        with self.context.gesture(f"{shown_number(action)}: {label}", say=field.say):
            change(action, value)

    @Slot(object)
    def _set_start(self, day: dt.date | None) -> None:
        self._store(self.start_field, _("Start"), _set_start, day)

    @Slot(object)
    def _set_end(self, day: dt.date | None) -> None:
        self._store(self.end_field, _("End"), _set_end, day)

    def _set_service(self, action: Action, key: object) -> None:
        planning.stand_for(action, self.context.store.get(ServicePoint, int(str(key))) if key else None)


def _set_attribute(attribute: str, action: Action, value: object) -> None:
    setattr(action, attribute, value)


def _set_line(column: str, action: Action, value: object) -> None:
    planning.set_line(action, column, str(value))


def _set_start(action: Action, day: object) -> None:
    assert day is None or isinstance(day, dt.date)
    planning.set_time(action, day, action.end)


def _set_end(action: Action, day: object) -> None:
    assert day is None or isinstance(day, dt.date)
    planning.set_time(action, action.start, day)
