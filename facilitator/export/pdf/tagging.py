"""Marked content: says for everything that is drawn on a page which element of the structure it belongs to, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from facilitator.export.pdf.structure import Element, Mark, Tagged

_ARTIFACT = "/Artifact BMC"
_PAGINATION = "/Artifact <</Type /Pagination>> BDC"
END = "EMC"

_KHMER = re.compile("[\u1780-\u17d3]")
_WORD = re.compile("[A-Za-z]{2}")


class Tagging:
    """The marks of one paper while it is drawn. Inside a mark nothing else is marked."""

    def __init__(self, *, silent: bool = False) -> None:
        self.root = Element("Document")
        self.pages: list[list[Element]] = [[]]
        """For each page the elements of its marks: mark number i belongs to element i."""
        self._is_inside = silent
        self._level = 0

    def next_page(self) -> None:
        """Marks from now on stand on a new page."""
        self.pages.append([])

    def show(self, code: list[str], flowable: Tagged, drawn: list[str]) -> None:
        """Add what was drawn for the flowable's element; drawn once more it is an artifact."""
        if self._is_inside:
            code += drawn
            return
        code.append(_ARTIFACT if flowable.was_drawn else self._mark(flowable.element))
        flowable.was_drawn = True
        code += drawn
        code.append(END)

    @contextmanager
    def picture(self, code: list[str], flowable: Tagged) -> Iterator[None]:
        """The same for a picture: without an alternative text when it has been drawn, it is decoration."""
        if self._is_inside:
            yield
            return
        start = len(code)
        self._is_inside = True
        yield
        self._is_inside = False
        is_read = flowable.element.alternative and not flowable.was_drawn
        code.insert(start, self._mark(flowable.element) if is_read else _ARTIFACT)
        code.append(END)
        flowable.was_drawn = True

    @contextmanager
    def artifact(self, code: list[str], *, pagination: bool = False) -> Iterator[None]:
        """What is drawn inside is not read: rules, backgrounds, foot and page number."""
        if self._is_inside:
            yield
            return
        code.append(_PAGINATION if pagination else _ARTIFACT)
        self._is_inside = True
        yield
        code.append(END)
        self._is_inside = False

    def _mark(self, element: Element) -> str:
        """The operator that begins the next mark, which belongs to the element."""
        if not element.kids:
            self._place(element)
        elements = self.pages[-1]
        element.kids.append(Mark(len(self.pages) - 1, len(elements)))
        elements.append(element)
        return f"/{element.kind} <</MCID {len(elements) - 1}>> BDC"

    def _place(self, element: Element) -> None:
        top = element.top()
        if top is not self.root:
            self.root.add(top)
        if element.kind[0] == "H" and element.kind[1:].isdigit():
            # A level of headings is never jumped over (PDF/UA-1, 7.4.2).
            self._level = min(int(element.kind[1:]), self._level + 1)
            element.kind = f"H{self._level}"


@lru_cache(maxsize=20_000)
def foreign(text: str, language: str) -> str:
    """The language of a text by its script, `km` or `en`; empty where it is that of the paper or has no words."""
    found = "km" if _KHMER.search(text) else "en" if _WORD.search(text) else language
    return "" if found == language else found
