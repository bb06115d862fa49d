"""The plan person by person: what each is responsible for, by its end."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt

from facilitator.i18n import _, format_date, format_number, plural, screen_language
from facilitator.models import plan_views, planning
from facilitator.models.action import Action, numbers
from facilitator.models.plan_names import STATUS_NAMES
from facilitator.text import breakable, search_key
from facilitator.ui import theme
from facilitator.ui.tables.actions import localised
from facilitator.ui.tables.base import Index, Role
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.models.plan_views import PersonPlan
    from facilitator.ui.context import Context

NUMBER, ACTIVITY, LEAD, END, STATUS = range(5)
WIDTHS = (100, 0, 220, 130, 170)


class Person(NamedTuple):
    """The key of a person's heading; empty for nobody."""

    name: str


class PeopleTable(KeyedTable):
    """A heading for each person, and beneath it the activities."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._numbers: dict[object, str] = {}
        self._people: dict[Person, PersonPlan] = {}

    def refresh(self) -> None:
        """Read the plan anew."""
        cycle = self.context.cycle
        planning.load(cycle)
        self._numbers = {action.id: localised(number) for action, number in numbers(cycle).items()}
        self._people = {Person(search_key(found.name)): found for found in plan_views.by_person(cycle)}
        keys: list[object] = []
        for key, found in self._people.items():
            keys += [key, *(action.id for action in found.actions)]
        self.show_keys(keys)

    def action(self, row: int) -> Action | None:
        """The activity of a row; None for a person."""
        key = self.key_at(row)
        return self.context.store.get(Action, key) if isinstance(key, uuid.UUID) else None

    def person(self, row: int) -> PersonPlan | None:
        """The person of a heading; None for an activity."""
        key = self.key_at(row)
        return self._people.get(key) if isinstance(key, Person) else None

    def headings(self) -> Sequence[str]:
        return (_("No."), _("Activity"), _("Lead and partners"), _("End"), _("Status"))

    def is_strong(self, row: int, column: int) -> bool:
        return self.person(row) is not None

    def text_at(self, row: int, column: int) -> str:
        person, action = self.person(row), self.action(row)
        if person is not None:
            return self._heading(person) if column == NUMBER else ""
        if action is None:
            return ""
        language = screen_language()
        texts = {
            NUMBER: self._numbers.get(action.id, ""),
            ACTIVITY: breakable(action.words(language)),
            LEAD: breakable(action.lead),
            END: format_date(action.end, language, "short") if action.end is not None else "",
            STATUS: _(STATUS_NAMES[action.status]),
        }
        return texts[column]

    def _heading(self, person: PersonPlan) -> str:
        language = screen_language()
        name = ", ".join(part for part in (person.name, person.role) if part) or _("Nobody responsible yet")
        n = len(person.actions)
        count = plural(n, _("{n} activity, {done} done"), _("{n} activities, {done} done")).format(
            n=format_number(n, language), done=format_number(person.done, language)
        )
        return breakable(f"{name} · {count}")

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row = index.row()
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.BackgroundRole:
            return theme.colour("accent_soft") if self.person(row) is not None else None
        if role == Role.ForegroundRole and (person := self.person(row)) is not None and not person.name:
            return theme.colour("warning")
        return super().data(index, role)
