"""What was raised in the villages, by how many, and which criterion took it up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator import people
from facilitator.i18n import _, format_number, screen_language
from facilitator.models import choosing
from facilitator.models.cycle_names import ISSUE_NAMES
from facilitator.models.issue import Issue
from facilitator.text import breakable
from facilitator.ui.tables.base import Index, Kind
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.ui.context import Context

COUNTS = ("total", "women", "youth")
"""The counts that are typed in the table; all of them stand beside the chosen issue."""

KIND, WORDS, FIRST_COUNT = range(3)
CRITERION = FIRST_COUNT + len(COUNTS)


class IssuesTable(KeyedTable):
    """One row per issue of a service point (of one village, when one is chosen).

    The last column takes the number of the criterion.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._several_villages = False

    def refresh(self, point: ServicePoint | None, village: str) -> None:
        """Read the issues of this service point anew: of one village (its code), or of all (empty)."""
        issues = point.issues if point is not None else []
        self._several_villages = not village
        self.show_keys([issue.id for issue in issues if village in ("", issue.village_code)], village)

    def issue(self, row: int) -> Issue | None:
        """The issue of a row, or None when there is no such row."""
        key = self.key_at(row)
        return self.context.store.get(Issue, key) if key is not None else None

    def headings(self) -> Sequence[str]:
        counts = (_(people.LABELS[name]) for name in COUNTS)
        return (_("Kind"), _("What was said"), *counts, _("Criterion"))

    def columnCount(self, parent: Index | None = None) -> int:
        return CRITERION + 1

    def kind_at(self, row: int, column: int) -> Kind:
        return Kind.FIXED if column == KIND else Kind.TEXT if column == WORDS else Kind.WHOLE

    def text_at(self, row: int, column: int) -> str:
        issue, language = self.issue(row), screen_language()
        if issue is None:
            return ""
        if column == KIND:
            return self._kind(issue, language)
        if column == WORDS:
            return choosing.issue_words(issue, language)
        number = self._number(issue, column)
        return "" if number is None else format_number(number, language)

    def shown_at(self, row: int, column: int) -> str:
        shown = super().shown_at(row, column)
        return breakable(shown) if column == WORDS else shown

    def store(self, row: int, column: int, text: str) -> None:
        self._keep([(row, column, text)])

    def store_block(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        from facilitator.errors import UserError

        try:
            self._keep(cells)
        except UserError as refusal:
            return [(row, column, refusal.text) for row, column, _text in cells]
        return []

    def _keep(self, cells: Sequence[tuple[int, int, str]]) -> None:
        with self.context.store.transaction(_("Issues"), cycle=self.context.cycle):
            for row, column, text in cells:
                issue = self.issue(row)
                if issue is not None:
                    self._set(issue, column, text)

    def _set(self, issue: Issue, column: int, text: str) -> None:
        from facilitator.typed import parse_whole

        if column == WORDS:
            choosing.reword_issue(issue, text, screen_language())
            return
        number = parse_whole(text) if text else None
        if column == CRITERION:
            choosing.link(issue, number)
        else:
            issue.count(**{COUNTS[column - FIRST_COUNT]: number})

    def _number(self, issue: Issue, column: int) -> int | None:
        if column < CRITERION:
            count: int | None = getattr(issue, COUNTS[column - FIRST_COUNT])
            return count
        return choosing.number_of(issue)

    def _kind(self, issue: Issue, language: str) -> str:
        kind = _(ISSUE_NAMES[issue.kind])
        if not self._several_villages or issue.village is None:
            return kind
        village = issue.village.name(language)
        return f"{kind}\n{breakable(village)}"
