"""Who facilitates, and which officials take part, by role. Villagers' names are never asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.models import preparing
from facilitator.models.cycle import Person
from facilitator.models.cycle_names import ROLE_NAMES
from facilitator.ui import theme
from facilitator.ui.pages.prepare_typist import TypistCard
from facilitator.ui.pages.rows import Rows, Section, show_value
from facilitator.ui.widgets.basic import Button, Card, EmptyState, IconButton, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

ROLE_WIDTH = 230


class PeopleSection(Section):
    """A row each; the last line adds one more."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows = Rows()
        self._empty = EmptyState(
            "people_empty",
            "people",
            _("Nobody written down yet"),
            _("Begin with the facilitators: choose the role, type the name, press Enter."),
        )
        self.new_role = _role_choice("person_new_role")
        self.new_role.set_value("lead_facilitator")
        self.new_name = LineText("person_new_name", _("Name of a new person"), _("Name"))
        self.new_name.returnPressed.connect(self._add)
        self.remark = Remark("person_new_remark")
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.new_role)
        line.addWidget(self.new_name, 1)
        line.addWidget(Button("person_add", _("Add"), "add", pressed=self._add))
        people = Card(name="people_card")
        people.add(self._empty, self._rows)
        people.body.addSpacing(6)
        people.add(Label(_("Add a person"), "label"))
        people.body.addLayout(line)
        people.add(self.remark)
        self.typist = TypistCard(self.context)
        self.column.addWidget(self.typist)
        self.column.addWidget(people)
        note = _("Only people with an office or a role are written here. Villagers are counted, never named.")
        self.column.addWidget(Label(note, "small"))
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show everybody."""
        people = self.context.cycle.people
        self._rows.sync([person.id for person in people], partial(PersonRow, self.context))
        self._empty.setVisible(not people)
        self.typist.refresh()

    def focus_first(self) -> None:
        """Put the keyboard where the next name is typed."""
        self.new_name.setFocus()

    def _add(self) -> None:
        name, role = self.new_name.text(), self.new_role.value() or "facilitator"
        with self.context.gesture(_("Person added"), say=self.remark.say):
            preparing.add_person(self.context.cycle, role, name)
        if not self.remark.text():
            self.new_name.set_value("")
            if role == "lead_facilitator":
                self.new_role.set_value("facilitator")
            self.new_name.setFocus()


class PersonRow(QWidget):
    """Role, name, organisation and telephone of one person."""

    def __init__(self, context: Context, key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._key = context, key
        self.role = _role_choice(f"person_{key}_role")
        self.role.committed.connect(partial(self._change, "role"))
        self.lines = {
            "name": LineText(f"person_{key}_name", _("Name")),
            "phone": LineText(f"person_{key}_phone", _("Telephone")),
            "organisation": LineText(f"person_{key}_organisation", _("Organisation")),
        }
        self.remark = Remark(f"person_{key}_remark")
        for which, line in self.lines.items():
            line.setPlaceholderText(line.accessibleName())
            line.committed.connect(partial(self._change, which))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 10)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.role, 0, 0)
        grid.addWidget(self.lines["name"], 0, 1)
        grid.addWidget(IconButton(f"person_{key}_remove", _("Remove"), "delete", self._remove), 0, 2)
        grid.addWidget(self.lines["phone"], 1, 0)
        grid.addWidget(self.lines["organisation"], 1, 1)
        grid.addWidget(self.remark, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def refresh(self) -> None:
        """Show the person as it is now."""
        person = self._person()
        self.role.set_value(person.role)
        for which, line in self.lines.items():
            show_value(line, getattr(person, which))

    def _person(self) -> Person:
        person = self.context.store.get(Person, self._key)
        assert person is not None
        return person

    def _change(self, which: str, value: str) -> None:
        with self.context.gesture(_("Person changed"), say=self.remark.say):
            preparing.change_person(self._person(), **{which: value})

    def _remove(self) -> None:
        label = _("{name} removed").format(name=self._person().name)
        with self.context.gesture(label, say=self.remark.say):
            preparing.remove_person(self._person())


def _role_choice(name: str) -> Choice:
    choice = Choice(name, _("Role"), [(key, _(text)) for key, text in ROLE_NAMES.items()], buttons=False)
    choice.setFixedWidth(theme.px(ROLE_WIDTH))
    return choice
