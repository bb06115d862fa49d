"""The press of the window: papers one after the other, kept while they are the same, pictures from several threads."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from facilitator.export import papers
from facilitator.export.kinds import PAPERS, PaperKind
from facilitator.models import removable
from facilitator.ui import press, sticks
from facilitator.ui.pdf_pages import PdfPages, first_page
from facilitator.ui.press import Made, Manner, Order, Press

KIND = PAPERS[0]


@dataclass(frozen=True)
class Document:
    words: str
    pages: int = 1


def pdf(words: str, pages: int = 1, size: tuple[float, float] = (210, 297)) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=size, invariant=1)
    for _page in range(pages):
        canvas.drawString(20, 100, words)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


class Printer:
    """Orders papers and notes what came."""

    def __init__(self, qtbot: QtBot) -> None:
        self.press = Press(QSize(100, 100))
        self.came: list[str] = []
        self.failed: list[Exception] = []
        self.last: Made | None = None
        self.press.made.connect(self._made)
        self.press.failed.connect(lambda _order, error: self.failed.append(error))
        self._bot = qtbot

    def _made(self, order: Order, made: Made) -> None:
        self.came.append(order.document.words)
        self.last = made

    def order(self, words: str, *, first: bool = False) -> Order:
        order = Order(KIND, Document(words), Manner("km"))
        self.press.make(order, first=first)
        return order

    def wait(self) -> None:
        self._bot.waitUntil(lambda: self.press.idle)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of every paper that is drawn."""
    found: list[str] = []

    def render(kind: PaperKind, document: Document, language: str, digits: str, *, colour: bool) -> bytes:
        found.append(document.words)
        if document.words == "fault":
            raise ZeroDivisionError
        return pdf(document.words, document.pages)

    monkeypatch.setattr(papers, "render", render)
    return found


@pytest.fixture
def printer(qtbot: QtBot, drawn: list[str]) -> Printer:
    return Printer(qtbot)


def test_papers_come_in_the_order_of_asking_and_the_urgent_one_first(printer: Printer) -> None:
    for words in ("one", "two", "three"):
        printer.order(words)
    printer.order("urgent", first=True)
    printer.wait()
    assert printer.came == ["one", "urgent", "two", "three"]


def test_an_order_that_is_asked_for_twice_is_made_once(printer: Printer, drawn: list[str]) -> None:
    printer.order("one")
    order = printer.order("two")
    printer.order("three")
    printer.press.make(order, first=True)
    printer.wait()
    assert drawn == ["one", "two", "three"]


def test_what_was_made_is_at_hand_while_it_is_the_same(printer: Printer) -> None:
    printer.order("one")
    printer.wait()
    made = printer.press.at_hand(Order(KIND, Document("one"), Manner("km")))
    assert made is printer.last
    assert made is not None
    assert made.content == pdf("one")
    assert made.pages == 1
    for other in (Order(KIND, Document("two"), Manner("km")), Order(KIND, Document("one"), Manner("en")),
                  Order(PAPERS[1], Document("one"), Manner("km"))):  # fmt: skip
        assert printer.press.at_hand(other) is None


def test_what_a_paper_takes_no_notice_of_makes_no_difference() -> None:
    grey, coloured = (next(kind for kind in PAPERS if kind.colours is wanted) for wanted in (False, True))
    loud = Manner("km", "arabic", colour=True)
    assert loud.of(coloured) == loud
    assert loud.of(grey) == Manner("km", "arabic")
    assert Manner("en", "arabic").of(grey) == Manner("en")


def test_what_was_not_asked_for_longest_is_forgotten(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    one = printer.order("one")
    printer.wait()
    made = printer.press.at_hand(one)
    assert made is not None
    monkeypatch.setattr(press, "KEPT", 2 * (len(made.content) + made.picture.sizeInBytes()) + 300)
    two = printer.order("two")
    printer.wait()
    assert printer.press.at_hand(one) is not None
    printer.order("three")
    printer.wait()
    assert printer.press.at_hand(one) is not None
    assert printer.press.at_hand(two) is None


def test_forgotten_orders_are_not_made(printer: Printer, drawn: list[str]) -> None:
    printer.order("begun")
    printer.order("waiting")
    printer.press.forget_orders()
    printer.wait()
    assert drawn == ["begun"]


def test_a_paper_with_a_fault_leaves_the_others(printer: Printer) -> None:
    printer.order("fault")
    printer.order("one")
    printer.wait()
    assert printer.came == ["one"]
    assert [type(error) for error in printer.failed] == [ZeroDivisionError]


# --- pictures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "wanted"), [((210, 297), (71, 100)), ((297, 210), (100, 71)), ((100, 1000), (10, 100))]
)
def test_a_picture_fits_into_its_box(size: tuple[int, int], wanted: tuple[int, int]) -> None:
    image, pages = first_page(pdf("x", 3, size), 100, 100)
    assert (image.width(), image.height()) == pytest.approx(wanted, abs=1)
    assert pages == 3


def test_pictures_are_the_same_from_many_threads_at_once() -> None:
    contents = [pdf(f"page {number}") for number in range(8)]
    alone = [first_page(content, 200, 200)[0] for content in contents]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(partial(_picture, 200), contents * 3))
    assert together == alone * 3


def _picture(size: int, content: bytes) -> QImage:
    return first_page(content, size, size)[0]


def test_pages_in_grey_have_no_colour() -> None:
    with closing(PdfPages(pdf("x"))) as pages:
        assert pages.image(0, 1, grey=True).isGrayscale()
        assert pages.size(0) == pytest.approx((210, 297), abs=0.1)


# --- sticks ------------------------------------------------------------------------------------------------


def test_sticks_are_known_by_where_they_are_mounted() -> None:
    assert all(isinstance(each, Path) for each in sticks.sticks())
    assert removable.is_removable(Path("/run/media/sokha/STICK"))
    assert not removable.is_removable(Path("/"))
