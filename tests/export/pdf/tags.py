"""Reading back the structure of a printed paper, straight from the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf

_TOKEN = re.compile(
    rb"/(?P<tag>\w+)\s*<<(?P<properties>.*?)>>\s*BDC|/(?P<plain>\w+)\s+BMC|(?P<end>\bEMC\b)|/(?P<form>[\w.-]+)\s+Do\b"
    rb"|(?P<text>\bT[jJ]\b)|(?P<paint>(?<![\w/])(?:S|s|f\*?|F|B\*?|b\*?)(?![\w*]))",
    re.S,
)


@dataclass
class Node:
    """One element of the structure tree; `marks` are (page, number)."""

    kind: str
    number: int
    alternative: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all beneath it, in the order of reading."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *kinds: str) -> list[Node]:
        """The elements of these kinds."""
        return [node for node in self.walk() if node.kind in kinds]


class TaggedFile:
    """A file with its structure."""

    def __init__(self, data: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
        self.catalogue: Any = self.reader.trailer["/Root"]
        self._pages = {page.indirect_reference.idnum: i for i, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]

    @property
    def is_tagged(self) -> bool:
        """Whether the file says that it is."""
        return bool(self.catalogue.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in self.catalogue

    def tree(self) -> Node:
        """The structure tree from its Document element on."""
        return self._node(self.catalogue["/StructTreeRoot"].raw_get("/K"))

    def parents(self, page: int) -> list[int]:
        """The object numbers of the elements that own the marks of a page, by the parent tree."""
        found = self.reader.pages[page]
        if "/StructParents" not in found:
            return []
        numbers = self.catalogue["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        row = numbers[list(numbers[::2]).index(found["/StructParents"]) * 2 + 1]
        return [reference.idnum for reference in list.__iter__(row.get_object())]

    def loose(self, page: int) -> list[str]:
        """What a page paints outside any marked content."""
        found = self.reader.pages[page]
        contents = found.get_contents()
        assert contents is not None
        return list(_loose(contents.get_data(), found["/Resources"], inside=False))

    def marks(self, page: int) -> list[int]:
        """The numbers of the marks of a page in the order of drawing."""
        contents = self.reader.pages[page].get_contents()
        assert contents is not None
        return [int(number) for number in re.findall(rb"/MCID (\d+)", contents.get_data())]

    def languages(self, page: int) -> set[str]:
        """The languages that texts of a page have of their own."""
        contents = self.reader.pages[page].get_contents()
        assert contents is not None
        return {name.decode() for name in re.findall(rb"/Span <</Lang \((\w+)\)>> BDC", contents.get_data())}

    def _node(self, reference: Any) -> Node:
        entry = reference.get_object()
        attributes = {key[1:]: value for key, value in entry.get("/A", {}).items()}
        node = Node(entry["/S"][1:], reference.idnum, entry.get("/Alt", ""), attributes)
        page = self._pages[entry.raw_get("/Pg").idnum] if "/Pg" in entry else -1
        kids = entry.raw_get("/K") if "/K" in entry else []
        for kid in list.__iter__(kids) if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                node.marks.append((page, int(kid)))
            elif kid.get_object().get("/Type") == "/MCR":
                node.marks.append((self._pages[kid.get_object().raw_get("/Pg").idnum], int(kid.get_object()["/MCID"])))
            else:
                node.kids.append(self._node(kid))
        return node


def grid_widths(table: Node) -> list[int]:
    """How many columns each row of a table takes, merged cells counted in full."""
    widths = []
    hanging: list[int] = []  # how many rows more each column is taken from above
    for row in table.all("TR"):
        hanging = [max(0, rows - 1) for rows in hanging]
        column = 0
        for cell in row.kids:
            while column < len(hanging) and hanging[column]:
                column += 1
            across, down = cell.attributes.get("ColSpan", 1), cell.attributes.get("RowSpan", 1)
            hanging += [0] * (column + across - len(hanging))
            hanging[column : column + across] = [down] * across
            column += across
        widths.append(sum(1 for rows in hanging if rows))
    return widths


def _loose(content: bytes, resources: Any, *, inside: bool) -> Iterator[str]:
    depth = int(inside)
    for token in _TOKEN.finditer(content):
        if token["tag"] or token["plain"]:
            depth += 1
        elif token["end"]:
            depth -= 1
            assert depth >= int(inside), "more ends than beginnings"
        elif token["form"]:
            form = resources["/XObject"]["/" + token["form"].decode()]
            if form["/Subtype"] == "/Form":
                yield from _loose(form.get_data(), form["/Resources"], inside=depth > 0)
            elif not depth:
                yield "image"
        elif not depth:
            yield token[0].decode() + " in " + content[max(0, token.start() - 60) : token.end()].decode("latin-1")
    assert depth == int(inside), "marked content without an end"
