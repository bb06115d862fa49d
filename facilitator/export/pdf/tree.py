"""Writes the structure of a paper into its file: structure tree, parent tree, what the catalogue and the pages say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.pdfbase import pdfdoc

from facilitator.export.pdf.structure import GROUP, LIST_ITEM, Element, Mark

if TYPE_CHECKING:
    from facilitator.export.pdf.tagging import Tagging

_ROOT = "StructTree"
_CELLS = ("TD", "TH")
_TAKES_A_PARAGRAPH = _CELLS
"""Elements that hold the marks of their only paragraph themselves: half as many objects."""


class _Node(pdfdoc.PDFObject):
    """One element as an object of the file."""

    def __init__(self, document: Any, element: Element, above: _Node | None, pages: list[str]) -> None:
        self.element, self._above, self._pages = element, above, pages
        self.name = f"E{len(document.idToObject)}"
        document.Reference(self, self.name)
        self.reference = _reference(document, self.name)
        self.kids: list[_Node | Mark] = []
        self.apart: tuple[int, int] | None = None
        """How many of its kids come before an element that was written apart, and the number of that."""

    def format(self, document: Any) -> bytes:
        """The structure element dictionary (ISO 32000-1, table 323)."""
        element = self.element
        above = self._above.reference if self._above else _reference(document, _ROOT)
        if len(self.kids) == 1 and not (element.attributes or element.alternative or self.apart):
            kid = self.kids[0]
            if isinstance(kid, Mark):  # most cells and paragraphs
                return f"<</S/{element.kind}/P {above}/Pg {self._pages[kid.page]}/K {kid.number}>>".encode("ascii")
        parts = [f"<</S/{element.kind}/P {above}"]
        page = None
        for kid in self.kids:
            if isinstance(kid, Mark):
                page = kid.page
                break
        if element.kind == "Table":  # readers that look for the tables of a page need it
            page = first_page(element)
        if page is not None:
            parts.append(f"/Pg {self._pages[page]}")
        kids = [kid.reference if isinstance(kid, _Node) else self._mark(kid, page) for kid in self.kids]
        if self.apart is not None:
            kids.insert(self.apart[0], f"{self.apart[1]} 0 R")
        if kids:
            parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
        if element.attributes:
            parts.append(f"/A<<{element.attributes}>>")
        head = "".join(parts).encode("ascii")
        return head + (b"/Alt" + text_string(element.alternative) if element.alternative else b"") + b">>"

    def _mark(self, mark: Mark, page: int | None) -> str:
        if mark.page == page:
            return str(mark.number)
        return f"<</Type/MCR/Pg {self._pages[mark.page]}/MCID {mark.number}>>"


class Branch(NamedTuple):
    """Numbers of an object and of those right beneath it."""

    number: int
    kids: list[int]


class Structure(NamedTuple):
    """The structure of some papers of a file: the top of its tree, and the rows of the parent tree, one per page."""

    top: Branch
    parents: str
    pages: int


def add_structure(document: Any, tagging: Tagging, apart: Structure | None = None, after: int = 0) -> None:
    """Add the structure tree of what was drawn, and make the file say that it is tagged.

    `apart` is that of papers which were drawn apart, and come after the first pages, so many, of these.
    """
    rows = apart.pages if apart is not None else 0
    whole, parents = _grown(document, tagging, rows)
    if apart is not None:
        before = [kid for kid in whole.kids if isinstance(kid, _Node) and (first_page(kid.element) or 0) < after]
        whole.apart = len(before), apart.top.number
        parents = f"{apart.parents} {parents}"
    tree = {"Type": "/StructTreeRoot", "K": pdfdoc.PDFObjectReference(whole.name)}
    tree["ParentTreeNextKey"] = rows + len(tagging.pages)
    tree["ParentTree"] = pdfdoc.PDFDictionary({"Nums": f"[{parents}]"})
    root = pdfdoc.PDFDictionary(tree)
    document.Reference(root, _ROOT)
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def structure_apart(document: Any, tagging: Tagging) -> Structure:
    """The same for papers that become a part of a file: what is above the top is written with the rest."""
    whole, parents = _grown(document, tagging, 0)
    number, _version = document.idToObjectNumberAndVersion[whole.name]
    kids = [document.idToObjectNumberAndVersion[kid.name][0] for kid in whole.kids if isinstance(kid, _Node)]
    return Structure(Branch(number, kids), parents, len(tagging.pages))


def part_element(document: Any, top: Branch) -> bytes:
    """The element of a part, beneath that of the whole file."""
    whole = _reference(document, document.idToObject[_ROOT].dict["K"].name)
    return f"<</S/Part/P {whole}/K[{' '.join(f'{kid} 0 R' for kid in top.kids)}]>>".encode("ascii")


def _grown(document: Any, tagging: Tagging, rows_before: int) -> tuple[_Node, str]:
    """The top of the tree of what was drawn, and its rows of the parent tree, which come after so many others."""
    owners: dict[Element, _Node] = {}
    pages = [_reference(document, _page_name(number)) if marks else "" for number, marks in enumerate(tagging.pages)]
    whole = _written(document, tagging.root, None, pages, owners)
    rows = []
    for number, elements in enumerate(tagging.pages):
        if elements:
            _tie(document.idToObject[_page_name(number)], rows_before + number)
            nodes = " ".join([owners[element].reference for element in elements])
            rows.append(f"{rows_before + number} [{nodes}]")
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


def _written(
    document: Any, element: Element, above: _Node | None, pages: list[str], owners: dict[Element, _Node]
) -> _Node:
    """Register the objects of an element and of all beneath it; `owners` gets for each element the object it became."""
    node = owners[element] = _Node(document, element, above, pages)
    kids = _kids(element)
    if element.kind in _TAKES_A_PARAGRAPH and len(kids) == 1 and isinstance(kids[0], Element) and kids[0].kind == "P":
        owners[kids[0]] = node
        kids = _kids(kids[0])
    if element.kind != "LI" and any(_is_item(kid) for kid in kids):
        kids = list(_listed(kids))
    node.kids = [kid if isinstance(kid, Mark) else _written(document, kid, node, pages, owners) for kid in kids]
    return node


def _kids(element: Element) -> list[Element | Mark]:
    """What is written beneath an element: groups are dissolved, what was never drawn is left out."""
    kids: list[Element | Mark] = []
    for kid in element.kids:
        if isinstance(kid, Mark):
            kids.append(kid)
        elif kid.parent is not element:  # moved to another place since
            continue
        elif kid.kind == GROUP:
            kids += _kids(kid)
        elif kid.kind == "TR" or kid.kind in _CELLS or first_page(kid) is not None:
            kids.append(kid)
    return kids


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
