"""The test page of a printer, A4, two sides: rulers at the edges, hard Khmer, fills, faces, greys, and the back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from facilitator.export.pdf import fonts, tables
from facilitator.export.pdf.drawings import Drawing, Face
from facilitator.export.pdf.hatches import SERIES, Box, fill_box
from facilitator.export.pdf.look import BLACK
from facilitator.export.pdf.marks import TickBox
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, bold, joined, light, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.forms import PrinterTest
    from facilitator.export.pdf.canvas import KhmerCanvas
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

CLUSTERS = "ស្ត្រី កញ្ញា ខ្ញុំ ក្រឹត្យ ហ៊្វឹក អង្គញ្ញុំ បញ្ឈប់ ស្រ្តី ឆ្នាំ ផ្ទៃ សង្គ្រោះ ព្រះមហាក្សត្រ ប៉ុន្មាន ស៊ើប ត្រូវ ឱ្យ ៛ ១២៣៤៥៦៧៨៩០"
"""Syllables that printers and drivers spoil: stacks of two signs below, shifters, split vowels, signs on top."""

SIZES = ((7.5, 19), (9, 19), (11, 18), (14, 19), (18, 11), (24, 8))
"""Type sizes in points, and how many of the syllables are set in each."""

LINES = (0.25, 0.5, 1.0, 2.0)
GREYS = 11
_EDGE = 20
"""The rulers count so many millimetres from the edge of the paper."""


def draw_edge_rulers(canvas: Any, width: float, height: float) -> None:
    """Rulers from the middle of each side inwards: the first line that is printed is the printer's margin."""
    canvas.saveState()
    canvas.setStrokeColor(BLACK)
    canvas.setFillColor(BLACK)
    canvas.setLineWidth(0.3)
    canvas.setFont(fonts.BODY, 6)
    for step in range(1, _EDGE + 1):
        half, away = (5.0 if step % 5 == 0 else 2.5) * mm, step * mm
        for y in (away, height - away):
            canvas.line(width / 2 - half, y, width / 2 + half, y)
        for x in (away, width - away):
            canvas.line(x, height / 2 - half, x, height / 2 + half)
        if step % 5 == 0:
            for y in (away, height - away):
                canvas.drawString(width / 2 + half + 2, y - 2, str(step))
            for x in (away, width - away):
                canvas.drawCentredString(x, height / 2 + half + 2, str(step))
    canvas.restoreState()


class Patterns(Drawing):
    """The fills that stand for steps and series."""

    def __init__(self) -> None:
        super().__init__(13 * mm)

    def draw(self) -> None:
        """Side by side."""
        width = self.width / len(SERIES)
        for place, kind in enumerate(SERIES):
            fill_box(self.canv, Box(place * width + 2, 1, (place + 1) * width - 2, self.height - 1), kind)


