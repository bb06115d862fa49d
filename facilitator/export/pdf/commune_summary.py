"""The summary of a cycle, A4: every service point in two lines, and how far the plan is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.following import STATUS, StatusMark
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.look import BLACK
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.score_marks import Trend
from facilitator.export.pdf.scores import HIDDEN, ScorePaper
from facilitator.export.pdf.tables import Cell, bare_table
from facilitator.export.pdf.text import Inline, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.commune_summary import CommuneSummary, ServiceSummary
    from facilitator.export.documents.joint import JointRow
    from facilitator.export.pdf.tall_rows import Command

_SERVICE, _WHICH, _SCORE, _GAP, _BEFORE = 150.0, 42.0, 50.0, 32.0, 78.0

_CLOSE: list[Command] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]


class SummaryPaper(ScorePaper):
    """All service points of a commune."""

    margins = Margins(top=12 * mm, right=13 * mm, bottom=18 * mm, left=13 * mm)
    body_size = 9

    def __init__(self, document: CommuneSummary, language: str) -> None:
        super().__init__(language, document.head, document.method)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Summary of all services")

    def story(self) -> list[Flowable]:
        """Head, services, plan, method, signatures."""
        document, words, look = self._document, self.words, self.look
        story = parts.official_head(words, look, document.head)
        story += parts.title_block(self.title(), look, self.in_year())
        story.append(self._services())
        if document.plan.total:
            story += self.headed(words("The action plan"), self._plan())
        return story + self.closing(self._method(), self._signatures())

    def _services(self) -> Flowable:
        """Two lines for each service: its lowest and its highest criterion."""
        words = self.words
        head: list[Cell] = [words("Service"), None, words("Criterion"), words("Citizens"), words("Providers")]
        rows: list[list[Cell]] = [[*head, words("Gap"), self.previous_head(self._document.previous)]]
        spans: list[Command] = [("SPAN", (0, 0), (1, 0))]
        for service in self._document.services:
            first = len(rows)
            rows += self._lines(service)
            last = len(rows) - 1
            if last > first:
                spans += [("SPAN", (0, first), (0, last)), ("NOSPLIT", (0, first), (-1, last))]
            spans.append(("LINEBELOW", (0, last), (-1, last), 0.9, BLACK))
        text = self.width - _SERVICE - _WHICH - 2 * _SCORE - _GAP - _BEFORE
        shares = [_SERVICE, _WHICH, text, _SCORE, _SCORE, _GAP, _BEFORE]
        return tables.table(rows, shares, self.look, width=self.width, align="lclcccl", commands=spans)

    def _lines(self, service: ServiceSummary) -> list[list[Cell]]:
        words = self.words
        marks = ((words("Lowest"), service.lowest), (words("Highest"), service.highest))
        lines = [self._line(which, mark) for which, mark in marks if mark is not None]
        if not lines:
            lines = [[None, HIDDEN if service.hidden else words("No scores yet"), None, None, None, None]]
        return [[self._name(service) if place == 0 else None, *line] for place, line in enumerate(lines)]

    def _line(self, which: Inline, mark: JointRow) -> list[Cell]:
        before = mark.citizens_before
        return [
            [paragraph(which, self.look.note.but(space_after=0, align="centre", colour=BLACK))],
            self.words.of(mark.text),
            self.score(mark.citizens, radius=7),
            self.score(mark.providers, radius=7),
            self.words.signed(mark.gap) if mark.gap is not None else None,
            self.trend(before) if before is not None else None,
        ]

    def _name(self, service: ServiceSummary) -> list[Flowable]:
        """Picture, name, how many scored it, where its scores went, how far its part of the plan is."""
        words, quiet = self.words, self.look.note.but(space_after=0, colour=BLACK)
        lines: list[Flowable] = [paragraph(words.of(service.name), self.look.label)]
        if service.villages:
            lines.append(paragraph(self.extent(service.villages, service.people), quiet))
        if service.compared:
            went = (Trend(1, words.number(service.higher)), Trend(0, words.number(service.same)))
            arrows: list[Cell] = [*went, Trend(-1, words.number(service.lower))]
            lines.append(bare_table([arrows], [1, 1, 1], self.look, width=_SERVICE - 42, commands=_CLOSE))
        if service.plan.total:
            done = words("Plan: {done} of {total} done", done=service.plan.done, total=service.plan.total)
            lines.append(paragraph(done, quiet))
        return [bare_table([[Icon(service.kind, 22), lines]], [30, _SERVICE - 38], self.look, width=_SERVICE - 8)]

    def _plan(self) -> Flowable:
        """The activities of the whole plan by their status."""
        words, plan = self.words, self._document.plan
        names: list[Cell] = [
            [StatusMark(status), paragraph(words(name), self.look.cell_head)] for status, name in STATUS.items()
        ]
        counts: list[Cell] = [words.number(getattr(plan, status)) for status in STATUS]
        rows = [[*names, words("Total")], [*counts, words.number(plan.total)]]
        return tables.table(rows, [1.0] * (len(STATUS) + 1), self.look, width=self.width, align="c" * (len(STATUS) + 1))

    def _method(self) -> list[Flowable]:
        """In few lines, so that one page is enough."""
        words = self.words
        lines = [
            words(
                "Score: the median of the scores of all people in all villages. Lowest and highest: by the citizens' "
                "score; of equal ones by the satisfied less the dissatisfied. Gap: the providers' score less the "
                "citizens'. Arrows under a service: how many criteria are higher, the same, lower than before."
            )
        ]
        if self._document.hides:
            lines.append(
                words(
                    "“–”: not shown, so that nobody can tell who gave which score. Hidden are groups of fewer than {k} "
                    "people, and groups from which such a small one could be worked out.",
                    k=self.method.k,
                )
            )
        first, *others = lines
        return [*parts.method_line(first, self.look), *(paragraph(line, self.look.note) for line in others)]

    def _signatures(self) -> list[Flowable]:
        document, words = self._document, self.words
        chief, facilitator = document.chief, document.facilitator
        place_date = self.done_at(document.head.commune)
        blocks = [
            parts.SignatureBlock(words.of(chief.role), chief.name, heading=words("Seen and received")),
            parts.SignatureBlock(words.of(facilitator.role), facilitator.name, words("Prepared by"), place_date),
        ]
        return parts.signature_rows(blocks, words, self.look, width=self.width)


def render(document: CommuneSummary, language: str) -> bytes:
    """The summary of a cycle."""
    return SummaryPaper(document, language).render()
