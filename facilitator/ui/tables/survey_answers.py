"""The table of the answers of a round: when, where and by whom somebody was asked, never who it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from facilitator.i18n import _, format_date, format_number, screen_language
from facilitator.text import breakable
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.models.survey_list import Listed
    from facilitator.ui.context import Context

NUMBER, DAY, ENUMERATOR, VILLAGE, PERSON = range(5)
NONE = "–"


class AnswersTable(KeyedTable):
    """One row for each person, the newest first; only to read."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[Listed] = []
        self._villages: Mapping[str, str] = {}
        self._genders: Mapping[str, str] = {}

    def show(self, rows: Sequence[Listed], villages: Mapping[str, str], genders: Mapping[str, str]) -> None:
        """Show these rows; villages and genders by their words."""
        self._rows, self._villages, self._genders = list(rows), villages, genders
        self.show_keys([row.number for row in rows], screen_language())

    def headings(self) -> Sequence[str]:
        return (_("Number"), _("Day"), _("Who asks the questions"), _("Village"), _("Person"))

    def text_at(self, row: int, column: int) -> str:
        found, language = self._rows[row], screen_language()
        if column == NUMBER:
            return format_number(found.number, language)
        if column == DAY:
            return format_date(found.date, language, "short") if found.date is not None else NONE
        if column == ENUMERATOR:
            return breakable(found.enumerator) or NONE
        if column == VILLAGE:
            return breakable(self._villages.get(found.village_code, found.village_code)) or NONE
        age = [] if found.age is None else [format_number(found.age, language)]
        return ", ".join([*filter(None, [self._genders.get(found.gender, "")]), *age]) or NONE
