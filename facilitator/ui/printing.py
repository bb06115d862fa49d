"""To a printer through the system's dialog: the pages of a PDF drawn at the printer's resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.ui.widgets.preview import POINTS_PER_INCH, open_pdf, page_image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

FINEST = 300
"""Dots per inch of a page's picture: what an office laser prints; more only costs memory."""


def print_pdf(content: bytes, name: str, parent: QWidget, *, fold: bool = False) -> bool:
    """Ask for a printer and print all pages; False when the person cancelled.

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
    if not dialog.exec():
        return False
    draw(content, printer)
    return True


def draw(content: bytes, printer: QPrinter) -> None:
    """Draw the pages, each in its own size and direction. Raises UserError when the printer refuses."""
    document = open_pdf(content)
    painter = QPainter()
    try:
        for page in range(len(document)):
            _set_page(printer, document, page)
            ready = printer.newPage() if page else painter.begin(printer)
            if not ready:
                raise UserError(_("The printer did not take the page. Check it, then print again."))
            _draw_page(painter, printer, document, page)
    finally:
        painter.end()
        document.close()


def _set_page(printer: QPrinter, document: Any, page: int) -> None:
    width, height = document[page].get_size()
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point, "")
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageSize(size)
    printer.setPageOrientation(way)
    printer.setFullPage(True)


def _draw_page(painter: QPainter, printer: QPrinter, document: Any, page: int) -> None:
    dots = min(printer.resolution(), FINEST)
    grey = printer.colorMode() == printer.ColorMode.GrayScale
    image = page_image(document, page, dots / POINTS_PER_INCH, grey=grey)
    width, height = document[page].get_size()
    scale = printer.resolution() / POINTS_PER_INCH
    painter.drawImage(QRectF(0, 0, width * scale, height * scale), image)
