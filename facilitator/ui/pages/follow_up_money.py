"""The money of the whole plan: from whom, for what, promised and received; and a list of it from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import contributing
from facilitator.models.plan_names import SOURCE_NAMES
from facilitator.text import breakable
from facilitator.ui.pages.action_plan_money import shown_balance
from facilitator.ui.pages.import_file import ImportPanel
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.tables.contributions import NAME, BalanceTable
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.widgets.basic import Card, Heading, Label

if TYPE_CHECKING:
    from facilitator.models.contributing import SourceBalance
    from facilitator.ui.context import Context

WIDTHS = (0, 170, 170, 170)


class MoneySection(Section):
    """Sums only: what is promised and given is written down beside its activity, or comes from a file."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.sum = Label("", "body", "ledger_sum")
        self.raised = Label("", "body", "ledger_raised")
        self.givers = BalanceTable(context, _("Source"))
        self.by_source = LowView("ledger_sources", _("The money by source"), self.givers, NAME)
        self.activities = BalanceTable(context, _("Activity"))
        self.by_action = LowView("ledger_actions", _("The money by activity"), self.activities, NAME)
        for view in (self.by_source, self.by_action):
            view.set_widths(*WIDTHS)
        self.tables = Card(name="ledger_card")
        self.tables.add(
            self.sum,
            self.raised,
            Heading(_("The money by source"), level=2),
            self.by_source,
            Heading(_("The money by activity"), level=2),
            self.by_action,
            Label(_("Riel and dollars are never added up or converted."), "small"),
        )
        self.files = ImportPanel(
            context,
            self,
            ("contributions",),
            _("Contributions from a file…"),
            _("An Excel workbook (.xlsx) or a table (.csv) with a row for each promise and each gift."),
        )
        self.column.addWidget(self.tables)
        self.column.addWidget(self.files)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Add up the ledger as it is now."""
        cycle, language = self.context.cycle, screen_language()
        gifts = [gift for action in cycle.actions for gift in action.contributions]
        self.sum.setText(shown_balance(gifts))
        near, donors = contributing.raised(gifts)
        self.raised.setText(
            _("Raised locally: {near}. From donors: {donors}.").format(
                near=contributing.words(near) or "–", donors=contributing.words(donors) or "–"
            )
        )
        self.givers.show([(_name(row), row.balance) for row in contributing.by_source(gifts)])
        self.activities.show(
            [
                (breakable(f"{shown_number(action)}  {action.words(language)}"), balance)
                for action, balance in contributing.by_action(cycle.actions)
            ]
        )
        for view in (self.by_source, self.by_action):
            view.fit()
        some = bool(gifts)
        for part in (self.raised, *self.tables.findChildren(Heading), self.by_source, self.by_action):
            part.setVisible(some)


def _name(row: SourceBalance) -> str:
    kind = _(SOURCE_NAMES[row.kind])
    return breakable(f"{row.name}\n{kind}") if row.name else kind
