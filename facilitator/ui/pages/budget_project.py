"""One project: its sector, place, size and dates, how far it is, and who asked for it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models import budgeting, catalogue
from facilitator.models.budget import Project
from facilitator.models.place import Village
from facilitator.text import breakable
from facilitator.ui.pages.budget_line import bring_into_sight
from facilitator.ui.pages.meeting_parts import bare, let_go, village_name
from facilitator.ui.pages.rows import show_value
from facilitator.ui.tables.actions import localised
from facilitator.ui.widgets.basic import Card, Heading
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NONE = ""
"""The choice of no village, no activity, no criterion."""

LONGEST = 60
"""Characters of an activity or a criterion in a list."""


class ProjectCard(Card):
    """Hidden while no project is chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name="project_card", parent=parent)
        self.context = context
        self._key: int | None = None
        self._offered: object = None
        self.choices: dict[str, Choice] = {}
        self.title = Heading("", level=2, name="project_title")
        self.quantity = LineText("project_quantity", _("Quantity"))
        self.unit = LineText("project_unit", _("Unit"), _("metres, rooms, places"))
        self.start = DateField("project_start", _("Start"))
        self.end = DateField("project_end", _("End"))
        self.fields = {
            "quantity": Field(_("Quantity"), self.quantity).stores(self._set_quantity),
            "unit": Field(_("Unit"), self.unit).stores(partial(self._set, "unit")),
            "start": Field(_("Start"), self.start).stores(partial(self._set_date, "start")),
            "end": Field(_("End"), self.end).stores(partial(self._set_date, "end")),
        }
        self.above, self.below = bare("project_place"), bare("project_links")
        self.add(self.title, self.above)
        self.add_columns(self.fields["quantity"], self.fields["unit"])
        self.add_columns(self.fields["start"], self.fields["end"])
        self.add(self.below)

    def show_project(self, project: Project | None) -> None:
        """Show this project."""
        self.setVisible(project is not None)
        if project is None:
            self._key = None
            return
        if project.id != self._key:
            self._key = project.id
            for field in self.fields.values():
                field.say("")
        self._offer()
        language = screen_language()
        where = f" · {village_name(project.village)}" if project.village is not None else ""
        self.title.setText(breakable(f"{project.code}  {project.name(language)}{where}"))
        show_value(self.quantity, khmer_digits(project.quantity) if language == "km" else project.quantity)
        show_value(self.unit, project.unit)
        show_value(self.start, project.start)
        show_value(self.end, project.end)
        for name, choice in self.choices.items():
            choice.set_value(getattr(project, "village_code" if name == "village" else name) or NONE)

    def take_keyboard(self) -> None:
        """Bring the card into sight, with the cursor in its first list."""
        bring_into_sight(self)
        self.choices["sector"].setFocus()

    # -- lists --------------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Make the lists anew when villages, activities or criteria have changed."""
        options = _options(self.context)
        if options == self._offered:
            return
        self._offered = options
        let_go(self.above)
        let_go(self.below)
        labels = {
            "sector": _("Sector"),
            "village": _("Village"),
            "status": _("Status"),
            "action": _("Activity of the joint action plan that it carries out"),
            "criterion": _("Criterion that asked for it"),
        }
        fields = {}
        for name, label in labels.items():
            choice = Choice(f"project_{name}", label, options[name], buttons=False)
            self.choices[name] = choice
            fields[name] = self.fields[name] = Field(label, choice).stores(partial(self._choose, name))
        self.above.add_columns(fields["sector"], fields["village"], fields["status"])
        self.below.add(fields["action"], fields["criterion"])

    # -- changes ------------------------------------------------------------------------------------------------------

    def _choose(self, name: str, key: str) -> None:
        if name == "village":
            self._set(name, self.context.store.get(Village, key) if key else None)
        else:
            self._set(name, key)

    def _set(self, name: str, value: str | Village | None) -> None:
        if (project := self._project()) is not None:
            with self.context.gesture(self._label(project), say=self.fields[name].say):
                setattr(project, name, value)

    def _set_quantity(self, typed: str) -> None:
        if (project := self._project()) is not None:
            with self.context.gesture(self._label(project), say=self.fields["quantity"].say):
                budgeting.set_quantity(project, typed)

    def _set_date(self, name: str, value: dt.date | None) -> None:
        if (project := self._project()) is not None:
            dates = {"start": project.start, "end": project.end} | {name: value}
            with self.context.gesture(self._label(project), say=self.fields[name].say):
                budgeting.set_dates(project, **dates)

    def _label(self, project: Project) -> str:
        return _("Project: {name}").format(name=project.name(screen_language()))

    def _project(self) -> Project | None:
        return self.context.store.get(Project, self._key) if self._key is not None else None


def _options(context: Context) -> dict[str, list[tuple[str, str]]]:
    """What each list offers: keys and words."""
    cycle, language = context.cycle, screen_language()
    km = language == "km"
    villages = [(village.code, village_name(village)) for village in cycle.commune.villages]
    actions = [
        (key, f"{localised(key)}  {_shortened(action.words(language))}")
        for key, action in budgeting.actions_to_link(cycle)
    ]
    criteria = [
        (key, f"{criterion.service_point.name(language)}: {_shortened(criterion.text_km if km else criterion.text_en)}")
        for key, criterion in budgeting.criteria_to_link(cycle)
    ]
    return {
        "sector": [(each.key, each.name_km if km else each.name_en) for each in catalogue.sectors()],
        "village": [(NONE, _("the whole commune")), *villages],
        "status": [
            ("not_started", _("Not started")),
            ("under_way", _("Under way")),
            ("done", _("Done")),
            ("delayed", _("Delayed")),
            ("dropped", _("Dropped")),
        ],
        "action": [(NONE, _("none")), *actions],
        "criterion": [(NONE, _("none")), *criteria],
    }


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
