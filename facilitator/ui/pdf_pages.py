"""The pages of a PDF as pictures, by PDFium, for the screen and for printers. Safe to use from several threads."""

from __future__ import annotations

import threading
from contextlib import closing

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72

_FORMATS = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
_pdfium = threading.Lock()
"""PDFium is not thread-safe: no two calls at once, whatever document they are about."""


class PdfPages:
    """An open PDF. Close it: PDFium complains of documents that are open at the program's end."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        with _pdfium:
            self._document = pypdfium2.PdfDocument(content)
            self._count = len(self._document)

    def __len__(self) -> int:
        return self._count

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (counted from 0) in points."""
        with _pdfium:
            width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def image(self, page: int, scale: float, *, grey: bool = False) -> QImage:
        """A page as a picture of its own memory; `scale` is pixels per point."""
        with _pdfium, closing(self._document[page]) as drawn:
            bitmap = drawn.render(scale=scale, grayscale=grey, rev_byteorder=True)
            with closing(bitmap):
                form = _FORMATS[bitmap.n_channels]
                return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()

    def close(self) -> None:
        """Give the memory back."""
        with _pdfium:
            self._document.close()


def first_page(content: bytes, width: int, height: int) -> tuple[QImage, int]:
    """The first page as a picture that fits into so many pixels, and how many pages there are."""
    with closing(PdfPages(content)) as pages:
        across, down = pages.size(0)
        return pages.image(0, min(width / across, height / down)), len(pages)
