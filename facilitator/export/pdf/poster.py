"""The wall poster, A3, and the same on two sheets of A4: faces and bars for people who do not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.drawings import Face
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.look import A3, BLACK, Style
from facilitator.export.pdf.marks import Rule
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.poster_marks import BigScore, VotesBar
from facilitator.export.pdf.scores import HIDDEN, ScorePaper
from facilitator.export.pdf.steps import bands, step_names
from facilitator.export.pdf.tables import Cell, bare_table
from facilitator.export.pdf.text import Inline, bold, joined, paragraph
from facilitator.export.pdf.tiles import TilingCanvas

if TYPE_CHECKING:
    from facilitator.export.documents.common import Figures
    from facilitator.export.documents.poster import Poster, PosterRow
    from facilitator.export.pdf.tall_rows import Command

_SCALES = (1.5, 1.35, 1.2, 1.1, 1.0, 0.92, 0.84)
"""How large the rows of the criteria may be: the largest with which all fit the page, the last where none does."""

_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
"""Sizes of a criterion's text, the largest that fits its row is taken."""

_TEXT_HEIGHT, _ROW_HEIGHT = 48.0, 80.0
"""Points of height that the text of a criterion may take: with a bar beneath it, and without one."""

_NUMBER, _CITIZENS, _PROVIDERS = 46.0, 198.0, 130.0
_WIDEST = 1.2
"""Up to which scale the columns of faces grow with their rows; then the text needs its width."""

_MIDDLE: Command = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")


