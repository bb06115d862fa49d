"""Pages on their way to a printer: in their own size, as often and as many as were asked for."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.pdfgen.canvas import Canvas

from facilitator.errors import UserError
from facilitator.ui import printing
from facilitator.ui.pdf_pages import PdfPages

SIZES = (A4, landscape(A4), A5)


@pytest.fixture(scope="module")
def paper() -> bytes:
    """A paper of three pages: upright, across, and small."""
    content = io.BytesIO()
    canvas = Canvas(content, invariant=1)
    for size in SIZES:
        canvas.setPageSize(size)
        canvas.rect(50, 50, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@pytest.fixture
def printer(qtbot: QtBot, tmp_path: Path) -> QPrinter:
    """A printer that prints into a PDF."""
    made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def printed(printer: QPrinter) -> list[tuple[float, float]]:
    """The sizes of the pages that came out."""
    with closing(PdfPages(Path(printer.outputFileName()).read_bytes())) as pages:
        return [pages.size(page) for page in range(len(pages))]


def test_pages_reach_the_printer_in_their_own_size(paper: bytes, printer: QPrinter) -> None:
    printing.draw(paper, printer)
    for size, wanted in zip(printed(printer), SIZES, strict=True):
        assert size == pytest.approx(wanted, abs=2)


def test_what_is_drawn_is_on_the_page(paper: bytes, printer: QPrinter) -> None:
    printing.draw(paper, printer)
    with closing(PdfPages(Path(printer.outputFileName()).read_bytes())) as pages:
        image = pages.image(0, 1)
    assert image.pixelColor(150, image.height() - 150).lightness() < 60
    assert image.pixelColor(400, 100).lightness() > 240


def test_only_the_pages_that_were_asked_for(paper: bytes, printer: QPrinter) -> None:
    printer.setFromTo(2, 9)
    printing.draw(paper, printer)
    assert len(printed(printer)) == 2


def test_copies_that_the_printer_does_not_make_itself(paper: bytes, printer: QPrinter) -> None:
    printer.setCopyCount(2)
    assert not printer.supportsMultipleCopies()
    printing.draw(paper, printer)
    assert [round(width) for width, _height in printed(printer)] == [round(width) for width, _height in SIZES] * 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_a_sentence(paper: bytes, printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    with pytest.raises(UserError, match="did not take the page"):
        printing.draw(paper, printer)


def test_printing_goes_on_in_a_worker(paper: bytes, printer: QPrinter, qtbot: QtBot) -> None:
    ended: list[object] = []
    window = QWidget()
    qtbot.addWidget(window)
    printing.Printing(paper, "a paper", printer).start(ended.append, ended.append, window)
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == [None]
    assert len(printed(printer)) == len(SIZES)


def test_a_booklet_asks_for_both_sides(paper: bytes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: dialog.maxPage() == len(SIZES))
    sides: list[QPrinter.DuplexMode] = []
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _printer, mode: sides.append(mode))
    window = QWidget()
    qtbot.addWidget(window)
    asked = printing.ask(paper, "booklet.pdf", window, fold=True)
    assert asked is not None
    assert sides == [QPrinter.DuplexMode.DuplexShortSide]
    assert asked.printer.docName() == "booklet.pdf"
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: 0)
    assert printing.ask(paper, "booklet.pdf", window) is None
