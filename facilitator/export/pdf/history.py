"""The history of changes, A4 landscape: each change with its reason, and beneath it the values before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.paper import Paper
from facilitator.export.pdf.text import Inline, bold, joined, paragraph
from facilitator.i18n import khmer_digits

if TYPE_CHECKING:
    from facilitator.export.documents.history import Gesture, History
    from facilitator.export.pdf.tables import Cell

SHARES = [2.2, 5.6, 3.4, 3.4, 2.8]


class HistoryPaper(Paper):
    """A table: when and who, what, before, after, reason."""

    page_size = A4_LANDSCAPE
    body_size = 9.5

    def __init__(self, document: History, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("History of changes")

    def is_for_posting(self) -> bool:
        """With values it is for the office only."""
        return self._document.public

    def story(self) -> list[Flowable]:
        """Head, what it is about, the table, what is left out."""
        words, look, document = self.words, self.look, self._document
        year = words.year(document.head.year)
        about = document.about or document.head.commune
        subtitle = joined(
            words.of(about, inline=True),
            " · ",
            words("Year {year}, round {round}", inline=True, year=year, round=document.head.round),
        )
        story = parts.official_head(words, look, document.head)
        story += parts.title_block(self.title(), look, subtitle)
        rows: list[list[Cell]] = [
            [words("When and who"), words("Change"), words("Before"), words("After"), words("Reason")]
        ]
        for gesture in document.gestures:
            rows += self._rows(gesture)
        story.append(tables.table(rows, SHARES, look, width=self.width, align="lllll", size=8))
        if document.older:
            older = words("{n} older changes can be read in the program.", n=document.older)
            story.append(paragraph(older, look.small))
        told = words("Of votes the history keeps that they changed, never their values.")
        return story + parts.method_line(told, look)

    def _rows(self, gesture: Gesture) -> list[list[Cell]]:
        words = self.words
        time = gesture.time if self.language == "en" else khmer_digits(gesture.time)
        when = joined(words.date(gesture.date, "short"), " ", time)
        rows: list[list[Cell]] = [
            [joined(when, "\n", gesture.who) if gesture.who else when, bold(gesture.label), "", "", gesture.reason]
        ]
        for value in gesture.values:
            what = words.first(value.subject)
            if value.field:
                what = f"{what}: {words.first(value.field)}"
            rows.append(["", what, words.first(value.before), words.first(value.after), ""])
        return rows


def render(document: History, language: str) -> bytes:
    """The history as a PDF."""
    return HistoryPaper(document, language).render()
