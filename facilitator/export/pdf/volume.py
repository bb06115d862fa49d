"""One file for many papers: each counts its own pages and has its own head and foot.

Some of its papers may be drawn apart, in another process: `part` gives their objects, numbered from 1, and `finished`
puts their pages to the place that was marked. The part has its node in the tree of pages and its element in the
structure.
"""

# ruff: noqa: N802 - overrides of ReportLab methods keep their names

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.pdfbase import pdfdoc

from facilitator.export.pdf.canvas import Bookmark, KhmerCanvas, Metadata
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.packing import Numbered, add_fonts, formatted, packed, renumber
from facilitator.export.pdf.tree import Branch, Structure, add_structure, part_element, structure_apart

if TYPE_CHECKING:
    from facilitator.export.pdf.paper import Paper


class Part(NamedTuple):
    """Papers of a file as they are written, but for what binds them to the rest."""

    objects: list[Numbered]
    last: int
    """The highest number that an object of the part has."""
    pages: Branch
    structure: Structure
    bookmarks: list[tuple[str, int, int, float]]
    """Title, level, number of the page's object, height."""
    signature: bytes


class VolumeCanvas(KhmerCanvas):
    """A canvas that papers are drawn on one after the other, with one outline for all."""

    def __init__(self, metadata: Metadata) -> None:
        self._target = BytesIO()
        super().__init__(self._target, A4, metadata)
        self._first_page = 0
        self._depth = 0
        self._path: tuple[str, ...] = ()
        self._bookmarks: list[Bookmark] = []
        self._place = (0, 0)
        """How many pages and bookmarks come before what is drawn apart."""

    def begin_paper(self, paper: Paper, path: Sequence[str]) -> None:
        """The pages from now on are those of a paper, which stands in the outline at the end of a path of titles."""
        self._first_page = len(self._finished_pages)
        self._furniture = paper.furnish
        same = [old == new for old, new in zip(self._path, path, strict=False)]
        known = next((level for level, is_same in enumerate(same) if not is_same), len(same))
        self._outline_level = known - 1
        for level in range(min(known, len(path) - 1), len(path)):
            super().bookmark(path[level], level, paper.page_size[1])
        self._path, self._depth = tuple(path), len(path) - 1

    def getPageNumber(self) -> int:
        """Papers ask on which of their own pages they are."""
        return int(super().getPageNumber()) - self._first_page

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Headings stand under the entry of their paper, whose own title is that entry."""
        if level > 0:
            super().bookmark(title, self._depth + level, y)

    def _enter(self, bookmark: Bookmark) -> None:
        self._bookmarks.append(bookmark)

    def save(self) -> None:
        """End a paper; the file is finished by `finished`."""
        if self._code:
            self.showPage()
        self._draw_furniture(self._first_page)

    def mark_place(self) -> None:
        """Here come the papers that are drawn apart."""
        self._place = len(self._finished_pages), len(self._bookmarks)

    def part(self) -> Part:
        """What was drawn, to be a part of a file."""
        document = self._doc
        structure = structure_apart(document, self._tagging)
        add_fonts(document)
        pages = document.Reference(document.Pages).name
        own = document.idToObjectNumberAndVersion[pages][0]
        objects = list(formatted(document, without=(own, structure.top.number)))
        number = {name: number for name, (number, _version) in document.idToObjectNumberAndVersion.items()}
        return Part(
            objects,
            document.objectcounter,
            Branch(own, [number[f"Page{page}"] for page in range(1, len(self._finished_pages) + 1)]),
            structure,
            [(each.title, each.level, number[each.page], each.top) for each in self._bookmarks],
            document.signature.digest(),
        )

    def finished(self, apart: Part | None = None) -> bytes:
        """The file. `apart` was drawn apart and comes to the place that was marked."""
        if apart is None:
            add_structure(self._doc, self._tagging)
            first: list[Numbered] = []
        else:
            first = self._joined(apart)
        for bookmark in self._bookmarks:
            super()._enter(bookmark)
        self._describe()
        return packed(self._doc, self, sorted(first))

    def _joined(self, part: Part) -> list[Numbered]:
        """Bind a part to the rest; gives its objects."""
        document = self._doc
        pages_before, bookmarks_before = self._place
        renumber(document, part.last)
        document.signature.update(part.signature)
        add_structure(document, self._tagging, part.structure, pages_before)
        document.Pages = document.Catalog.Pages = tree = _PageTree(part.pages, document.Pages, pages_before)
        above = document.Reference(tree).name
        names = {page: f"part-{page}" for page in part.pages.kids}
        document.idToObjectNumberAndVersion |= {name: (page, 0) for page, name in names.items()}
        self._bookmarks[bookmarks_before:bookmarks_before] = [
            Bookmark(title, level, names[page], top) for title, level, page, top in part.bookmarks
        ]
        node = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (
            document.idToObjectNumberAndVersion[above][0],
            len(part.pages.kids),
            b" ".join(b"%d 0 R" % page for page in part.pages.kids),
        )
        element = part_element(document, part.structure.top)
        return [*part.objects, (part.pages.number, node), (part.structure.top.number, element)]


class _PageTree(pdfdoc.PDFObject):
    """The top of the tree of pages: some pages, the node of the part, then the other pages."""

    def __init__(self, part: Branch, rest: Any, before: int) -> None:
        self._part, self._pages, self._before = part, rest.pages, before

    def format(self, document: Any) -> bytes:
        """The dictionary (ISO 32000-1, 7.7.3)."""
        kids = [document.Reference(page).format(document) for page in self._pages]
        kids.insert(self._before, b"%d 0 R" % self._part.number)
        return b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._part.kids) + len(self._pages), b" ".join(kids))
