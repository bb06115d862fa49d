"""Flowables that are drawn, not set: what a program that reads aloud says of them."""

# ruff: noqa: N802, N803 - overrides of ReportLab methods keep their names

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from facilitator.export.pdf.structure import Element

if TYPE_CHECKING:
    from facilitator.export.pdf.canvas import KhmerCanvas
    from facilitator.export.pdf.words import Words


class Picture(Flowable):
    """Base of all drawings. Without an alternative text of its own, its figures are read; without any it is decoration.

    `is_decoration`: never read, because a text beside it says the same.
    """

    is_decoration = False

    def __init__(self) -> None:
        super().__init__()
        self.element = Element("Figure")
        self.was_drawn = False

    def alternative(self, words: Words) -> str:
        """What is read aloud, in the paper's first language. Empty: the figures inside."""
        return ""

    def drawOn(self, canvas: KhmerCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw it at (x, y) and say what it shows."""
        with canvas.picture(self):
            super().drawOn(canvas, x, y, _sW)
