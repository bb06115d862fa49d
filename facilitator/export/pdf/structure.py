"""The logical structure of a paper: headings, paragraphs, lists, tables and pictures in the order of reading.

Programs that read aloud follow it (PDF 1.7, ISO 32000-1, 14.7 and 14.8). Flowables carry their element from the moment
they are made, so that it survives when they are split over pages; `tagging` notes what was drawn for each, `tree`
writes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from reportlab.platypus import Flowable

GROUP = "Div"
"""An element that only says which elements belong together; it is not written."""

LIST_ITEM = "LBody"
"""A paragraph that begins with a bullet; neighbours of this kind are written as one list."""

BULLETS = ("– ", "• ")


class Mark(NamedTuple):
    """A piece of a page (counted from 0) that was drawn for an element."""

    page: int
    number: int


class Element:
    """One element: its standard structure type (`P`, `H1`, `Table`, …) and what it holds, in the order of reading."""

    __slots__ = ("alternative", "attributes", "kids", "kind", "parent")

    def __init__(self, kind: str, attributes: str = "") -> None:
        self.kind = kind
        self.attributes = attributes
        """Entries of its attribute dictionary, as they are written in the file."""
        self.alternative = ""
        """What is read aloud instead of a picture."""
        self.parent: Element | None = None
        self.kids: list[Element | Mark] = []

    def add(self, kid: Element) -> None:
        """Put an element at the end of this one."""
        kid.parent = self
        self.kids.append(kid)

    def top(self) -> Element:
        """The outermost element around this one."""
        element = self
        while element.parent is not None:
            element = element.parent
        return element


class Tagged(Protocol):
    """A flowable with an element of its own. What is drawn a second time (a table's head) is not read again."""

    element: Element
    was_drawn: bool


def adopt(flowables: Iterable[Flowable], parent: Element) -> None:
    """Make what the flowables show the next part of `parent`."""
    for flowable in flowables:
        element = getattr(flowable, "element", None)
        if element is None:
            adopt(getattr(flowable, "_content", ()), parent)
        else:
            parent.add(element)
