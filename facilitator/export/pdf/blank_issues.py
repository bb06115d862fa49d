"""Blank form of issues and criteria, A4 landscape: what is said, by how many, and the criteria chosen from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable

from facilitator import people
from facilitator.export.pdf import tables
from facilitator.export.pdf.blanks import STROKES_INSIDE, DigitBoxes, Strokes, room
from facilitator.export.pdf.forms import FormPaper
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.text import Inline, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.forms import BlankIssues
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

KINDS = ((N_("Good points"), 5), (N_("Problems"), 7), (N_("Suggestions"), 4))
"""What is written down, and how many rows there are for it."""

_NUMBER, _COUNT, _VOTES, _CRITERION = 9 * mm, 24 * mm, 22 * mm, 24 * mm
_COUNTS_AT_MOST = 120 * mm
_ROW = 11 * mm


class IssuesPaper(FormPaper):
    """Three lists of what was said, then the criteria."""

    page_size = A4_LANDSCAPE

    def __init__(self, document: BlankIssues, language: str) -> None:
        super().__init__(language, document.head, document.service)
        self._document = document

    def title(self) -> Inline:
        """What is filled in."""
        return self.words("Form for issues and criteria")

    def story(self) -> list[Flowable]:
        """Head, meeting, what was said, criteria, who filled it in."""
        words, document, look = self.words, self._document, self.look
        story = self.opening(words.of(document.service, inline=True))
        story += [*self.villages(document.villages), *self._groups(), *self.meeting(document.occasion)]
        note = words("Write each thing once, in the people's own words. Then ask who else says so, and count.")
        story += [paragraph(note, look.small), self._issues()]
        story += [CondPageBreak(70 * mm), paragraph(words("Criteria that the group chose"), look.heading)]
        story += [self._criteria()]
        group = words("Representative of the group", inline=True)
        return [*story, *self.signed(words("Facilitator", inline=True), group)]

    def _groups(self) -> list[Flowable]:
        """Which group spoke, to tick; nothing where nobody splits."""
        names = [self.words.first(name) for name in self._document.groups]
        if not names:
            return []
        return [self.choice(self.words("Group", inline=True), [*names, self.words.t("All together")])]

    def _issues(self) -> Flowable:
        words = self.words
        counts = self._document.counts
        heads: list[Cell] = [words("No."), words("What was said"), *(words(people.LABELS[key]) for key in counts)]
        rows: list[list[Cell]] = [[*heads, words("Votes"), words("Number of the criterion")]]
        kinds: list[int] = []
        commands: list[Command] = list(STROKES_INSIDE)
        number = 0
        for name, places in KINDS:
            y = len(rows)
            kinds.append(y)
            commands += [("SPAN", (0, y), (-1, y)), ("NOSPLIT", (0, y), (-1, y + 1))]
            rows.append([[paragraph(words(name, inline=True), self.look.label)], *[None] * (len(heads) + 1)])
            for _place in range(places):
                number += 1
                boxes: list[Cell] = [Strokes(_ROW) for _key in counts]
                rows.append([words.number(number), room(_ROW), *boxes, DigitBoxes(2), DigitBoxes(2)])
        count = min(_COUNT, _COUNTS_AT_MOST / len(counts))
        text = self.width - _NUMBER - _VOTES - _CRITERION - count * len(counts)
        shares = [_NUMBER, text, *[count] * len(counts), _VOTES, _CRITERION]
        align = "cl" + "c" * (len(counts) + 2)
        return tables.table(
            rows, shares, self.look, width=self.width, align=align, bold_rows=kinds, size=9, commands=commands
        )

    def _criteria(self) -> Flowable:
        """The criteria of this service so far, then empty rows up to the number that the cycle wants."""
        words, document = self.words, self._document
        rows: list[list[Cell]] = [
            [words("No."), words("Criterion"), words("Answers the issues number"), words("Votes when choosing")]
        ]
        texts: list[Cell] = [words.of(text) for text in document.criteria]
        texts += [None] * document.empty
        for number, text in enumerate(texts, 1):
            rows.append([words.number(number), text, room(_ROW), DigitBoxes(2)])
        return tables.table(rows, [9, 158, 66, 38], self.look, width=self.width, align="clcc", size=9)


def render(document: BlankIssues, language: str) -> bytes:
    """The form as a PDF."""
    return IssuesPaper(document, language).render()
