"""Proposals for the plan: what was agreed, and what either side suggested and selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from facilitator.i18n import N_, _, screen_language
from facilitator.models.proposing import Proposal, proposals
from facilitator.text import breakable
from facilitator.ui import icons, theme
from facilitator.ui.tables.base import Index, Role
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.ui.context import Context

SIDE_NAMES = {"agreed": N_("Agreed point"), "citizens": N_("Citizens"), "providers": N_("Providers")}
WORDS, FROM, CRITERION = range(3)
MARK_SIZE = 20


class ProposalsTable(KeyedTable):
    """One row per proposal that is not in the plan yet."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: dict[str, Proposal] = {}
        self._marked: set[str] = set()

    def refresh(self) -> None:
        """Read the proposals anew."""
        self._found = {proposal.key: proposal for proposal in proposals(self.context.cycle)}
        self.show_keys(list(self._found))

    def proposal(self, row: int) -> Proposal | None:
        """The proposal of a row, or None when there is no such row."""
        return self._found.get(str(self.key_at(row)))

    def marked(self) -> list[Proposal]:
        """The marked proposals, in their order."""
        return [proposal for key, proposal in self._found.items() if key in self._marked]

    def turn_mark(self, row: int) -> None:
        """Mark a row, or take its mark away."""
        if (proposal := self.proposal(row)) is not None:
            self._marked ^= {proposal.key}
            self.dataChanged.emit(self.index(row, 0), self.index(row, CRITERION))

    def unmark(self) -> None:
        """Take all marks away."""
        self._marked.clear()

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        marked = str(self.key_at(index.row())) in self._marked
        if marked and role == Role.BackgroundRole:
            return theme.colour("accent_soft")
        if marked and role == Role.DecorationRole and index.column() == FROM:
            return icons.pixmap("check", "accent", MARK_SIZE)
        if marked and role == Role.AccessibleDescriptionRole:
            return _("marked")
        return super().data(index, role)

    def headings(self) -> Sequence[str]:
        return (_("Proposal"), _("From"), _("Criterion"))

    def text_at(self, row: int, column: int) -> str:
        proposal, language = self.proposal(row), screen_language()
        if proposal is None:
            return ""
        if column == WORDS:
            return breakable(proposal.words(language))
        if column == FROM:
            return breakable("\n".join([_(SIDE_NAMES[proposal.side]), *proposal.villages]))
        words = breakable(proposal.criterion.text(language))
        return words + "\n" + _("(the plan has an activity for it)") if proposal.answered else words

    def is_strong(self, row: int, column: int) -> bool:
        return False
