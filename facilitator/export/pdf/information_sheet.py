"""Information for citizens about one service, A4: entitlements, last round's scores, money, how to take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from facilitator.export.pdf import agendas, parts, tables
from facilitator.export.pdf.following import STATUS
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.input_tracking import standard_cell
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.scores import ScorePaper
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.information_sheet import InformationSheet, Money, Performance
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

BUDGETS = {"draft": N_("Draft"), "approved": N_("Approved"), "executed": N_("Executed")}

_NUMBER = 27.0
_DOTS = "." * 24


class InformationPaper(ScorePaper):
    """The sheet of one service."""

    margins = Margins(top=15 * mm, right=16 * mm, bottom=19 * mm, left=18 * mm)

    def __init__(self, document: InformationSheet, language: str) -> None:
        super().__init__(language, document.head, document.method)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Information for citizens")

    def story(self) -> list[Flowable]:
        """Head, the four parts, signature."""
        document, words, look = self._document, self.words, self.look
        story = parts.official_head(words, look, document.head, number="")
        story += [paragraph(self.title(), look.title), Icon(document.kind, 34)]
        story += [paragraph(line, look.subtitle) for line in (words.of(document.service, inline=True), self.in_year())]
        story += [*self._standards(), *self._performance(), *self._money()]
        return [*story, KeepTogether([*self._part(), self._signed()])]

    def _standards(self) -> list[Flowable]:
        """What citizens are entitled to; a column for what was found before where anything was."""
        words, rows = self.words, self._document.standards
        before = any(row.found_before for row in rows)
        heads: list[Cell] = [words("No."), words("Input"), words("Standard and its source")]
        table: list[list[Cell]] = [[*heads, words("Found in the round before")] if before else heads]
        for number, row in enumerate(rows, 1):
            entitled = standard_cell(row.standard, words, self.look)
            cells: list[Cell] = [words.number(number), words.of(row.standard.text), entitled]
            table.append([*cells, row.found_before] if before else cells)
        shares = [_NUMBER, 150, self.width - _NUMBER - 150 - 110 * before, *([110.0] if before else [])]
        note = words(
            "“To be confirmed”: no official document has been shown yet. Ask for it at the service or the district."
        )
        made = tables.table(table, shares, self.look, width=self.width, align="cll" + "l" * before)
        unconfirmed = self._document.unconfirmed
        return self.headed(words("What you are entitled to"), made, note if unconfirmed else "")

    def _performance(self) -> list[Flowable]:
        words, found = self.words, self._document.performance
        title = words("How the service did in the round before")
        if found is None:
            return self._said(title, words("There are no scores of an earlier round."))
        heads: list[Cell] = [words("No."), words("Criterion"), words("Citizens"), words("Providers")]
        rows: list[list[Cell]] = [[*heads, words("How the citizens scored")]]
        for number, row in enumerate(found.rows, 1):
            cells: list[Cell] = [words.number(number), words.of(row.text), self.score(row.citizens)]
            rows.append([*cells, self.score(row.providers), self.distribution(row.citizens)])
        shares = [_NUMBER, self.width - _NUMBER - 62 - 66 - 150, 62, 66, 150]
        table = tables.table(rows, shares, self.look, width=self.width, align="clccl")
        method = self.method_lines(hides=self._document.hides, villages=True)
        return [*self.headed(title, self.legend(), self._when(found)), table, *method]

    def _when(self, found: Performance) -> Inline:
        """Which round, and what became of the plan that came of it."""
        words = self.words
        when = words("Year {year}, round {n}.", inline=True, year=words.year(found.year), n=found.round)
        if not found.planned:
            return when
        done = words("Activities planned: {n}, done: {done}.", inline=True, n=found.planned, done=found.done)
        return joined(when, " ", done)

    def _money(self) -> list[Flowable]:
        words, money = self.words, self._document.money
        if money is None:
            text = words("The budget is not known yet. You may ask for it at the commune office.")
            return self._said(words("The money for the service"), text)
        rows: list[list[Cell]] = [[words("Activity or project"), words("Status"), words("Riel")]]
        rows += [[words.of(name), None, words.number(amount)] for name, amount in money.running]
        rows += [
            [words.of(project.name), words(STATUS[project.status]), words.number(project.cost)]
            for project in money.projects
        ]
        rows.append([words("Total"), None, words.number(money.for_service)])
        table = tables.table(rows, [6, 2, 2], self.look, width=self.width, align="lcr", bold_rows=[-1])
        nothing = paragraph(words("The commune's budget names no project for this service."), self.look.body)
        listed = table if len(rows) > 2 else nothing
        return [*self.headed(words("The money for the service"), listed, self._whole(money)), self._source(money)]

    def _whole(self, money: Money) -> Inline:
        words = self.words
        return words(
            "From the commune's budget of {year} ({status}), in which {total} riel are spent in all.",
            year=words.year(money.year),
            status=agendas.named(BUDGETS[money.status]),
            total=money.total,
        )

    def _source(self, money: Money) -> Flowable:
        day = f", {self.words.date(money.source_date)}" if money.source_date is not None else ""
        source = joined(self.words("Source: {source}", inline=True, source=money.source + day)) if money.source else ""
        return paragraph(source, self.look.note)

    def _said(self, title: Inline, text: Inline) -> list[Flowable]:
        return [KeepTogether([paragraph(title, self.look.heading), paragraph(text, self.look.body)])]

    def _part(self) -> list[Flowable]:
        """How to take part."""
        words, look = self.words, self.look
        item = look.body.but(left_indent=12, first_indent=-9, space_after=1)
        text = words("You may come, ask and say what you think. Nobody will know who gave which score.")
        story = [paragraph(words("How to take part"), look.heading), paragraph(text, look.body)]
        for gathering in self._document.meetings:
            name = words(agendas.NAMES[gathering.stage], inline=True)
            day = words.of(agendas.day(gathering.date), inline=True) if gathering.date is not None else _DOTS
            place: Inline = f", {gathering.place}" if gathering.place else ""
            story.append(paragraph(joined("– ", name, ": ", day, place), item))
        return story

    def _signed(self) -> Flowable:
        words, look, document = self.words, self.look, self._document
        role = words.of(document.chief.role, inline=True)
        place_date = self.done_at(document.head.commune)
        block = parts.stamped(parts.SignatureBlock(role, document.chief.name, place_date=place_date), words, look)
        row: list[Cell] = [agendas.calls(document.callers, words, look), block]
        room: Command = ("TOPPADDING", (0, 0), (-1, -1), 8)
        return tables.bare_table([row], [1.1, 1], look, width=self.width, commands=[room], by_columns=True)


def render(document: InformationSheet, language: str) -> bytes:
    """The sheet as a PDF."""
    return InformationPaper(document, language).render()
