"""Writes the structure of a paper into its file: structure tree, parent tree, what the catalogue and the pages say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc

from facilitator.export.pdf.structure import GROUP, LIST_ITEM, Element, Mark
from facilitator.export.pdf.tagging import Tagging

_ROOT = "StructTree"
_CELLS = ("TD", "TH")
_TAKES_A_PARAGRAPH = _CELLS
"""Elements that hold the marks of their only paragraph themselves: half as many objects."""


class _Node(pdfdoc.PDFObject):
    """One element as an object of the file."""

    def __init__(self, element: Element, parent: str, name: str) -> None:
        self.element, self.parent, self.name = element, parent, name
        self.kids: list[_Node | Mark] = []
        self.parts_before: list[int] = []
        """Numbers of elements that were written apart and come before its own."""

    def format(self, document: Any) -> bytes:
        """The structure element dictionary (ISO 32000-1, table 323)."""
        element = self.element
        parts = [f"<</S/{element.kind}/P {_reference(document, self.parent)}"]
        page = next((kid.page for kid in self.kids if isinstance(kid, Mark)), None)
        if element.kind == "Table":  # readers that look for the tables of a page need it
            page = first_page(element)
        if page is not None:
            parts.append(f"/Pg {_reference(document, _page_name(page))}")
        kids = [f"{number} 0 R" for number in self.parts_before]
        kids += [self._kid(document, kid, page) for kid in self.kids]
        if kids:
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


class Branch(NamedTuple):
    """Numbers of an object and of those right beneath it."""

    number: int
    kids: list[int]


class Structure(NamedTuple):
    """The structure of some papers of a file: the top of its tree, and the rows of the parent tree."""

    top: Branch
    parents: str


def add_structure(document: Any, tagging: Tagging, before: Structure | None = None, pages_before: int = 0) -> None:
    """Add the structure tree of what was drawn, and make the file say that it is tagged.

    `before` is that of the papers on the first `pages_before` pages, which were drawn apart.
    """
    whole, parents = _grown(document, tagging, pages_before)
    if before is not None:
        whole.parts_before.append(before.top.number)
        parents = f"{before.parents} {parents}"
    tree = {"Type": "/StructTreeRoot", "K": pdfdoc.PDFObjectReference(whole.name)}
    tree["ParentTreeNextKey"] = pages_before + len(tagging.pages)
    tree["ParentTree"] = pdfdoc.PDFDictionary({"Nums": f"[{parents}]"})
    root = pdfdoc.PDFDictionary(tree)
    document.Reference(root, _ROOT)
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def structure_apart(document: Any, tagging: Tagging) -> Structure:
    """The same for papers that become the first part of a file: what is above the top is written with the rest."""
    whole, parents = _grown(document, tagging, 0)
    number, _version = document.idToObjectNumberAndVersion[whole.name]
    kids = [document.idToObjectNumberAndVersion[kid.name][0] for kid in whole.kids if isinstance(kid, _Node)]
    return Structure(Branch(number, kids), parents)


def part_element(document: Any, top: Branch) -> bytes:
    """The element of the first part, beneath that of the whole file."""
    whole = _reference(document, document.idToObject[_ROOT].dict["K"].name)
    return f"<</S/Part/P {whole}/K[{' '.join(f'{kid} 0 R' for kid in top.kids)}]>>".encode("ascii")


def _grown(document: Any, tagging: Tagging, pages_before: int) -> tuple[_Node, str]:
    """The top of the tree of what was drawn, and its rows of the parent tree."""
    owners: dict[Element, _Node] = {}
    whole = _written(document, tagging.root, _ROOT, owners)
    rows = []
    for number, elements in enumerate(tagging.pages):
        if elements:
            _tie(document.idToObject[_page_name(number)], pages_before + number)
            nodes = (_reference(document, owners[element].name) for element in elements)
            rows.append(f"{pages_before + number} [{' '.join(nodes)}]")
    return whole, " ".join(rows)


def first_page(element: Element) -> int | None:
    """The page on which an element begins; None when it was never drawn."""
    for kid in element.kids:
        page = kid.page if isinstance(kid, Mark) else first_page(kid)
        if page is not None:
            return page
    return None


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
