"""The minutes of the interface meeting, A4: attendance, each criterion in turn, decisions, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from facilitator import people
from facilitator.export.pdf import fonts, parts, tables
from facilitator.export.pdf.look import BLACK, TINT
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.scores import HIDDEN, ScorePaper, emphasised
from facilitator.export.pdf.text import Inline, bold, joined, light, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.common import Figures, Signature
    from facilitator.export.documents.minutes import Minutes, Present, Record, ServiceMinutes, Spoken
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

COUNTS = {
    "total": 1.0,
    "women": 1.0,
    "men": 1.0,
    "other": 1.0,
    "youth": 1.4,
    "disability": 1.5,
    "minority": 1.5,
    "idpoor": 1.4,
}
"""The head counts: share of the width."""

_SCORE = 54.0


class MinutesPaper(ScorePaper):
    """The meetings one after the other, each with its signatures."""

    margins = Margins(top=15 * mm, right=16 * mm, bottom=19 * mm, left=18 * mm)

    def __init__(self, document: Minutes, language: str) -> None:
        super().__init__(language, document.head, document.method)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Minutes of the interface meeting")

    def story(self) -> list[Flowable]:
        """Each meeting from a page of its own."""
        story: list[Flowable] = []
        for record in self._document.records:
            story += [PageBreak()] if story else []
            story += self._record(record)
        return story

    def _record(self, record: Record) -> list[Flowable]:
        words, look = self.words, self.look
        story = parts.official_head(words, look, self._document.head, number="")
        story += parts.title_block(self.title(), look, self.in_year())
        story += [*self._meeting(record), *self._attendance(record)]
        for service in record.services:
            story += self._service(service)
        story += self._decided(record)
        method = self.method_lines(hides=record.hides, villages=True)
        story += self.closing([*self._next(record), *method], self._signatures(record))
        offices = [words.of(office, inline=True) for office in self._document.copies_to]
        return [*story, KeepTogether(parts.copies_to(offices, words, look))]

    def _meeting(self, record: Record) -> list[Flowable]:
        words = self.words
        return self.facts(
            [
                (words("Date", inline=True), words.date(record.date) if record.date is not None else ""),
                (words("Place", inline=True), record.place),
                (words("Facilitators", inline=True), ", ".join(record.facilitators)),
            ]
        )

    def _attendance(self, record: Record) -> list[Flowable]:
        """Who came, a row for each side; what nobody counted has no column."""
        known = [key for key in COUNTS if getattr(record.all_present.people, key) is not None]
        words, small = self.words, self.look.cell_head.but(size=7.5)
        heads: list[Cell] = [words("Who came"), *([paragraph(words(people.LABELS[key]), small)] for key in known)]
        rows = [heads, *(self._counts(side, known) for side in record.present)]
        together: list[int] = []
        if len(record.present) > 1:
            rows.append(self._counts(record.all_present, known))
            together = [-1]
        shares = [2.6, *(COUNTS[key] for key in known)]
        align = "l" + "c" * len(known)
        table = tables.table(rows, shares, self.look, width=self.width, align=align, bold_rows=together)
        return self.headed(words("Attendance"), table)

    def _counts(self, side: Present, known: list[str]) -> list[Cell]:
        cells: list[Cell] = [self.words.of(side.side)]
        for key in known:
            count = getattr(side.people, key)
            cells.append(HIDDEN if key in side.hidden else self.words.number(count) if count is not None else None)
        return cells

    def _service(self, service: ServiceMinutes) -> list[Flowable]:
        """Three rows for each criterion: its words, both sides with their scores, what was agreed."""
        words = self.words
        rows: list[list[Cell]] = [[words("What citizens said"), None, words("What providers said"), None]]
        commands: list[Command] = [("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (3, 0))]
        for number, point in enumerate(service.points, 1):
            y = len(rows)
            rows += self._point(number, point)
            commands += [("SPAN", (0, y), (-1, y)), ("SPAN", (0, y + 2), (-1, y + 2))]
            commands += [("BACKGROUND", (0, y), (-1, y), TINT), ("LINEABOVE", (0, y), (-1, y), 0.8, BLACK)]
            commands += [("NOSPLIT", (0, y), (-1, y + 1)), ("NOSPLIT", (0, y + 1), (-1, y + 2))]
            commands.append(("ALIGN", (0, y + 1), (0, y + 1), "CENTER"))
        text = self.width / 2 - _SCORE
        shares = [_SCORE, text, _SCORE, text]
        table = tables.table(rows, shares, self.look, width=self.width, commands=commands)
        return self.headed(words.of(service.service), table)

    def _point(self, number: int, point: Spoken) -> list[list[Cell]]:
        words = self.words
        name = joined(bold(f"{words.number(number)}. "), emphasised(words.of(point.text)))
        if point.gap is not None:
            gap = words.t("Gap: {gap}").format(gap=self.words.signed(point.gap))
            name.insert(2, light(" · " + gap.replace(" ", "\u00a0")))
        agreed = joined(bold(words.t("Agreed point") + " – "), point.agreed or light(words.t("not yet agreed")))
        unscored = light(words.t("Only the providers score this.")) if point.own else ""
        said: list[Cell] = [self._score(point.citizens), point.citizens_said or unscored]
        return [
            [name, None, None, None],
            [*said, self._score(point.providers), point.providers_said],
            [agreed, None, None, None],
        ]

    def _score(self, figures: Figures | None) -> Cell:
        """A face with its number, in the middle of its narrow column."""
        cell = self.score(figures)
        return [paragraph(cell, self.look.cell_centre)] if isinstance(cell, str) else cell

    def _decided(self, record: Record) -> list[Flowable]:
        """Decisions and notes, as far as there are any."""
        words, look = self.words, self.look
        story: list[Flowable] = []
        for title, text in ((words("Decisions"), record.decisions), (words("Notes"), record.notes)):
            if text.strip():
                story += [paragraph(title, look.heading), paragraph(text.strip(), look.body)]
        return story

    def _next(self, record: Record) -> list[Flowable]:
        if record.next_date is None:
            return []
        day = self.words("Next meeting: {date}", date=record.next_date)
        return [paragraph(day, self.look.body.but(font=fonts.BOLD, space_before=4))]

    def _signatures(self, record: Record) -> list[Flowable]:
        document, words = self._document, self.words
        read = paragraph(words("Read aloud to everybody, and found to be right."), self.look.body)
        done_at = paragraph(self.done_at(document.head.commune), self.look.body.but(align="right", space_after=0))
        blocks = [
            self._block(document.chief, words("Seen and received")),
            self._block(document.district, words("Seen and received")),
            self._block(document.representative, thumbprint=True),
            *(self._provider(service) for service in record.services),
            self._block(record.facilitator, words("Prepared by")),
        ]
        rows = parts.signature_rows(blocks, words, self.look, width=self.width, per_row=3 if len(blocks) <= 6 else 4)
        return [read, done_at, *rows]

    def _provider(self, service: ServiceMinutes) -> parts.SignatureBlock:
        """Who signs for a service, and for which."""
        role = joined(self.words.of(service.provider.role), light("\n" + self.words.first(service.service), 0.85))
        return parts.SignatureBlock(role, service.provider.name)

    def _block(self, signature: Signature, heading: Inline = "", *, thumbprint: bool = False) -> parts.SignatureBlock:
        return parts.SignatureBlock(self.words.of(signature.role), signature.name, heading, thumbprint=thumbprint)


def render(document: Minutes, language: str) -> bytes:
    """The minutes as a PDF."""
    return MinutesPaper(document, language).render()