class Scale(Drawing):
    """A ruler of ten centimetres: held against a real one it shows whether the printer shrinks the page."""

    LENGTH = 100 * mm

    def __init__(self) -> None:
        super().__init__(9 * mm, self.LENGTH + 6)

    def draw(self) -> None:
        """A line for each millimetre, numbers at the centimetres."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(BLACK)
        canvas.setLineWidth(0.4)
        canvas.line(0, self.height - 1, self.LENGTH, self.height - 1)
        for step in range(101):
            long = 4.5 if step % 10 == 0 else 3 if step % 5 == 0 else 1.8
            canvas.line(step * mm, self.height - 1, step * mm, self.height - 1 - long * mm)
        for centimetre in range(0, 11, 5):
            self.write(centimetre * 10 * mm + 1, 1, str(centimetre), align="left")
        canvas.restoreState()


class Greys(Drawing):
    """From white to black in equal steps."""

    def __init__(self) -> None:
        super().__init__(11 * mm)

    def draw(self) -> None:
        """Framed squares with their shares beneath."""
        canvas, width = self.canv, self.width / GREYS
        canvas.saveState()
        canvas.setStrokeColor(BLACK)
        canvas.setLineWidth(0.4)
        for step in range(GREYS):
            level = 1 - step / (GREYS - 1)
            canvas.setFillColor(Color(level, level, level))
            canvas.rect(step * width, 4 * mm, width, 7 * mm, stroke=1, fill=1)
            self.write((step + 0.5) * width, 2, f"{step * 100 // (GREYS - 1)}%")
        canvas.restoreState()


class Weights(Drawing):
    """Lines of growing weight, the thinnest is that of the tables."""

    def __init__(self) -> None:
        super().__init__(8 * mm)

    def draw(self) -> None:
        """Side by side, each with its weight in points."""
        canvas, width = self.canv, self.width / len(LINES)
        canvas.saveState()
        canvas.setStrokeColor(BLACK)
        for place, weight in enumerate(LINES):
            canvas.setLineWidth(weight)
            canvas.line(place * width, 5 * mm, (place + 0.85) * width, 5 * mm)
            self.write(place * width, 2, f"{weight} pt", align="left")
        canvas.restoreState()


class PrinterTestPaper(Paper):
    """Front and back."""

    margins = Margins(top=24 * mm, right=24 * mm, bottom=28 * mm, left=24 * mm)

    def __init__(self, document: PrinterTest, language: str) -> None:
        super().__init__(language, document.head)

    def title(self) -> Inline:
        """What the page is."""
        return self.words("Printer test page")

    def furnish(self, canvas: KhmerCanvas, page: int, pages: int) -> None:
        """The usual foot, and the rulers."""
        super().furnish(canvas, page, pages)
        draw_edge_rulers(canvas, *self.page_size)

    def story(self) -> list[Flowable]:
        """The front with all samples, the back with what shows whether the sides were turned rightly."""
        words, look = self.words, self.look
        story: list[Flowable] = [paragraph(self.title(), look.title)]
        story += [self._question(words("Front: is everything here sharp, whole and black?"))]
        story += self._part(
            words("Khmer letters: nothing may be cut off, shifted or shown as a box."), *self._letters()
        )
        story += self._part(words("Ten centimetres: hold a ruler against it."), Scale())
        story += self._part(words("Patterns: all eight must differ."), Patterns())
        story += self._part(words("Faces: can you tell them apart?"), self._faces())
        story += self._part(
            words("Greys and thin lines: the lightest may vanish on some printers."), Greys(), Weights()
        )
        return [*story, PageBreak(), *self._back()]

    def _back(self) -> list[Flowable]:
        words, look = self.words, self.look
        sentence = words(
            "This is the back. If it lies on the back of the test page and stands the same way up, the printer turns "
            "the paper on the long edge: right for reports. For booklets choose “flip on short edge”."
        )
        edges = words(
            "Rulers at the four edges: the lowest number that you can read on a side is the margin of your printer, in "
            "millimetres. Up to 10 is good. If the page was made smaller, choose “actual size” instead of “fit”."
        )
        asked = [words("The text is whole."), words("The ruler is right."), words("The back is right.")]
        return [
            paragraph(words("Back of the test page"), look.title.but(outline=None)),
            paragraph(sentence, look.body),
            Spacer(1, 6 * mm),
            paragraph(edges, look.body),
            Spacer(1, 6 * mm),
            *(self._question(question) for question in asked),
        ]

    def _question(self, text: Inline) -> Flowable:
        """A sentence to tick."""
        middle: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, 0), 0)]
        cells: list[Cell] = [TickBox(size=12), [paragraph(text, self.look.body.but(space_after=0))]]
        return tables.bare_table([cells], [18, self.width - 18], self.look, width=self.width, commands=middle)

    def _part(self, title: Inline, *content: Flowable) -> list[Flowable]:
        return [paragraph(title, self.look.subheading.but(size=9.5)), *content]

    def _letters(self) -> list[Flowable]:
        """The same syllables in all sizes and faces that papers use."""
        base = self.look.body.but(space_after=0)
        every = CLUSTERS.split()
        rows = []
        for size, count in SIZES:
            style = base.but(size=size)
            rows.append(paragraph(joined(light(f"{size:g} pt  ", 7 / size), " ".join(every[:count])), style))
        some = " ".join(every[:12])
        title = paragraph(" ".join(every[:10]), base.but(font=fonts.TITLE, size=12))
        return [*rows, paragraph(joined(bold(some), "\n", light(some)), base), title]

    def _faces(self) -> Flowable:
        row: list[Cell] = [[Face(step / 4, radius=radius)] for radius in (7, 13) for step in range(5)]
        return tables.bare_table([row], [1.0] * len(row), self.look, width=self.width)


def render(document: PrinterTest, language: str) -> bytes:
    """The two pages as a PDF."""
    return PrinterTestPaper(document, language).render()
