"""Who is typing: the name that the history of changes keeps. There are no accounts and no passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _
from facilitator.ui.widgets.basic import Card, Label
from facilitator.ui.widgets.choice import Choice

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.ui.context import Context

NOBODY = "-"
TYPISTS = ("lead_facilitator", "facilitator", "clerk")
"""Roles whose holders sit at the laptop."""


def typists(cycle: Cycle) -> tuple[str, ...]:
    """The names of those who sit at the laptop, each once."""
    return tuple(dict.fromkeys(person.name for person in cycle.people if person.role in TYPISTS and person.name))


class TypistCard(Card):
    """A choice among the facilitators of the cycle; hidden while nobody is written down."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is typing now?"), "typist_card", parent)
        self.context = context
        self._names: tuple[str, ...] = ()
        self.choice: Choice | None = None
        self.add(Label(_("The history of changes keeps this name with every change."), "small"))

    def refresh(self) -> None:
        """Offer the names of today."""
        names = typists(self.context.cycle)
        self.setVisible(bool(names))
        if names != self._names:
            self._names = names
            self._offer()
        if self.choice is not None and not self.choice.isAncestorOf(self.choice.focusWidget() or self):
            who = self.context.store.who
            self.choice.set_value(who if who in names else NOBODY)

    def _offer(self) -> None:
        if self.choice is not None:
            self.choice.hide()
            self.choice.deleteLater()
        options = [(NOBODY, _("Nobody in particular")), *((name, name) for name in self._names)]
        self.choice = Choice("typist", _("Who is typing now?"), options, buttons=False)
        self.choice.committed.connect(self._chosen)
        self.add(self.choice)

    def _chosen(self, name: str) -> None:
        self.context.type_as("" if name == NOBODY else name)
