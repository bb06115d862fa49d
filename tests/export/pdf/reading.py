"""Reading back what was printed, with the engines that people's viewers use."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable

import pymupdf
import pypdf
import pypdfium2

from facilitator.export.pdf.paper import Margins

Reader = Callable[[bytes], str]


def _pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _mupdf(data: bytes) -> str:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return "\n".join(page.get_text() for page in document)


def _poppler(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


READERS: dict[str, Reader] = {"pdfium": _pdfium, "pypdf": _pypdf, "mupdf": _mupdf}
if shutil.which("pdftotext"):
    READERS["poppler"] = _poppler


def text_of(data: bytes) -> str:
    """The text of a file, line ends taken for spaces."""
    return " ".join(_pdfium(data).split())


def page_texts(data: bytes) -> list[str]:
    """The text of every page."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def image_of(data: bytes, page: int = 0, scale: float = 2.0) -> bytes:
    """The grey pixels of a page, row by row from the top."""
    document = pypdfium2.PdfDocument(data)
    try:
        return bytes(document[page].render(scale=scale, grayscale=True).to_pil().tobytes())
    finally:
        document.close()


def ink_box(data: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """The rectangle (left, top, right, bottom) in points, from the upper left corner, that holds all ink of a page."""
    document = pypdfium2.PdfDocument(data)
    try:
        image = document[page].render(scale=2, grayscale=True).to_pil()
    finally:
        document.close()
    box = image.point(lambda value: 255 if value < 200 else 0).getbbox()
    assert box is not None, "the page is empty"
    left, top, right, bottom = box
    return left / 2, top / 2, right / 2, bottom / 2


def word_edges(data: bytes, word: str, *, furthest: bool = False) -> tuple[float, float]:
    """Left and right edge in points of a word on the first page: its first place, or the one furthest to the right."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        found = [(x0, x1) for x0, _, x1, _, text, *_ in document[0].get_text("words") if text == word]
    assert found, f"{word} is not on the page"
    return max(found) if furthest else found[0]


def inside_margins(data: bytes, margins: Margins, size: tuple[float, float]) -> None:
    """Nothing stands beside the text of any page, nor runs off its top or foot."""
    for page in range(len(page_texts(data))):
        left, top, right, bottom = ink_box(data, page)
        assert left >= margins.left - 2, page
        assert right <= size[0] - margins.right + 2, page
        assert top >= 6, page
        assert bottom <= size[1] - 6, page
