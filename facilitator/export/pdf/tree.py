"""Writes the structure of a paper into its file: structure tree, parent tree, what the catalogue and the pages say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfdoc

from facilitator.export.pdf.structure import GROUP, LIST_ITEM, Element, Mark
from facilitator.export.pdf.tagging import Tagging

_CELLS = ("TD", "TH")
_TAKES_A_PARAGRAPH = _CELLS
"""Elements that hold the marks of their only paragraph themselves: half as many objects."""


class _Node(pdfdoc.PDFObject):
    """One element as an object of the file."""

    def __init__(self, element: Element, parent: str, name: str) -> None:
        self.element, self.parent, self.name = element, parent, name
        self.kids: list[_Node | Mark] = []

    def format(self, document: Any) -> bytes:
        """The structure element dictionary (ISO 32000-1, table 323)."""
        element = self.element
        parts = [f"<</S/{element.kind}/P {_reference(document, self.parent)}"]
        page = next((kid.page for kid in self.kids if isinstance(kid, Mark)), None)
        if element.kind == "Table":  # readers that look for the tables of a page need it
            page = first_page(element)
        if page is not None:
            parts.append(f"/Pg {_reference(document, _page_name(page))}")
        if self.kids:
            kids = [self._kid(document, kid, page) for kid in self.kids]
            parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
        if element.attributes:
            parts.append(f"/A<<{element.attributes}>>")
        head = "".join(parts).encode("ascii")
        return head + (b"/Alt" + text_string(element.alternative) if element.alternative else b"") + b">>"

    @staticmethod
    def _kid(document: Any, kid: _Node | Mark, page: int | None) -> str:
        if isinstance(kid, _Node):
            return _reference(document, kid.name)
        if kid.page == page:
            return str(kid.number)
        return f"<</Type/MCR/Pg {_reference(document, _page_name(kid.page))}/MCID {kid.number}>>"


def add_structure(document: Any, tagging: Tagging) -> None:
    """Add the structure tree of what was drawn, and make the file say that it is tagged."""
    owners: dict[Element, _Node] = {}
    whole = _written(document, tagging.root, "StructTree", owners)
    pages = [[owners[element] for element in elements] for elements in tagging.pages]
    numbers = " ".join(
        f"{page} [{' '.join(_reference(document, node.name) for node in nodes)}]"
        for page, nodes in enumerate(pages)
        if nodes
    )
    tree = {"Type": "/StructTreeRoot", "K": pdfdoc.PDFObjectReference(whole.name), "ParentTreeNextKey": len(pages)}
    tree["ParentTree"] = pdfdoc.PDFDictionary({"Nums": f"[{numbers}]"})
    root = pdfdoc.PDFDictionary(tree)
    document.Reference(root, "StructTree")
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    for number, elements in enumerate(tagging.pages):
        if elements:
            _tie(document.idToObject[_page_name(number)], number)


def first_page(element: Element) -> int | None:
    """The page on which an element begins; None when it was never drawn."""
    pages = (kid.page if isinstance(kid, Mark) else first_page(kid) for kid in element.kids)
    return next((page for page in pages if page is not None), None)


def text_string(text: str) -> bytes:
    """A text string of the file, as short as it can be."""
    try:
        content = text.encode("ascii")
    except UnicodeEncodeError:
        content = b"\xfe\xff" + text.encode("utf-16-be", "replace")
    for special in (b"\\", b"(", b")"):
        content = content.replace(special, b"\\" + special)
    return b"(" + content.replace(b"\r", b"\\r") + b")"


def _tie(page: Any, number: int) -> None:
    """Lead from a page to its row of the parent tree. ReportLab's pages do not know these entries."""
    page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents, page.Tabs = number, "/S"


def _written(document: Any, element: Element, parent: str, owners: dict[Element, _Node]) -> _Node:
    """Register the objects of an element and of all beneath it; `owners` gets for each element the object it became."""
    name = f"E{len(document.idToObject)}"
    node = _Node(element, parent, name)
    document.Reference(node, name)
    owners[element] = node
    kids = list(_kids(element))
    if element.kind in _TAKES_A_PARAGRAPH and len(kids) == 1 and isinstance(kids[0], Element) and kids[0].kind == "P":
        owners[kids[0]] = node
        kids = list(_kids(kids[0]))
    if element.kind != "LI" and any(_is_item(kid) for kid in kids):
        kids = list(_listed(kids))
    node.kids = [kid if isinstance(kid, Mark) else _written(document, kid, name, owners) for kid in kids]
    return node


def _kids(element: Element) -> Iterator[Element | Mark]:
    """What is written beneath an element: groups are dissolved, what was never drawn is left out."""
    for kid in element.kids:
        if isinstance(kid, Mark):
            yield kid
        elif kid.parent is not element:  # moved to another place since
            continue
        elif kid.kind == GROUP:
            yield from _kids(kid)
        elif kid.kind == "TR" or kid.kind in _CELLS or first_page(kid) is not None:
            yield kid


def _listed(kids: Iterable[Element | Mark]) -> Iterator[Element | Mark]:
    """The same, with neighbouring items put into lists."""
    for is_item, neighbours in groupby(kids, _is_item):
        if is_item:
            yield _list(neighbours)
        else:
            yield from neighbours


def _is_item(kid: Element | Mark) -> bool:
    return isinstance(kid, Element) and kid.kind == LIST_ITEM


def _list(items: Iterable[Any]) -> Element:
    whole = Element("L")
    for item in items:
        entry = Element("LI")
        whole.add(entry)
        entry.add(item)
    return whole


def _page_name(page: int) -> str:
    return f"Page{page + 1}"


def _reference(document: Any, name: str) -> str:
    return f"{document.idToObjectNumberAndVersion[name][0]} 0 R"
