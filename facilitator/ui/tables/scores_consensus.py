"""A sheet of agreed scores: one number for each criterion, which is never mixed with votes."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.errors import UserError
from facilitator.i18n import _, format_number, screen_language
from facilitator.models import scoring
from facilitator.models.tally import ALL
from facilitator.typed import parse_whole
from facilitator.ui.tables.base import Kind
from facilitator.ui.tables.scores import CRITERION, STEP_WORDS, ScoreTable


class ConsensusTable(ScoreTable):
    """The one score that the group agreed on for each criterion."""

    SCORE, MEANING = 1, 2

    def width_of(self, column: int) -> int:
        return 180

    def headings(self) -> Sequence[str]:
        steps, language = scoring.Scale(self.context.cycle.scale).steps, screen_language()
        low, high = format_number(steps[0], language), format_number(steps[-1], language)
        headings = (_("Criterion"), _("Agreed score, {low} to {high}").format(low=low, high=high))
        return (*headings, _("Meaning")) if self.context.cycle.scale in STEP_WORDS else headings

    def kind_at(self, row: int, column: int) -> Kind:
        return Kind.WHOLE if column == self.SCORE and not self.locked else Kind.FIXED

    def text_at(self, row: int, column: int) -> str:
        line = self._lines[row]
        if column == CRITERION:
            return self._texts[line.criterion]
        value = next(iter(line.cells.get(ALL, {})), None)
        if value is None:
            return ""
        if column == self.SCORE:
            return format_number(value, screen_language())
        return _(STEP_WORDS[self.context.cycle.scale][value - 1])

    def store(self, row: int, column: int, text: str) -> None:
        line, value = self._lines[row], parse_whole(text)
        with self.context.store.transaction(self.label(), cycle=self.context.cycle):
            sheet = self._open_sheet()
            if sheet.method != "consensus":
                raise UserError(_("This sheet counts votes. Choose “one agreed score” above first."))
            sheet.set_consensus(self._criterion(line), value)
