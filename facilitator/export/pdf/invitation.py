"""Letters of invitation, A4: one letter after the other, each numbered by itself and signed by the commune chief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from facilitator.export.documents.agendas import AGENDAS
from facilitator.export.documents.common import Text
from facilitator.export.pdf import agendas, fonts, parts, tables
from facilitator.export.pdf.agendas import DOTS
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, Run, bold, joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.invitation import Addressee, Invitation, Letter
    from facilitator.export.documents.meeting import Gathering
    from facilitator.export.pdf.canvas import KhmerCanvas
    from facilitator.export.pdf.look import Style
    from facilitator.export.pdf.tables import Cell

_COMMUNE = N_("Administration of {name} Commune")
_SANGKAT = N_("Administration of Sangkat {name}")


class _LetterStart(Flowable):
    """Takes no room; tells on which page a letter begins."""

    def __init__(self, pages: list[int]) -> None:
        super().__init__()
        self._pages = pages

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """(width, height) in points."""
        return 0, 0

    def draw(self) -> None:
        """Nothing to see."""
        self._pages.append(self.canv.getPageNumber())


class InvitationPaper(Paper):
    """All letters in one file."""

    margins = Margins(top=15 * mm, right=18 * mm, bottom=19 * mm, left=22 * mm)

    def __init__(self, document: Invitation, language: str) -> None:
        super().__init__(language, document.head)
        self.body_size = 9.25 if language == "km-en" else 10.5  # a letter has one page
        self._document = document
        self._starts: list[int] = []

    def title(self) -> Inline:
        """What every letter is."""
        return self.words("Letter of invitation")

    def story(self) -> list[Flowable]:
        """The letters, each from a page of its own."""
        self._starts = []
        story: list[Flowable] = []
        for letter in self._document.letters:
            story += [PageBreak()] if story else []
            story += [_LetterStart(self._starts), *self._letter(letter)]
        return story

    def furnish(self, canvas: KhmerCanvas, page: int, pages: int) -> None:
        """Pages count within their letter: nobody is sent page 7 of 12."""
        first = max(start for start in self._starts if start <= page)
        following = min((start for start in self._starts if start > page), default=pages + 1)
        super().furnish(canvas, page - first + 1, following - first)

    def _letter(self, letter: Letter) -> list[Flowable]:
        words, look, head = self.words, self.look, self._document.head
        story = parts.official_head(words, look, head, number="")
        story += parts.title_block(self.title(), look)
        story += [self._respects(letter.to), *self._invites(), self._facts(letter.meeting)]
        story += self._agenda(letter.meeting.stage)
        return [*story, KeepTogether([*self._closing(), self._signed(letter)])]

    def _respects(self, to: Addressee) -> Flowable:
        """Whom the letter is for."""
        words, style = self.words, self.look.body.but(space_after=0)
        strong = style.but(font=fonts.BOLD, size=style.size + 0.5, outline=1)
        name: list[Flowable] = [paragraph(to.name or DOTS, strong)]
        name.append(paragraph(words.of(to.role, inline=True), style))
        if to.organisation:
            name.append(paragraph(words.of(to.organisation, inline=True), style))
        rows: list[tuple[Inline, Cell]] = [(words("Respectfully to", inline=True), name)]
        return tables.key_values(rows, self.look, width=self.width, label_share=0.22)

    def _invites(self) -> list[Flowable]:
        words, head = self.words, self._document.head
        text = words(
            "The {office} has the honour to invite you to the meeting named below. It is part of the community "
            "scorecard of year {year}, round {round}.",
            office=self._office(),
            year=words.year(head.year),
            round=head.round,
        )
        return [paragraph(text, self._prose)]

    def _office(self) -> Text:
        """The administration that invites, by its name."""
        head = self._document.head
        named = agendas.named(_SANGKAT if head.urban else _COMMUNE)
        return Text(named.km.format(name=head.commune.of("km")), named.en.format(name=head.commune.of("en")))

    @property
    def _prose(self) -> Style:
        return self.look.justified.but(space_before=2, space_after=self.body_size * 0.6)

    def _facts(self, meeting: Gathering) -> Flowable:
        """What, when, where and why; dots where it is not fixed yet."""
        words = self.words
        rows: list[tuple[Inline, Cell]] = [(words("Meeting", inline=True), self._strong(self._name(meeting)))]
        if meeting.service:
            rows.append((words("Service", inline=True), words.of(meeting.service, inline=True)))
        day = words.of(agendas.day(meeting.date), inline=True) if meeting.date is not None else DOTS
        rows += [
            (words("Date", inline=True), self._strong(day)),
            (words("Time", inline=True), DOTS),
            (words("Place", inline=True), self._strong(meeting.place or DOTS)),
            (words("Purpose", inline=True), words(agendas.PURPOSES[meeting.stage])),
        ]
        return tables.key_values(rows, self.look, width=self.width, label_share=0.22)

    def _name(self, meeting: Gathering) -> Inline:
        return self.words(agendas.NAMES[meeting.stage], inline=True)

    def _strong(self, text: Inline) -> list[str | Run]:
        return [bold(part) if isinstance(part, str) else part for part in joined(text)]

    def _agenda(self, stage: str) -> list[Flowable]:
        words, item = self.words, self.look.body.but(left_indent=18, first_indent=-14, space_after=1)
        head = self.look.subheading.but(space_before=self.body_size * 0.4)
        points = [
            paragraph(joined(f"{words.number(number)}. ", words(point, inline=True)), item)
            for number, point in enumerate(AGENDAS[stage], 1)
        ]
        return [KeepTogether([paragraph(words("Agenda", inline=True), head), *points])]

    def _closing(self) -> list[Flowable]:
        words = self.words
        text = words("We therefore kindly ask you to come, and to be there on time. Please accept our high respect.")
        return [Spacer(1, 1 * mm), paragraph(text, self._prose)]

    def _signed(self, letter: Letter) -> Flowable:
        """At the left whom to call and who has a copy; at the right the chief signs, and the stamp goes."""
        words, look, chief = self.words, self.look, self._document.chief
        role = words.of(chief.role, inline=True)
        done_at = words("Done at {place}, date {blank}", place=self._document.head.commune, blank=DOTS)
        block = parts.stamped(parts.SignatureBlock(role, chief.name, place_date=done_at), words, look)
        left = agendas.calls(self._document.callers, words, look)
        left += parts.copies_to([words.of(office, inline=True) for office in letter.copies_to], words, look)
        row: list[Cell] = [left, block]
        return tables.bare_table([row], [1, 1], look, width=self.width, by_columns=True)


def render(document: Invitation, language: str) -> bytes:
    """The letters as one PDF."""
    return InvitationPaper(document, language).render()
