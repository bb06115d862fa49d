"""Blank attendance form, A4: head counts of one village, a page for each meeting. Counts, never names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from facilitator import people
from facilitator.export.pdf import tables
from facilitator.export.pdf.blanks import STROKES_INSIDE, Strokes, ticks
from facilitator.export.pdf.forms import FormPaper, dotted
from facilitator.export.pdf.look import BLACK
from facilitator.export.pdf.text import Inline, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.common import Text
    from facilitator.export.documents.forms import AttendanceSheet, BlankAttendance
    from facilitator.export.pdf.tables import Cell

MEETINGS = {
    "information": N_("Information session"),
    "criteria": N_("Issues and criteria"),
    "scoring": N_("Scoring"),
}

MOST_COLUMNS = 4
"""Groups side by side; more of them go on in another table."""

_ROW = 9.3 * mm
_BOX = (16 * mm, 7.5 * mm)
_LABEL = 50 * mm
_FIRST_AGE = "age_0_14"


class AttendancePaper(FormPaper):
    """A page for each meeting."""

    def __init__(self, document: BlankAttendance, language: str) -> None:
        super().__init__(language, document.head, document.service, document.village)
        self._document = document

    def title(self) -> Inline:
        """The same for every meeting; the line beneath says which."""
        return self.words("Attendance form")

    def story(self) -> list[Flowable]:
        """One meeting after the other."""
        story: list[Flowable] = []
        for sheet in self._document.sheets:
            story += [*self._sheet(sheet), PageBreak()]
        return story[:-1]

    def _sheet(self, sheet: AttendanceSheet) -> list[Flowable]:
        words, document = self.words, self._document
        service = words.of(document.service, inline=True)
        village = words("Village {name}", inline=True, name=document.village)
        story = self.opening(words(MEETINGS[sheet.stage], inline=True), dotted(service, village))
        story += self.meeting(sheet.occasion)
        for groups in self._pieces(sheet.groups):
            story.append(self._table(groups))
        note = words("A stroke for each person, then the number in the box. Names of villagers are not written down.")
        checks = [
            words("Women, men and other make the total", inline=True),
            words("The ages make the total", inline=True),
        ]
        story += [paragraph(note, self.look.note), ticks(checks, self.look, width=self.width)]
        return [*story, *self.signed(words("Counted by", inline=True))]

    def _pieces(self, groups: Sequence[Text]) -> list[list[Inline]]:
        """The columns of each table: the groups, and everybody together at the end."""
        names: list[Inline] = [self.words.of(name) for name in groups]
        names.append(self.words("All together"))
        tables_needed = -(-len(names) // MOST_COLUMNS)
        size = -(-len(names) // tables_needed)
        return [names[start : start + size] for start in range(0, len(names), size)]

    def _table(self, columns: Sequence[Inline]) -> Flowable:
        words = self.words
        rows: list[list[Cell]] = [[words("People present"), *columns]]
        for label in people.LABELS.values():
            rows.append([words(label, inline=True), *[Strokes(_ROW, _BOX) for _column in columns]])
        ages = 1 + list(people.LABELS).index(_FIRST_AGE)
        parts = [("LINEABOVE", (0, row), (-1, row), 1, BLACK) for row in (2, 5, ages)]
        commands = [*STROKES_INSIDE, *parts]
        shares = [_LABEL, *[(self.width - _LABEL) / len(columns)] * len(columns)]
        return tables.table(rows, shares, self.look, width=self.width, size=9, bold_rows=[1], commands=commands)


def render(document: BlankAttendance, language: str) -> bytes:
    """The form as a PDF."""
    return AttendancePaper(document, language).render()