class PosterPaper(ScorePaper):
    """How one service was scored, to hang on a wall."""

    page_size = A3
    margins = Margins(top=16 * mm, right=14 * mm, bottom=22 * mm, left=14 * mm)
    body_size = 14

    def __init__(self, document: Poster, language: str, *, colour: bool = False) -> None:
        super().__init__(language, document.head, document.method, colour=colour)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("How we scored this service")

    def story(self) -> list[Flowable]:
        """Picture and name of the service, the faces, the criteria, a few words of method."""
        around = [*self._head(), self._faces(), *self._method()]
        room = self.height - sum(self._taken(flowable) for flowable in around)
        scale = next((scale for scale in _SCALES if self._fits(scale, room)), _SCALES[-1])
        return [*self._head(), self._faces(), self._scores(scale), *self._method()]

    def _fits(self, scale: float, room: float) -> bool:
        """Whether the criteria at that size take no more than `room`; their faces alone already tell in most cases."""
        faces = len(self._document.rows) * 72 * min(scale, _WIDEST)
        return faces <= room and self._taken(self._scores(scale)) <= room

    def _taken(self, flowable: Flowable) -> float:
        return float(flowable.wrap(self.width, self.height)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter())

    def render_tiled(self) -> bytes:
        """The same on two sheets of A4 for each page, to be glued together."""
        return self._build(lambda target: TilingCanvas(target, A3, self.metadata(), self.furnish, self.words))

    def _head(self) -> list[Flowable]:
        document, look = self._document, self.look
        title = look.title.but(align="left", size=22, space_after=2)
        service = look.title.but(align="left", size=30, outline=None, space_after=2)
        if len(document.service.of(self.words.main)) > 40:
            service = service.but(size=20)
        where = joined(
            parts.administration(self.words, document.head)[-1],
            "\n",
            self.in_year(),
            "\n",
            self.extent(document.villages, document.people),
        )
        names: list[Flowable] = [
            paragraph(self.title(), title),
            paragraph(self.words.of(document.service), service),
            paragraph(where, look.small),
        ]
        return [bare_table([[Icon(document.kind, 118), names]], [1.2, 5], look, width=self.width, commands=[_MIDDLE])]

    def _faces(self) -> Flowable:
        """The faces of the scale with their numbers and names, saddest first."""
        names = step_names(self.low, self.high)
        last = len(names) - 1
        style = self.look.small.but(align="centre", space_after=0)
        faces: list[Cell] = [Face(step / last, radius=24) for step in range(len(names))]
        labels: list[Cell] = [
            [paragraph(self.step(step, name, numbered=True), style)] for step, name in enumerate(names)
        ]
        lines: list[Command] = [
            _MIDDLE,
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("LINEABOVE", (0, 0), (-1, 0), 1.5, BLACK),
            ("TOPPADDING", (0, 0), (-1, 0), 6),
        ]
        return bare_table([faces, labels], [1.0] * len(names), self.look, width=self.width, commands=lines)

    def _scores(self, scale: float) -> Flowable:
        """The criteria in rows, those of the designed size times `scale`."""
        words = self.words
        head = self.look.cell_head.but(size=15)
        who: list[Cell] = [
            [Icon("gender", 30), paragraph(words("Citizens"), head)],
            [Icon(self._document.kind, 30), paragraph(words("Providers"), head)],
        ]
        sides = [width * min(scale, _WIDEST) for width in (_CITIZENS, _PROVIDERS)]
        text = self.width - _NUMBER - sum(sides)
        rows: list[list[Cell]] = [[None, [paragraph(words("What was scored"), head)], *who]]
        rows += [self._criterion(number, row, text, scale) for number, row in enumerate(self._document.rows, 1)]
        return tables.table(
            rows,
            [_NUMBER, text, *sides],
            self.look,
            width=self.width,
            align="clcc",
            commands=[
                ("TOPPADDING", (0, 1), (-1, -1), 5 * scale),
                ("BOTTOMPADDING", (0, 1), (-1, -1), 5 * scale),
                ("LINEBELOW", (0, 1), (-1, -1), 1.2, BLACK),
            ],
        )

    def _criterion(self, number: int, row: PosterRow, text: float, scale: float) -> list[Cell]:
        style = self.look.cell.but(size=24 * min(1.0, scale), align="centre")
        what: list[Flowable] = [self._text(row, text, scale), *self._bar(row.citizens, scale)]
        direction = None if row.change is None else (row.change > 0) - (row.change < 0)
        radius = 36 * min(scale, _WIDEST)
        citizens = row.citizens.median if row.citizens is not None else None
        scores: list[Cell] = []
        for median, size, arrow in ((citizens, radius, direction), (row.providers, radius * 0.72, None)):
            if median is None:
                scores.append(None)
                continue
            scores.append(
                BigScore(
                    self.place(median),
                    self.words.decimal(median),
                    radius=size,
                    highest=self.words.number(self.high),
                    direction=arrow,
                )
            )
        if row.citizens is not None and row.citizens.hidden:
            scores[0] = [paragraph(bold(HIDDEN), style)]
        return [[paragraph(bold(self.words.number(number)), style)], what, *scores]

    def _text(self, row: PosterRow, width: float, scale: float) -> Flowable:
        """The wording, as large as its row allows in a column of that width."""
        height = scale * (_TEXT_HEIGHT if row.citizens is not None and row.citizens.counts else _ROW_HEIGHT)
        fitting: Style = self.look.label
        for size in _SIZES:
            fitting = self.look.label.but(size=size * min(scale, 1.2), tightness=0.9)
            if paragraph(self.words.of(row.text), fitting).wrap(width - 10, 10_000)[1] <= height:
                break
        return paragraph(self.words.of(row.text), fitting)

    def _bar(self, figures: Figures | None, scale: float) -> list[Flowable]:
        if figures is None or figures.hidden or not any(count for _value, count in figures.counts):
            return []
        counts = bands(figures.counts, self.high)
        numbers = [self.words.number(count) for count in counts]
        return [VotesBar(counts, numbers, thickness=24 * scale, colour=self.colour)]

    def _method(self) -> list[Flowable]:
        words, note = self.words, self.look.note
        lines: list[Inline] = []
        if any(row.change is not None for row in self._document.rows):
            lines.append(words("The arrow: higher, lower or as in the round before."))
        if self.method.votes:
            lines.append(
                words("Big number: the middle one of all scores. Under the bar: how many people gave each face.")
            )
        else:
            lines.append(words("Score: the one number that the group agreed on."))
        if self._document.hides:
            lines.append(words("“–”: not shown, to protect groups of fewer than {k} people.", k=self.method.k))
        return [Rule(0.4, space=2), *(paragraph(line, note.but(colour=BLACK)) for line in lines)]


def render(document: Poster, language: str, *, colour: bool = False) -> bytes:
    """The poster on A3."""
    return PosterPaper(document, language, colour=colour).render()


def tiled(document: Poster, language: str, *, colour: bool = False) -> bytes:
    """The poster on two sheets of A4."""
    return PosterPaper(document, language, colour=colour).render_tiled()
