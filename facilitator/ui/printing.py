"""To a printer through the system's dialog: the pages of a PDF drawn at the printer's resolution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.ui import jobs
from facilitator.ui.pdf_pages import POINTS_PER_INCH, PdfPages

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

FINEST = 300
"""Dots per inch of a page's picture: what an office laser prints; more only costs memory."""


class Printing:
    """A paper and the printer that was chosen for it."""

    def __init__(self, content: bytes, name: str, printer: QPrinter) -> None:
        self.content, self.name, self.printer = content, name, printer

    def start(self, done: Callable[[object], None], failed: Callable[[Exception], None], owner: QObject) -> jobs.Job:
        """Draw the pages in a worker."""
        return jobs.run(self._draw, done, failed, owner=owner)

    def _draw(self, report: jobs.Report) -> None:
        draw(self.content, self.printer, report)


def ask(content: bytes, name: str, parent: QWidget, *, fold: bool = False) -> Printing | None:
    """Ask for a printer, copies and pages; None when the person cancelled.

    `fold`: a booklet, to be printed on both sides and turned over the short edge. Raises UserError without a printer.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        raise UserError(_("This computer has no printer. Save the paper onto a stick and print it elsewhere."))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    if fold:
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    dialog = QPrintDialog(printer, parent)
    with closing(PdfPages(content)) as pages:
        dialog.setMinMax(1, len(pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return Printing(content, name, printer) if dialog.exec() else None


def draw(content: bytes, printer: QPrinter, report: jobs.Report | None = None) -> None:
    """Draw the pages that were asked for, each in its own size and direction.

    Raises UserError when the printer refuses.
    """
    painter = QPainter()
    with closing(PdfPages(content)) as pages:
        order = list(_asked(printer, len(pages)))
        try:
            for number, page in enumerate(order):
                if report is not None:
                    report(number / len(order), "")
                _set_page(printer, *pages.size(page))
                if not (printer.newPage() if number else painter.begin(printer)):
                    raise UserError(_("The printer did not take the page. Check it, then print again."))
                _draw_page(painter, printer, pages, page)
        finally:
            if painter.isActive():
                painter.end()


def _asked(printer: QPrinter, pages: int) -> Iterator[int]:
    """The pages (from 0) in the order of printing, with the copies that the printer does not make by itself."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    for _copy in range(copies):
        yield from range(max(first, 1) - 1, min(last, pages))


def _set_page(printer: QPrinter, width: float, height: float) -> None:
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point, "")
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageSize(size)
    printer.setPageOrientation(way)
    printer.setFullPage(True)


def _draw_page(painter: QPainter, printer: QPrinter, pages: PdfPages, page: int) -> None:
    dots = min(printer.resolution(), FINEST)
    grey = printer.colorMode() == printer.ColorMode.GrayScale
    image = pages.image(page, dots / POINTS_PER_INCH, grey=grey)
    width, height = pages.size(page)
    scale = printer.resolution() / POINTS_PER_INCH
    painter.drawImage(QRectF(0, 0, width * scale, height * scale), image)
