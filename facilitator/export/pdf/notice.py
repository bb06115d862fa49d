"""The notice of a meeting, A4 in large type: to be read on a wall, from two steps away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from facilitator.export.documents.agendas import AGENDAS
from facilitator.export.pdf import agendas, fonts, parts, tables
from facilitator.export.pdf.agendas import DOTS
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.look import BLACK
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, joined, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.meeting import Gathering
    from facilitator.export.documents.notice import Notice
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command


class NoticePaper(Paper):
    """One meeting for one village."""

    margins = Margins(top=14 * mm, right=18 * mm, bottom=18 * mm, left=18 * mm)

    def __init__(self, document: Notice, language: str) -> None:
        super().__init__(language, document.head)
        self.body_size = 9 if language == "km-en" else 11.75  # as large as one page holds
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Notice of a meeting")

    def story(self) -> list[Flowable]:
        """Head, what, when and where in a frame, who may come, agenda, signature."""
        words, look, document = self.words, self.look, self._document
        story = parts.official_head(words, look, document.head)
        village = words("Village {name}", inline=True, name=document.village)
        story += [paragraph(self.title(), look.title.but(size=look.title.size + 4)), paragraph(village, look.subtitle)]
        story += [self._frame(), *self._everybody(), *self._agenda()]
        return [*story, KeepTogether([self._foot_of_notice()])]

    def _frame(self) -> Flowable:
        """The meeting: a picture of the service, its name, the day and the place."""
        words, meeting, size = self.words, self._document.meeting, self.body_size
        large = self.look.title.but(size=size + 5, align="left", space_after=2, outline=None)
        plain = self.look.body.but(size=size + 1.5, space_after=0)
        day = words.of(agendas.day(meeting.date)) if meeting.date is not None else DOTS
        service = words.of(meeting.service or self._document.service, inline=True)
        name = [paragraph(words(agendas.NAMES[meeting.stage]), large), paragraph(service, plain)]
        rows: list[list[Cell]] = [
            [Icon(self._document.kind, 58), name, None],
            [None, words("Day", inline=True), [paragraph(day, plain.but(font=fonts.BOLD, size=size + 4))]],
            [None, words("Time", inline=True), [paragraph(DOTS, plain)]],
            [
                None,
                words("Place", inline=True),
                [paragraph(meeting.place or DOTS, plain.but(font=fonts.BOLD, size=size + 3))],
            ],
        ]
        frame: list[Command] = [
            ("BOX", (0, 0), (-1, -1), 2, BLACK),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("SPAN", (1, 0), (2, 0)),
            ("NOSPLIT", (0, 0), (-1, -1)),
            ("TOPPADDING", (0, 0), (-1, 0), 8),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
        ]
        return tables.bare_table(rows, [74, 76, self.width - 150], self.look, width=self.width, commands=frame)

    def _everybody(self) -> list[Flowable]:
        words, stage = self.words, self._document.meeting.stage
        sentences = (
            words(
                "Everybody in the village may come: women and men, young and old, persons with disability, ethnic "
                "minorities, poor families."
            ),
            words("Taking part is voluntary. The meeting takes about two and a half hours."),
        )
        return [
            Spacer(1, 2 * mm),
            paragraph(words(agendas.PURPOSES[stage]), self.look.body),
            *(paragraph(sentence, self.look.body) for sentence in sentences),
        ]

    def _agenda(self) -> list[Flowable]:
        words, item = self.words, self.look.body.but(left_indent=22, first_indent=-17, space_after=1)
        points = AGENDAS[self._document.meeting.stage]
        lines = [
            paragraph(joined(f"{words.number(number)}. ", words(point, inline=True)), item)
            for number, point in enumerate(points, 1)
        ]
        return [KeepTogether([paragraph(words("Agenda", inline=True), self.look.subheading), *lines])]

    def _later(self) -> list[Flowable]:
        """The meetings after this one, small."""
        if not self._document.later:
            return []
        words, item = self.words, self.look.small.but(left_indent=10, space_after=0)
        lines = [paragraph(self._line(gathering), item) for gathering in self._document.later]
        return [paragraph(words("After that:", inline=True), self.look.label), *lines, Spacer(1, 2 * mm)]

    def _line(self, gathering: Gathering) -> Inline:
        words = self.words
        name = words(agendas.NAMES[gathering.stage], inline=True)
        day = words.of(agendas.day(gathering.date), inline=True) if gathering.date is not None else DOTS
        place = joined(", ", gathering.place) if gathering.place else []
        return joined("– ", name, "\n", day, place)

    def _foot_of_notice(self) -> Flowable:
        """At the left what follows and whom to call, at the right the chief's signature and stamp."""
        words, look, document = self.words, self.look, self._document
        role = words.of(document.chief.role, inline=True)
        done_at = words("Done at {place}, date {blank}", place=document.head.commune, blank=DOTS)
        block = parts.stamped(parts.SignatureBlock(role, document.chief.name, place_date=done_at), words, look)
        left = [*self._later(), *agendas.calls(document.callers, words, look)]
        row: list[Cell] = [left, block]
        return tables.bare_table([row], [1.2, 1], look, width=self.width, by_columns=True)


def render(document: Notice, language: str) -> bytes:
    """The notice as a PDF."""
    return NoticePaper(document, language).render()
